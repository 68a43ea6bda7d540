import type { Finding } from '../../../domain/finding.ts';
import type { Outline } from '../outline.ts';
import { sectionNamed } from '../outline.ts';
import { commandsOf, criterionBullets } from '../parse.ts';
import { refusal } from './refusal.ts';

const refuseCriterion = refusal('spec-criteria');
const refuseCommand = refusal('spec-commands');

/** Criteria that tests can name, and commands that can be run, the repository's own test command among them. */
export function validationFindings(outline: Outline, testCommand: string): Finding[] {
  return [...criterionFindings(outline), ...commandFindings(outline, testCommand)];
}

function criterionFindings(outline: Outline): Finding[] {
  const section = sectionNamed(outline.sections, 'Acceptance Criteria');
  if (!section) return [];
  const bullets = criterionBullets(outline);
  if (bullets.length === 0)
    return [refuseCriterion(section.line, 'No criterion is listed.', 'Write them as bullets: `- **AC-1** …`.')];
  const ids = bullets.map(({ criterion }) => criterion?.id);
  const free = nextId(ids);
  return bullets.flatMap(({ bullet, criterion }, index) => {
    if (!criterion)
      return refuseCriterion(
        bullet.line,
        'A criterion has no id.',
        `Begin it with \`**${free}**\`, so that tests can name it.`,
      );
    if (ids.indexOf(criterion.id) < index)
      return refuseCriterion(bullet.line, `${criterion.id} stands twice.`, `Call this one ${free}.`);
    if (criterion.text === '')
      return refuseCriterion(bullet.line, `${criterion.id} says nothing.`, 'Say what can be measured when it is met.');
    return [];
  });
}

function nextId(ids: readonly (string | undefined)[]): string {
  const numbers = ids.map(id => Number(id?.slice('AC-'.length) ?? 0));
  return `AC-${Math.max(0, ...numbers) + 1}`;
}

function commandFindings(outline: Outline, testCommand: string): Finding[] {
  const section = sectionNamed(outline.sections, 'Validation Commands');
  if (!section) return [];
  const commands = commandsOf(outline);
  const notCode = commands
    .filter(({ command }) => command === undefined)
    .map(({ line }) => refuseCommand(line, 'A bullet holds no command.', 'Begin it with the command in backticks.'));
  const runsTests = commands.some(({ command }) => command !== undefined && flat(command) === flat(testCommand));
  if (runsTests) return notCode;
  const remedy = `Add the bullet \`${testCommand}\`.`;
  return [...notCode, refuseCommand(section.line, "The repository's own test command is missing.", remedy)];
}

function flat(command: string): string {
  return command.replace(/\s+/g, ' ').trim();
}
