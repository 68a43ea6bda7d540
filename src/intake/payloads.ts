import { z } from 'zod';

/** What a body under another event's header has too much of: headers are not signed, so the body has to fit. */
const absent = z.undefined().optional();
const id = z.number().int().positive();

const Repository = z.object({
  id,
  name: z.string().regex(/^[\w.-]{1,100}$/),
  owner: z.object({ login: z.string().regex(/^[\w-]{1,100}$/) }),
});
const User = z.object({ id, login: z.string(), type: z.string() });

/** What every event of a repository carries when it is sent to an App. */
export const Sent = z.object({
  action: z.string().optional(),
  installation: z.object({ id }),
  repository: Repository,
  sender: User,
});

const Labels = z.array(z.object({ name: z.string() })).optional();
const Issue = z.object({ number: id, labels: Labels });

/** https://docs.github.com/en/webhooks/webhook-events-and-payloads#issues */
export const Issues = Sent.extend({
  action: z.enum(['labeled', 'unlabeled', 'edited', 'closed', 'reopened', 'deleted', 'transferred']),
  issue: Issue,
  label: z.object({ name: z.string() }).optional(),
  comment: absent,
  pull_request: absent,
});

/** https://docs.github.com/en/webhooks/webhook-events-and-payloads#issue_comment */
export const IssueComment = Sent.extend({
  action: z.enum(['created', 'edited', 'deleted']),
  changes: z.object({ body: z.object({ from: z.string() }).optional() }).optional(),
  issue: Issue.extend({ body: z.string().nullish(), pull_request: z.object({}).optional() }),
  comment: z.object({ body: z.string(), user: User.nullable(), author_association: z.string() }),
});

/** https://docs.github.com/en/webhooks/webhook-events-and-payloads#pull_request */
export const PullRequest = Sent.extend({
  action: z.enum(['opened', 'synchronize', 'closed', 'edited', 'reopened', 'labeled']),
  number: id,
  pull_request: z.object({
    labels: Labels,
    head: z.object({ ref: z.string(), repo: z.object({ id }).nullable() }),
  }),
  issue: absent,
  comment: absent,
  review: absent,
});

/** https://docs.github.com/en/webhooks/webhook-events-and-payloads#push */
export const Push = Sent.extend({
  action: absent,
  ref: z.string(),
  before: z.string(),
  after: z.string(),
});

/** https://docs.github.com/en/webhooks/webhook-events-and-payloads#check_run */
export const CheckRun = Sent.extend({
  action: z.enum(['rerequested', 'requested_action']),
  check_run: z.object({
    app: z.object({ id }),
    external_id: z.string().nullish(),
    check_suite: z.object({ head_branch: z.string().nullable() }),
  }),
});

/** https://docs.github.com/en/webhooks/webhook-events-and-payloads#check_suite */
export const CheckSuite = Sent.extend({
  action: z.enum(['rerequested']),
  check_suite: z.object({
    app: z.object({ id }),
    head_branch: z.string().nullable(),
    pull_requests: z.array(z.object({ number: id })),
  }),
});

/** https://docs.github.com/en/webhooks/webhook-events-and-payloads#merge_group */
export const MergeGroup = Sent.extend({
  action: z.enum(['checks_requested']),
  merge_group: z.object({ head_ref: z.string() }),
});

/** https://docs.github.com/en/webhooks/webhook-events-and-payloads#installation */
export const Installation = z.object({
  action: z.enum(['created', 'unsuspend', 'new_permissions_accepted']),
  installation: z.object({ id }),
  repository: absent,
});

/** https://docs.github.com/en/webhooks/webhook-events-and-payloads#installation_repositories */
export const InstallationRepositories = z.object({
  action: z.enum(['added']),
  installation: z.object({ id }),
  repositories_added: z.array(z.unknown()),
});
