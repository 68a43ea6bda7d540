import { parse } from 'yaml';
import { Failure } from '../domain/failure.ts';

/** What is said of an issue and its repository to whoever studies them. */
const material = [
  'title',
  'body',
  'answers',
  'documents',
  'files',
  'symbols',
  'tests',
  'paths',
  'testCommand',
] as const;

/** The prompts and what each is told. A slot missing in the file, or one too many, fails at start. */
export const promptSlots = {
  analysis: [...material, 'insistence', 'problems'],
  plan: [...material, 'feedback', 'analysis', 'problems'],
  tests: ['spec', 'criteria', 'testPaths', 'testCommand', 'examples', 'files', 'documents', 'problems'],
  implement: ['spec', 'tests', 'files', 'documents', 'testCommand', 'answers'],
  refactor: ['spec', 'files', 'problems'],
  step: ['context', 'tasks', 'step', 'design', 'services', 'paths', 'answers', 'problems'],
  'testing-plan': ['spec', 'template', 'preferences', 'tests', 'problems'],
  document: ['spec', 'diff', 'documents', 'governed', 'rules', 'problems'],
} as const;

export type PromptName = keyof typeof promptSlots;
export type PromptInputs<N extends PromptName> = Record<(typeof promptSlots)[N][number], string>;

/** The prompts of `prompts/`, read and checked once. */
export interface Prompts {
  render<N extends PromptName>(name: N, inputs: PromptInputs<N>): { system: string; user: string };
}

interface Template {
  system: string;
  user: string;
}

/** Reads every prompt by name. Throws a {@link Failure} with source `environment` when a file is not as it must be. */
export async function loadPrompts(read: (name: PromptName) => Promise<string>): Promise<Prompts> {
  const names = Object.keys(promptSlots) as PromptName[];
  const entries = await Promise.all(names.map(async name => [name, templateOf(name, await read(name))] as const));
  const templates = Object.fromEntries(entries) as Record<PromptName, Template>;
  return {
    render: (name, inputs) => ({
      system: templates[name].system,
      user: fill(templates[name].user, inputs),
    }),
  };
}

const sections = /^---\n(?<front>.*?)\n---\n\s*# System\n(?<system>.*?)\n# User\n(?<user>.*)$/s;
const slot = /\{\{(\w+)\}\}/g;

function templateOf(name: PromptName, text: string): Template {
  const { front, system, user } = sections.exec(text.replaceAll('\r\n', '\n'))?.groups ?? {};
  if (front === undefined || system === undefined || user === undefined)
    throw broken(name, 'needs front matter, then "# System", then "# User"');
  if (/\{\{/.test(system)) throw broken(name, 'has a slot in its system part, which must be the same for every call');
  const wanted = [...promptSlots[name]].sort().join(', ');
  const declared = slotsIn(parse(front));
  if (declared !== wanted) throw broken(name, `declares the slots ${declared}; it is given ${wanted}`);
  const used = [...new Set([...user.matchAll(slot)].map(([, key]) => key))].sort().join(', ');
  if (used !== wanted) throw broken(name, `uses the slots ${used}; it is given ${wanted}`);
  return { system: system.trim(), user: user.trim() };
}

function slotsIn(front: unknown): string {
  const slots = typeof front === 'object' && front !== null && 'slots' in front ? front.slots : undefined;
  return Array.isArray(slots) ? slots.map(String).sort().join(', ') : 'none';
}

/**
 * Puts the inputs into their slots, in one pass, so that an input that looks like a slot stays text. An input cannot end
 * the block it stands in.
 */
function fill(template: string, inputs: Record<string, string>): string {
  return template.replace(slot, (_match, key: string) => (inputs[key] ?? '').replace(/<(\/?input-)/gi, '<\\$1').trim());
}

function broken(name: PromptName, problem: string): Failure {
  return new Failure(`prompts/${name}.md ${problem}.`, {
    source: 'environment',
    reason: 'prompt-invalid',
    retryable: false,
  });
}
