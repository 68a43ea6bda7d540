import { resolve } from 'node:path';
import { type Script, scripted } from '../../demo/scripted-model/script.ts';
import type { EditsReply, TestsReply } from '../../src/domain/edit.ts';
import type { PlanReply } from '../../src/domain/plan-reply.ts';
import { renderSpec } from '../../src/referee/spec/render.ts';
import { withAnalysis } from './analysis-reply.ts';

/** A project so small that a whole feature is a matter of seconds: two files of Python, one test, no linter. */
export const sumsDirectory = resolve(import.meta.dirname, '..', 'fixtures', 'sums');

/** What the model says to one feature, call by call: answers, and faults in their place. */
export type Replies = Partial<
  Record<'analysis' | 'plan' | 'tests' | 'implement' | 'refactor' | 'document', readonly unknown[]>
>;

/** One feature of the sums project, with everything that is said of it. `word` names its function and its files. */
export interface SumsFeature {
  title: string;
  issue: { title: string; body: string };
  plan: PlanReply;
  tests: TestsReply;
  implement: EditsReply;
  /** Paths of the module and its tests. */
  paths: { code: string; test: string };
  /** The model's part, as it goes when nobody interferes but for what is given here. */
  script(replies?: Replies): Script;
}

const nothing: EditsReply = { edits: [], summary: [] };

/** A feature that multiplies by a number of its own, so that several can live in one repository. */
export function sumsFeature(word: string, factor: number): SumsFeature {
  const title = `Add ${word} to the sums`;
  const paths = { code: `sums/${word}.py`, test: `tests/test_${word}.py` };
  const plan = planOf({ word, factor, title, paths });
  const tests: TestsReply = { files: [{ path: paths.test, content: testsText(word, factor) }], heldOut: [] };
  const implement: EditsReply = {
    summary: [`Add the function ${word}`],
    edits: [{ kind: 'write', path: paths.code, content: codeText(word, `number * ${factor}`) }],
  };
  return {
    title,
    issue: { title, body: `I want \`${word}(number)\`: the number times ${factor}.` },
    plan,
    tests,
    implement,
    paths,
    script: replies =>
      withAnalysis(
        scripted(
          {
            plan: [plan],
            tests: [tests],
            implement: [implement],
            refactor: [nothing],
            document: [nothing],
            ...replies,
          },
          title,
        ),
      ),
  };
}

/** The module of a feature with another body, right or wrong. */
export function codeText(word: string, expression: string): string {
  return `"""A number, multiplied."""\n\n\ndef ${word}(number: int) -> int:\n    """Return the number, multiplied."""\n    return ${expression}\n`;
}

/** The plan of a feature as a person who knows the format writes it. */
export function planText({ plan }: SumsFeature): string {
  return renderSpec(plan, { testCommand: 'python3 -m pytest', addDependency: 'pip install' });
}

function testsText(word: string, factor: number): string {
  return [
    `"""Tests of ${word}."""`,
    '',
    `from sums.${word} import ${word}`,
    '',
    '',
    `def test_${word}() -> None:`,
    '    """AC-1: the number is multiplied."""',
    `    assert ${word}(2) == ${2 * factor}`,
    '',
    '',
    `def test_${word}_of_nothing() -> None:`,
    '    """AC-2: nothing stays nothing."""',
    `    assert ${word}(0) == 0`,
    '',
  ].join('\n');
}

function planOf({
  word,
  factor,
  title,
  paths,
}: Pick<SumsFeature, 'title' | 'paths'> & { word: string; factor: number }) {
  return {
    objective: `Multiply a number by ${factor}.`,
    name: title,
    description: `A reader of the sums can multiply a number by ${factor}.`,
    userStory: { role: 'reader', goal: `multiply by ${factor}`, benefit: 'I need not do it by hand' },
    problem: `There is no function that multiplies by ${factor}.`,
    solution: `Add \`${word}\` in a module of its own, like \`double\`.`,
    creates: [],
    decisions: [],
    review: [],
    relevantFiles: [
      { path: 'README.md', reason: 'Says what the project is.' },
      { path: 'sums/double.py', reason: 'Shows the pattern.' },
    ],
    newFiles: [
      { path: paths.code, reason: 'The function.' },
      { path: paths.test, reason: 'Its tests.' },
    ],
    foundation: ['Read `README.md` and `sums/double.py`.'],
    core: [`Write \`${word}\`.`],
    integration: ['Nothing else changes.'],
    tasks: [{ title: 'Write the tests, then the function', steps: [`Tests in \`${paths.test}\`.`] }],
    unitTests: ['A number and nothing.'],
    integrationTests: ['None are needed: the function stands alone.'],
    edgeCases: ['Nothing stays nothing.'],
    criteria: [`\`${word}\` gives the number times ${factor}.`, `\`${word}\` of 0 is 0.`],
    validation: [],
    dependencies: [],
    notes: [],
  } satisfies PlanReply;
}
