import { z } from 'zod';
import { issueOfBranch } from '../domain/feature.ts';
import type { Signal } from '../domain/signal.ts';
import { areOurs, isPerson, type Look, readComment } from './comments.ts';
import * as payloads from './payloads.ts';

/** One webhook: the two headers that matter, and the body. Only the body is signed. */
export interface Delivery {
  id: string;
  name: string;
  payload: unknown;
}

/** Whose events are our own, and which labels are ours. */
export interface Self {
  appId: number;
  botLogin: string;
  labels: readonly string[];
}

/** What a delivery means to us; often nothing. A misfit has a body that is not the one its header tells of. */
export type SignalReading = { kind: 'signals'; signals: Signal[] } | { kind: 'misfit'; problem: string };

/**
 * Webhook in, signals out: nobody else knows the shape of a payload, and nothing is decided from one. No address in a
 * payload is ever read.
 */
export function toSignals(delivery: Delivery, self: Self): SignalReading {
  const event = events.find(name => name === delivery.name);
  return event ? readers[event](delivery, self) : { kind: 'signals', signals: [] };
}

type Sent = z.infer<typeof payloads.Sent>;
type Read<T> = (payload: T, self: Self) => Look | undefined;
type Reader = (delivery: Delivery, self: Self) => SignalReading;

/** A reader for events of one issue or pull request. What this App did itself is no news, but for its check runs. */
function feature<T extends Sent>(schema: z.ZodType<T>, read: Read<T>): Reader {
  return parsed(schema, (payload, { id, name }, self) => {
    const { action, installation, repository, sender } = payload;
    const isOwn = sender.login === self.botLogin && !name.startsWith('check_');
    const { issue, pulls = [], isEverywhere, interrupts = false } = (isOwn ? undefined : read(payload, self)) ?? {};
    if (isEverywhere) return [{ kind: 'installation', installationId: installation.id, delivery: id }];
    const { owner, name: repositoryName } = repository;
    const place = { installationId: installation.id, id: repository.id, owner: owner.login, name: repositoryName };
    const cause = action ? `${name}.${action}` : name;
    const sent = { kind: 'feature', repository: place, delivery: id, interrupts, cause } as const;
    return [
      ...(issue === undefined ? [] : [{ ...sent, issue }]),
      ...pulls.map(pull => ({ ...sent, issue: pull, isPull: true as const })),
    ];
  });
}

/** A reader for news of a whole installation. */
function installation(schema: z.ZodType<{ installation: { id: number } }>): Reader {
  return parsed(schema, ({ installation }, { id }) => [
    { kind: 'installation', installationId: installation.id, delivery: id },
  ]);
}

const Action = z.object({ action: z.string() });

/** An action that we do not listen to is no misfit. */
function parsed<T>(schema: z.ZodType<T>, signalsOf: (payload: T, delivery: Delivery, self: Self) => Signal[]): Reader {
  return (delivery, self) => {
    const read = schema.safeParse(delivery.payload);
    if (read.success) return { kind: 'signals', signals: signalsOf(read.data, delivery, self) };
    const places = [...new Set(read.error.issues.map(({ path }) => path.join('.') || 'the body'))];
    const isOtherAction = Action.safeParse(delivery.payload).success && places.includes('action');
    if (isOtherAction) return { kind: 'signals', signals: [] };
    return { kind: 'misfit', problem: `The body is not that of ${delivery.name}: ${places.join(', ')}.` };
  };
}

const ending = ['unlabeled', 'closed', 'deleted', 'transferred'];

/** A repository may have a label of its own, which is read later; only a label that is known to be ours ends work. */
const readIssue: Read<z.infer<typeof payloads.Issues>> = (payload, self) => {
  const { action, issue, label } = payload;
  const isAsking = action === 'labeled' || action === 'edited';
  if (isAsking && !isPerson(payload)) return undefined;
  const labels = label ? [label] : (issue.labels ?? []);
  return labels.length > 0
    ? { issue: issue.number, interrupts: ending.includes(action) && areOurs(labels, self) }
    : undefined;
};

/**
 * Pull requests from a branch of ours, and any that carries a label: which label counts is read later, and so is who put
 * it on.
 */
const readPull: Read<z.infer<typeof payloads.PullRequest>> = payload => {
  const { action, number, pull_request, repository } = payload;
  const { head, labels } = pull_request;
  if (action === 'labeled' && !isPerson(payload)) return undefined;
  const issue = head.repo?.id === repository.id ? issueOfBranch(head.ref) : undefined;
  const isJudged = issue !== undefined || (labels ?? []).length > 0;
  return {
    issue: action === 'opened' ? undefined : issue,
    pulls: isJudged ? [number] : [],
    interrupts: action === 'closed',
  };
};

const readPush: Read<z.infer<typeof payloads.Push>> = ({ ref }) => {
  const [, branch = ''] = /^refs\/heads\/(.+)$/.exec(ref) ?? [];
  return { issue: issueOfBranch(branch), pulls: pullsOfQueue(ref) };
};

const readCheckRun: Read<z.infer<typeof payloads.CheckRun>> = ({ check_run }, { appId }) => {
  if (check_run.app.id !== appId) return undefined;
  const [, pull] = /(?:^| )pull=([1-9]\d{0,9})(?: |$)/.exec(check_run.external_id ?? '') ?? [];
  const issue = issueOfBranch(check_run.check_suite.head_branch ?? '');
  return { issue, pulls: numbered(pull) };
};

/** "Re-run all checks". GitHub names no pull request that comes from a fork, nor its branch. */
const readCheckSuite: Read<z.infer<typeof payloads.CheckSuite>> = ({ check_suite }, { appId }) => {
  if (check_suite.app.id !== appId) return undefined;
  const branch = check_suite.head_branch ?? '';
  const issue = issueOfBranch(branch);
  const named = check_suite.pull_requests.map(({ number }) => number);
  const pulls = [...new Set([...named, ...pullsOfQueue(`refs/heads/${branch}`)])];
  return issue === undefined && pulls.length === 0 ? { isEverywhere: true } : { issue, pulls };
};

const readMergeGroup: Read<z.infer<typeof payloads.MergeGroup>> = ({ merge_group }) => ({
  pulls: pullsOfQueue(merge_group.head_ref),
});

/** The pull request that a branch of the merge queue was made for. */
function pullsOfQueue(ref: string): number[] {
  const [, number] = /^refs\/heads\/gh-readonly-queue\/.+\/pr-([1-9]\d{0,9})-[0-9a-f]{40}$/.exec(ref) ?? [];
  return numbered(number);
}

const numbered = (digits: string | undefined) => (digits === undefined ? [] : [Number(digits)]);

const readers = {
  issues: feature(payloads.Issues, readIssue),
  issue_comment: feature(payloads.IssueComment, readComment),
  pull_request: feature(payloads.PullRequest, readPull),
  push: feature(payloads.Push, readPush),
  check_run: feature(payloads.CheckRun, readCheckRun),
  check_suite: feature(payloads.CheckSuite, readCheckSuite),
  merge_group: feature(payloads.MergeGroup, readMergeGroup),
  installation: installation(payloads.Installation),
  installation_repositories: installation(payloads.InstallationRepositories),
};

/** The events that the App has to be subscribed to; `app.yml` lists them. */
export const events = Object.keys(readers) as (keyof typeof readers)[];
