import { createHash } from 'node:crypto';
import type { Facts } from '../domain/facts.ts';
import type { StatusState } from '../domain/status.ts';
import { visibleText } from '../writer/visible-text.ts';

/** What tells whether an issue reads as it did: its words as they are seen, and no blank that nobody sees. */
export function issuePrint({ title, body }: Pick<Facts['issue'], 'title' | 'body'>): string {
  const read = [title, body].map(text => withoutBlanks(visibleText(text).text));
  return createHash('sha256').update(JSON.stringify(read)).digest('hex').slice(0, 16);
}

/** Lines stay, and so does the indentation that code has. */
function withoutBlanks(text: string): string {
  const lines = text.split('\n').map(line => line.trimEnd().replace(/(?<=\S)[ \t]+/g, ' '));
  return lines.filter(line => line !== '').join('\n');
}

interface Told {
  facts: Pick<Facts, 'issue'>;
  status: StatusState;
}

/** Whether the issue reads otherwise than when the plan was written. Of a plan that does not say so it is not known. */
export function isIssueEdited({ facts, status }: Told): boolean {
  const { plannedOn } = status.shown ?? {};
  return plannedOn !== undefined && plannedOn !== issuePrint(facts.issue);
}

/** Whether it reads otherwise than when the plan was shown last: what was said until then was said of another text. */
export function isEditUnseen({ facts, status }: Told): boolean {
  const { shownOn } = status.shown ?? {};
  return shownOn !== undefined && shownOn !== issuePrint(facts.issue);
}
