import { decisionText } from '../../domain/analysis-reply.ts';
import type { PlanReply } from '../../domain/plan-reply.ts';
import type { PlannedFile } from '../../domain/spec.ts';
import type { SectionName } from './format.ts';
import { headLines, newFilesHeading, sections, titlePrefix } from './format.ts';
import { blockMarkdown, codeSpanOf, inlineMarkdown } from './inline.ts';

/** What a plan takes from the repository's settings. */
export interface RenderContext {
  testCommand: string;
  /** Command that a package name is appended to, such as `uv add`. */
  addDependency: string;
}

/**
 * The plan as Markdown in the plan format: head lines, then every section in its order. Text of the model cannot leave
 * its place; whether it is any good is for `judgeSpec` to say.
 */
export function renderSpec(reply: PlanReply, context: RenderContext): string {
  const bodies = sectionBodies(reply, context);
  const blocks = sections.map(section => {
    const lead = 'lead' in section ? [section.lead] : [];
    return [`## ${section.name}`, ...lead, bodies[section.name]].join('\n');
  });
  return `${[head(reply), ...blocks].join('\n\n')}\n`;
}

function head(reply: PlanReply): string {
  const lines = headLines.map(line => {
    const value = 'fixed' in line ? line.fixed : line.key === 'OBJECTIVE' ? inlineMarkdown(reply.objective) : '';
    return `${line.key}: ${value}`.trimEnd();
  });
  return [...lines, `# ${titlePrefix}${inlineMarkdown(reply.name)}`].join('\n');
}

function sectionBodies(reply: PlanReply, context: RenderContext): Record<SectionName, string> {
  return {
    'Feature Description': blockMarkdown(reply.description),
    'User Story': userStory(reply.userStory),
    'Problem Statement': blockMarkdown(reply.problem),
    'Solution Statement': [blockMarkdown(reply.solution), ...created(reply)].join('\n\n'),
    'Relevant Files': `\n${relevantFiles(reply)}`,
    'Implementation Plan': parts('Implementation Plan', [foundation(reply), reply.core, reply.integration]),
    'Step by Step Tasks': `\n${tasks(reply)}`,
    'Testing Strategy': parts('Testing Strategy', [reply.unitTests, reply.integrationTests, reply.edgeCases]),
    'Acceptance Criteria': reply.criteria
      .map((text, index) => `- **AC-${index + 1}** ${inlineMarkdown(text)}`)
      .join('\n'),
    'Validation Commands': `\n${validation(reply, context.testCommand)}`,
    Notes: notes(reply, context.addDependency),
  };
}

function userStory({ role, goal, benefit }: PlanReply['userStory']): string {
  return [
    `As a ${inlineMarkdown(role)}`,
    `I want to ${inlineMarkdown(goal)}`,
    `So that ${inlineMarkdown(benefit)}`,
  ].join('\n');
}

/** What the plan creates, in the words that it is read from again. */
function created({ creates }: PlanReply): string[] {
  const lines = creates.map(({ name, parameters, path, differs }) => {
    const why = differs.trim() === '' ? '' : `: ${inlineMarkdown(differs)}`;
    return `- ${codeSpanOf(`${name}(${parameters.join(', ')})`)} in ${codeSpanOf(path)} is new${why}`;
  });
  return lines.length > 0 ? [lines.join('\n')] : [];
}

function relevantFiles(reply: PlanReply): string {
  const existing = fileBullets(reply.relevantFiles);
  if (reply.newFiles.length === 0) return existing;
  return `${existing}\n\n### ${newFilesHeading}\n${fileBullets(reply.newFiles)}`;
}

function fileBullets(files: readonly PlannedFile[]): string {
  return files.map(file => `- ${codeSpanOf(file.path)} - ${inlineMarkdown(file.reason)}`).join('\n');
}

/** Phase 1 always begins with research, README first; the plan's own words for it win. */
function foundation({ foundation: steps }: PlanReply): string[] {
  const research = 'Research: read `README.md` first, then survey the relevant files for the patterns to follow.';
  return /\breadme\b/i.test(steps[0] ?? '') ? steps : [research, ...steps];
}

function parts(section: SectionName, contents: readonly (readonly string[])[]): string {
  const format = sections.find(({ name }) => name === section);
  const names: readonly string[] = format && 'parts' in format ? format.parts : [];
  return names.map((name, index) => `### ${name}\n${bullets(contents[index] ?? [])}`).join('\n\n');
}

function tasks(reply: PlanReply): string {
  const working = reply.tasks.filter(task => !/validation commands/i.test(task.title));
  const closing = {
    title: 'Run the Validation Commands',
    steps: ['Run every command under Validation Commands, and fix what fails until each one ends without errors.'],
  };
  return [...working, closing].map(task => `### ${inlineMarkdown(task.title)}\n${bullets(task.steps)}`).join('\n\n');
}

function validation(reply: PlanReply, testCommand: string): string {
  const further = reply.validation.filter(({ command }) => command.trim() !== testCommand.trim());
  const all = [
    { command: testCommand, purpose: 'Run all tests to validate the feature with zero regressions' },
    ...further,
  ];
  return all.map(({ command, purpose }) => `- ${codeSpanOf(command)} - ${inlineMarkdown(purpose)}`).join('\n');
}

function notes(reply: PlanReply, addDependency: string): string {
  const added = reply.dependencies.map(
    ({ name, reason }) => `- New dependency ${codeSpanOf(`${addDependency} ${name}`)} - ${inlineMarkdown(reason)}`,
  );
  const decided = reply.decisions.map(decisionText);
  const departing = reply.review.flatMap(({ quote, keeps, why }) =>
    keeps ? [] : `Departs from ARCHITECTURE.md, "${quote}": ${why}`,
  );
  const noted = [...decided, ...departing, ...reply.notes];
  return [...added, ...(noted.length > 0 ? [bullets(noted)] : [])].join('\n') || '- None.';
}

function bullets(items: readonly string[]): string {
  return items.map(item => `- ${inlineMarkdown(item)}`).join('\n');
}
