import { posix } from 'node:path';
import type { PlanReply } from '../../domain/plan-reply.ts';
import { compareSteps, type PlanTask } from '../../domain/step.ts';
import type { StepReply } from '../../domain/step-reply.ts';
import { namesIn, pathsIn } from '../../referee/step/names.ts';
import type { StepSources } from './step-sources.ts';

/** A step with the documents that it needs and the files that it touches. */
export interface StepMaterial {
  sources: StepSources;
  /** Every file of the tree. */
  paths: ReadonlySet<string>;
  /** The technical design, and the topical ones that the step refers to, by path. */
  design: ReadonlyMap<string, string>;
  /** What people wrote of running the services, by path. */
  services: ReadonlyMap<string, string>;
  /** Files in which earlier steps left work for this one. */
  todos: readonly string[];
}

const docsOf = (planPath: string): string => posix.dirname(posix.dirname(planPath));

/** Where it stands how the services are run. */
export const servicePaths = ({ planPath }: StepSources, paths: ReadonlySet<string>): string[] =>
  [posix.join(docsOf(planPath), 'common', 'running-services.md')].filter(path => paths.has(path));

/** Paths of the technical designs that a step needs: the main one always, a topical one where the step refers to it. */
export function designPaths({ planPath, step }: StepSources, paths: ReadonlySet<string>): string[] {
  const docs = docsOf(planPath);
  const said = `${step.title}\n${step.text}`;
  return [...paths].filter(path => {
    if (posix.dirname(path) !== docs) return false;
    const name = posix.basename(path);
    const isTopical = /^5\.3_technical_design_.+\.md$/.test(name);
    return name === '5.3_technical_design.md' || (isTopical && said.includes(name.replace(/\.md$/, '')));
  });
}

/** The step as a plan in the format that all gates read. Only questions of testing are the model's. */
export function planReplyOf(material: StepMaterial, reply: StepReply): PlanReply {
  const { sources } = material;
  const { context, step, open, planPath } = sources;
  const untested = new Map(reply.withoutBehaviour.map(({ task, reason }) => [task, reason]));
  const tested = open.filter((_, index) => !untested.has(`T${index + 1}`));
  const name = `Step ${step.number}: ${step.title}`;
  const names = namesOf(material);
  const files = filesOf(material, reply);
  return {
    objective: `${name}, of phase ${context.phase ?? context.epic}.`,
    name,
    description: `Epic: ${context.epic}; domain: ${context.domain}; stage: ${context.stage}. The step carries out ${open.length} of its ${step.tasks.length} tasks; the others are completed.`,
    userStory: {
      role: `maintainer of ${context.domain}`,
      goal: `have step ${step.number} of the implementation plan carried out`,
      benefit: 'the next step can build on it',
    },
    problem: `In \`${planPath}\` these tasks of step ${step.number} are not marked as completed.`,
    solution: `Exactly the tasks below, in their order, and nothing of a later step. What may be created at the top level of a file: ${names.map(each => `\`${each}\``).join(', ') || 'nothing'}.`,
    creates: [],
    relevantFiles: files.filter(({ path }) => material.paths.has(path)),
    newFiles: files.filter(({ path }) => !material.paths.has(path)),
    foundation: ['Read `README.md` where there is one, the technical design, and the files below.'],
    core: open.map(oneLine),
    integration: ['Nothing beyond the tasks.'],
    tasks: open.map(task => ({
      title: task.title,
      steps: ['Write its tests first and see them fail.', oneLine(task)],
    })),
    unitTests: tested.map(({ title }) => title),
    integrationTests: ['The tasks together, as they are used.'],
    edgeCases: ['What is empty, missing or not allowed, for each task.'],
    criteria: tested.map(oneLine),
    validation: [],
    dependencies: [],
    decisions: [],
    review: [],
    notes: notesOf(material, untested),
  };
}

/** What whoever carries the step out has to know beside its tasks. */
function notesOf({ sources, todos }: StepMaterial, untested: ReadonlyMap<string, string>): string[] {
  const { step, open, planPath } = sources;
  return [
    `Step ${step.number} of \`${planPath}\`.`,
    'Create no class, function or table that is not named above.',
    `What a later step does is left to it, marked \`TODO(step N)\` with N above ${step.number}.`,
    ...todos.map(
      path => `\`${path}\` holds work for this step, marked \`TODO(step ${step.number})\`: do it and remove the mark.`,
    ),
    ...open.flatMap((task, index) => {
      const reason = untested.get(`T${index + 1}`);
      return reason ? [`No test: "${task.title}". ${reason}`] : [];
    }),
  ];
}

/** A task as one line, without the marks of its heading or its item; what stands below its title is a sentence of its own. */
function oneLine({ text }: PlanTask): string {
  const [title = '', ...below] = text
    .replace(/^[#\s]*(?:[-*+]|\d+[.)])?\s*(?:\[[ x]\])?\s*/i, '')
    .split(/\n\s*\n/)
    .map(part => part.replace(/\s+/g, ' ').trim())
    .filter(Boolean);
  const isOpen = below.length > 0 && !/[.:;!?]$/.test(title);
  return [isOpen ? `${title}.` : title, ...below].join(' ');
}

/** What the step names, and what the designs that it refers to name, less what belongs to a later step. */
function namesOf({ sources, design }: StepMaterial): string[] {
  const { step, steps } = sources;
  const own = namesIn(`${step.title}\n\n${step.text}`);
  const later = steps.filter(({ number, phase }) => phase === step.phase && compareSteps(number, step.number) > 0);
  const foreign = new Set(namesIn(later.map(({ text }) => text).join('\n\n')));
  const topical = [...design].filter(([path]) => !path.endsWith('/5.3_technical_design.md'));
  const designed = topical.flatMap(([, text]) => namesIn(text)).filter(name => !foreign.has(name));
  return [...new Set([...own, ...designed])];
}

/** Every file of the step with its reason, each once: what the tasks name, what is read, what the model found necessary. */
function filesOf({ sources, paths, design, services, todos }: StepMaterial, reply: StepReply): PlanReply['newFiles'] {
  const { contextPath, planPath, step } = sources;
  const domain = posix.dirname(contextPath);
  const placed = (path: string) => [path, posix.join(domain, path)].find(each => paths.has(each));
  const named = pathsIn(step.text).flatMap(path => placed(path) ?? []);
  const reasons = new Map<string, string>([
    ...['README.md', posix.join(domain, 'CLAUDE.md')].map(path => [path, 'Says how the project is built.'] as const),
    [planPath, 'The implementation plan.'],
    [contextPath, 'Says where the work stands.'],
    ...[...design.keys()].map(path => [path, 'The technical design.'] as const),
    ...[...services.keys()].map(path => [path, 'Says how the services are run.'] as const),
    ...named.map(path => [path, 'The step names it.'] as const),
    ...todos.map(path => [path, `Holds \`TODO(step ${step.number})\`.`] as const),
  ]);
  const known = [...reasons].filter(([path]) => paths.has(path)).map(([path, reason]) => ({ path, reason }));
  const more = reply.files.filter(({ path }) => !reasons.has(path) || !paths.has(path));
  return [...known, ...new Map(more.map(file => [file.path, file])).values()];
}
