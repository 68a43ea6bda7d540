import type { z } from 'zod';
import { isAboutVerdict, parseComment } from './commands.ts';
import type * as payloads from './payloads.ts';

/** What is to be looked at again: an issue, pull requests, or all of an installation, where neither is named. */
export interface Look {
  issue?: number | undefined;
  pulls?: readonly number[];
  isEverywhere?: boolean;
  interrupts?: boolean;
}

type Sent = z.infer<typeof payloads.Sent>;
type Comment = z.infer<typeof payloads.IssueComment>;

/** Bots may not ask for anything. What they change is looked at like any other change. */
export const isPerson = ({ sender }: Sent) => sender.type === 'User';

/** Whether one of these labels is known to be ours. */
export const areOurs = (names: { name: string }[] | undefined, { labels }: { labels: readonly string[] }): boolean =>
  (names ?? []).some(({ name }) => labels.includes(name));

/** Only these may have access; whether they do is asked of GitHub before anything is done for them. */
const insiders = ['OWNER', 'MEMBER', 'COLLABORATOR'];

/** Commands, and what people say on an issue of ours, which may be the answer to a question. */
export function readComment(payload: Comment, self: { labels: readonly string[] }): Look | undefined {
  const { issue, comment, sender, action } = payload;
  const isPull = issue.pull_request !== undefined;
  const number = isPull ? issueOfPull(issue.body ?? '') : issue.number;
  if (number === undefined) return readOnTheirs(payload);
  if (isPerson(payload) && action !== 'created') return isTakenBack(payload) ? { issue: number } : undefined;
  if (!isPerson(payload) || comment.user?.id !== sender.id) return undefined;
  const parsed = parseComment(comment.body);
  if (parsed.kind !== 'command' && !isPull && !areOurs(issue.labels, self)) return undefined;
  const isCancel = parsed.kind === 'command' && parsed.command.name === 'cancel';
  return { issue: number, interrupts: isCancel && insiders.includes(comment.author_association) };
}

/** On a pull request that we did not make and that carries a label, only words about its verdict are for us. */
function readOnTheirs(payload: Comment): Look | undefined {
  const { issue, comment, sender, action } = payload;
  if (!isPerson(payload) || (issue.labels ?? []).length === 0) return undefined;
  const look = { pulls: [issue.number] };
  if (action !== 'created') return isTakenBack(payload) ? look : undefined;
  const parsed = parseComment(comment.body);
  const isForUs = parsed.kind === 'unknown' || (parsed.kind === 'command' && isAboutVerdict(parsed.command));
  return isForUs && comment.user?.id === sender.id ? look : undefined;
}

/** A word that holds for as long as it stands, edited or deleted by whomever. */
function isTakenBack({ comment, changes }: Comment): boolean {
  const parsed = parseComment(changes?.body?.from ?? comment.body);
  return parsed.kind === 'command' && isAboutVerdict(parsed.command);
}

/** A comment on a pull request does not name the branch; the block that `publish/` writes into the body names the issue. */
function issueOfPull(body: string): number | undefined {
  const match = /<!-- redfirst:begin -->\s+Closes #([1-9]\d{0,9})\b/.exec(body);
  return match?.[1] ? Number(match[1]) : undefined;
}
