import type { Check } from '../domain/outcome.ts';
import type { RedProof } from '../domain/red.ts';
import type { LanguageName, Settings } from '../domain/settings.ts';
import { readConfig } from '../engine/read-config.ts';
import { settingsOf } from '../engine/settings-of.ts';
import { languages } from '../languages/languages.ts';
import type { History } from '../ports/history.ts';
import type { Clone } from '../ports/repositories.ts';
import type { Sandbox } from '../ports/sandbox.ts';
import { testsBetween } from '../stages/frozen-tests.ts';
import { runMemory } from '../stages/run-memory.ts';
import { judgeHead } from '../stages/verify/judge-head.ts';
import type { RedRange } from './find-red.ts';
import { findRed, isDocument } from './find-red.ts';
import { planOf } from './plan-of.ts';

export interface CheckRequest {
  history: History;
  clone: Clone;
  sandbox: Sandbox;
  /** Branch that the work starts from and returns to. */
  base: string;
  head: string;
  signal: AbortSignal;
}

/** What the referee says of a line of commits on this machine. */
export type CheckVerdict =
  | {
      kind: 'judged';
      head: string;
      red: RedRange;
      planPath: string | undefined;
      proof: RedProof | undefined;
      checks: Check[];
      holds: boolean;
    }
  /** Only documents changed, or nothing at all: no test is run. */
  | { kind: 'nothing-to-judge'; why: string }
  /** The commits cannot be judged as they are; the text says what to do. */
  | { kind: 'refused'; why: string };

const configPath = '.github/redfirst.yml';

/** The same judgment as on GitHub, of a local clone, without GitHub and without a model. */
export async function check({ history, clone, sandbox, base, head, signal }: CheckRequest): Promise<CheckVerdict> {
  const [from, to] = [await history.resolve(base), await history.resolve(head)];
  const start = await history.mergeBase(from, to);
  if ((await clone.diff(start, to)).every(({ path }) => isDocument(path))) {
    return { kind: 'nothing-to-judge', why: `only documents changed since ${base}` };
  }
  const baseTree = await clone.treeAt(start);
  const config = readConfig(await baseTree.read(configPath));
  if (config.kind === 'invalid') return { kind: 'refused', why: `${configPath} is not valid:\n${config.problems}` };
  const resolved = await settingsOf(config.config, baseTree);
  if (resolved.kind === 'undetected') return { kind: 'refused', why: resolved.missing };
  const red = await findRed(clone, await history.commits(start, to), resolved.settings);
  if (!red) return { kind: 'refused', why: noRed(base, resolved.settings.language) };
  return judge({ clone, sandbox, signal }, { settings: resolved.settings, start, red, head: to });
}

interface Found {
  settings: Settings;
  start: string;
  red: RedRange;
  head: string;
}

async function judge(
  tools: Pick<CheckRequest, 'clone' | 'sandbox' | 'signal'>,
  { settings, start, red, head }: Found,
): Promise<CheckVerdict> {
  const { clone } = tools;
  const tree = await clone.treeAt(head);
  const { plan, path: planPath } = await planOf(clone, { start, red, head: tree });
  const tests = await testsBetween(clone, red);
  const { checks, proof } = await judgeHead({ ...tools, settings, plan, runs: runMemory() }, { tests, tree });
  const holds = checks.every(({ rows }) => rows.every(({ result }) => result !== 'fail'));
  return { kind: 'judged', head, red, planPath, proof, checks, holds };
}

const noRed = (base: string, language: LanguageName) =>
  `No commit since ${base} adds tests and nothing else before the first commit with code, so nothing shows that the tests were red.\n` +
  'Commit the tests first: git commit -m "test(<scope>): …", then the code.' +
  (languages.find(({ names }) => names.includes(language))?.testsElsewhere?.replace(/^/, '\n') ?? '');
