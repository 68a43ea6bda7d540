import { createHash } from 'node:crypto';
import type { Permission } from '../../src/domain/actor.ts';
import type { Cost } from '../../src/domain/cost.ts';
import type { Facts } from '../../src/domain/facts.ts';
import { Failure } from '../../src/domain/failure.ts';
import type { Outcome } from '../../src/domain/outcome.ts';
import type { ProposalFacts } from '../../src/domain/proposal.ts';
import type { StageName } from '../../src/domain/stage.ts';
import { stageNames } from '../../src/domain/stage.ts';
import { emptyStatus, type StatusState } from '../../src/domain/status.ts';
import type { Asker } from '../../src/engine/journaled-model.ts';
import { meteredModel } from '../../src/engine/metered-model.ts';
import type { Situation } from '../../src/engine/situation.ts';
import type { World } from '../../src/engine/world.ts';
import { parseComment } from '../../src/intake/commands.ts';
import type { Announcement, CommitWrite } from '../../src/ports/github.ts';
import type { Ledger, Spending, Spent } from '../../src/ports/ledger.ts';
import type { Model } from '../../src/ports/model.ts';
import type { Journal, Turn } from '../../src/ports/queue.ts';
import type { Tree } from '../../src/ports/repositories.ts';
import { renderStatus } from '../../src/publish/status-comment.ts';
import { specHash } from '../../src/referee/spec/hash.ts';
import type { StageContext } from '../../src/stages/context.ts';
import { comment, facts, oidOf, self, writer } from '../builders.ts';
import { silentLog } from '../silent-log.ts';

/** A small Python project, by path. */
export const project = {
  'pyproject.toml': '[project]\nname = "shelf"\n[tool.pytest.ini_options]\n',
  'src/shelf.py': 'books = []\n',
  'tests/test_shelf.py': 'def test_shelf() -> None:\n    assert True\n',
};

/** The feature that `facts()` is about. */
export const feature = { repository: { installationId: 1, id: 2, owner: 'acme', name: 'shelf' }, issue: 5 };
export const specPath = 'specs/mark-a-book-as-favourite.md';
export const specText = '# A plan\n';
export const planHash = specHash(specText);

export function treeOf(files: Record<string, string>, oid = oidOf('0')): Tree {
  return {
    oid,
    list: async () =>
      Object.entries(files).map(([path, text]) => ({
        path,
        mode: '100644' as const,
        oid: createHash('sha1').update(text).digest('hex'),
        size: text.length,
      })),
    read: async path => files[path],
    readMany: async paths => new Map(paths.flatMap(path => (files[path] === undefined ? [] : [[path, files[path]]]))),
    directory: async () => '/nowhere',
  };
}

/** A journal that is lost with the test. */
export function memoryJournal(): Journal & { entries: Map<string, unknown> } {
  const entries = new Map<string, unknown>();
  return {
    entries,
    recall: async key => entries.get(key),
    record: async ({ key, value }) => {
      if (!entries.has(key)) entries.set(key, JSON.parse(JSON.stringify(value)));
    },
  };
}

const none: Spent = { seconds: 0, calls: 0, tokens: 0, usd: 0, unpriced: 0 };
export const nothingSpent: Spending = { stages: {}, repositoryToday: none, today: none };

/** A ledger that is lost with the test, about one feature on one day. */
export function memoryLedger(): Ledger & { entries: { stage: StageName; cost: Cost }[] } {
  const entries: { stage: StageName; cost: Cost }[] = [];
  const sum = (costs: Cost[]): Spent =>
    costs.reduce<Spent>((total, { seconds = 0, calls = 0, tokens = 0, usd }) => {
      const unpriced = total.unpriced + (usd === undefined ? calls : 0);
      const added = { seconds: total.seconds + seconds, calls: total.calls + calls, tokens: total.tokens + tokens };
      return { ...added, usd: total.usd + (usd ?? 0), unpriced };
    }, none);
  return {
    entries,
    note: async ({ stage, cost }) => void entries.push({ stage, cost }),
    spent: async () => {
      const today = sum(entries.map(({ cost }) => cost));
      const of = (name: StageName) => entries.filter(({ stage }) => stage === name).map(({ cost }) => cost);
      const stages = stageNames.flatMap(name => (of(name).length > 0 ? [[name, sum(of(name))]] : []));
      return { stages: Object.fromEntries(stages) as Spending['stages'], repositoryToday: today, today };
    },
  };
}

export interface FakeOptions {
  /** What the next look at GitHub shows. */
  facts?: Facts | undefined;
  proposal?: ProposalFacts | undefined;
  permissions?: Record<string, Permission>;
  /** Files of the base and of the branch. */
  base?: Record<string, string>;
  branch?: Record<string, string>;
  hasModel?: boolean;
  /** What stages may ask; it answers nothing when missing. */
  model?: Model;
  /** When people are told of work under way; not while a test lasts when missing. */
  pace?: World['pace'];
  /** What a stage comes to; one that is not here fails the test. */
  stages?: Partial<Record<StageName, (context: StageContext) => Outcome | Promise<Outcome>>>;
}

/** A world that writes down what is asked of it. */
export function fakeWorld(options: FakeOptions = {}) {
  const { permissions = { writer: 'write' }, base = project, hasModel = true, stages = {} } = options;
  const branch = options.branch ?? { ...base, [specPath]: specText };
  const seen = {
    commits: [] as CommitWrite[],
    pulls: 0,
    announcements: [] as Announcement[],
    stages: [] as StageName[],
    asked: [] as string[],
    models: [] as Asker[],
  };
  const journal = memoryJournal();
  const ledger = memoryLedger();
  const run = (stage: StageName) => async (context: StageContext) => {
    seen.stages.push(stage);
    const act = stages[stage];
    if (!act) throw new Error(`nobody expected ${stage}`);
    return act(context);
  };
  const pipeline = Object.fromEntries(stageNames.map(name => [name, run(name)])) as World['pipelines']['feature'];
  const world: World = {
    reader: {
      readBotLogin: async () => self.login,
      readProposal: async () => options.proposal,
      readFacts: async () => ('facts' in options ? options.facts : facts()),
      readBranch: async (_, name) => (name === 'develop' ? { name, oid: oidOf('d') } : undefined),
      permissionOf: async (_, { login }) => {
        seen.asked.push(login);
        return permissions[login] ?? 'none';
      },
      labelledIssues: async () => [],
    },
    writer: {
      commit: async write => {
        seen.commits.push(write);
        return oidOf(String(seen.commits.length));
      },
      openPull: async () => {
        seen.pulls += 1;
        return { number: 6, nodeId: 'PR_6', url: '' };
      },
      announce: async announcement => {
        seen.announcements.push(announcement);
        const { status } = announcement;
        return status && { id: status.existing?.id ?? 900, nodeId: status.existing?.nodeId ?? 'IC_900' };
      },
    },
    repositories: {
      open: async () => ({
        treeAt: async oid => treeOf(oid === oidOf('0') || oid === oidOf('d') ? base : branch, oid),
        diff: async () => [],
      }),
    },
    sandbox: { describe: unused, run: unused, install: unused },
    hasModel,
    modelFor: ({ feature, anew, meter }) => {
      seen.models.push({ feature, anew });
      return options.model ? meteredModel(options.model, meter) : { isAvailable: hasModel, ask: unused, step: unused };
    },
    journal,
    ledger,
    limits: {},
    seal: { close: text => text, open: sealed => sealed },
    prompts: { render: () => ({ system: '', user: '' }) },
    pipelines: { feature: pipeline, step: pipeline },
    pace: options.pace ?? { first: 3_600_000, every: 3_600_000 },
    log: silentLog,
    version: 'fake',
  };
  return { world, seen, journal, ledger };
}

async function unused(): Promise<never> {
  throw new Failure('nobody expected this', { source: 'environment', reason: 'unexpected', retryable: false });
}

/** A turn that counts how often it was asked whether it still holds the feature. */
export function fakeTurn(signal = new AbortController().signal, next?: Date): Turn & { fences(): number } {
  let fences = 0;
  return {
    feature,
    signal,
    fence: async () => {
      fences += 1;
      signal.throwIfAborted();
    },
    nextTry: () => next,
    fences: () => fences,
  };
}

/** The status comment of this App, as an earlier turn left it. */
export function statusSaying(over: Partial<StatusState>) {
  return comment(renderStatus({ ...emptyStatus, ...over }), { isOurs: true, author: self });
}

export function situationOf(over: Partial<Facts>, more: Partial<Situation> = {}): Situation {
  const read = facts(over);
  const commands = read.comments.flatMap(said => {
    const parsed = parseComment(said.body);
    return parsed.kind === 'command' ? [{ comment: said, command: parsed.command }] : [];
  });
  const spec = read.branch && { path: specPath, text: specText, hash: planHash };
  return { facts: read, label: 'tdd-feature', status: emptyStatus, spec, commands, talk: [], ...more };
}

export const stranger = { ...writer, id: 12, login: 'stranger' };
