import { createHash } from 'node:crypto';
import type { Actor } from '../domain/actor.ts';
import type { CommentFacts } from '../domain/facts.ts';
import type { Finding } from '../domain/finding.ts';
import { isBarred } from '../domain/makers.ts';
import type { Answered, PullContent } from '../domain/outcome.ts';
import type { Settings } from '../domain/settings.ts';
import { cell, code } from './cell.ts';

/** A person's word that a finding is right as it stands. */
export interface Waiver {
  comment: CommentFacts;
  by: Actor;
  /** An item of the checklist, or the rule of a finding. */
  rule: string;
  place: { path: string; line?: number } | undefined;
  reason: string;
  /** The findings that it was taken for, by fingerprint; nothing while it waits to be judged. */
  granted: readonly string[] | undefined;
}

/** What a waiver is held against. */
export interface WaiverLaw {
  waivers: readonly Waiver[];
  by: Settings['waivers']['by'];
  /** Accounts that wrote the change or asked for it. */
  own: readonly number[];
}

/** A finding of the checklist as a waiver sees it: `text` is the line it is about, without its number. */
export interface WaivableFinding extends Pick<Finding, 'rule' | 'path' | 'line'> {
  item: string;
  text: string;
}

/** The same for the same rule, file and text of the line, wherever that line has moved. */
export function fingerprint({ rule, path = '', text }: WaivableFinding): string {
  return createHash('sha256')
    .update(JSON.stringify([rule, path, text.trim()]))
    .digest('hex')
    .slice(0, 24);
}

/** What became of all waivers: which findings are waived, by whom, and what the new ones are answered. */
export interface WaiverVerdict {
  waived: ReadonlyMap<string, Waiver>;
  /** Waivers that hold for something that is there. */
  inForce: Waiver[];
  answered: Answered[];
}

/** Holds each waiver against the findings of a head. One that was taken before holds for what it was taken for. */
export function judgeWaivers({ waivers, by, own }: WaiverLaw, findings: readonly WaivableFinding[]): WaiverVerdict {
  const waived = new Map<string, Waiver>();
  const inForce: Waiver[] = [];
  const answered: Answered[] = [];
  const present = new Set(findings.map(fingerprint));
  for (const waiver of waivers) {
    const why = barred(waiver, { by, own }) ?? (waiver.granted ? undefined : unfit(waiver, findings));
    if (why && !waiver.granted) answered.push({ comment: waiver.comment, reaction: 'CONFUSED', reply: why });
    if (why) continue;
    const prints = waiver.granted ?? findings.filter(finding => isMeant(waiver, finding)).map(fingerprint);
    const held = [...new Set(prints)].filter(print => present.has(print));
    for (const print of held) waived.set(print, waiver);
    if (held.length > 0) inForce.push(waiver);
    if (!waiver.granted) answered.push(taken(waiver, held));
  }
  return { waived, inForce, answered };
}

function isMeant({ rule, place }: Waiver, finding: WaivableFinding): boolean {
  const isOfRule = [finding.rule, finding.item].includes(rule);
  const isThere = !place || (place.path === finding.path && (!place.line || place.line === finding.line));
  return isOfRule && isThere;
}

/** Why this person may not waive here. */
function barred({ by: person }: Waiver, { by, own }: Pick<WaiverLaw, 'by' | 'own'>): string | undefined {
  if (by === 'nobody')
    return 'Nothing is waived in this repository: `waivers: { by: nobody }` in `.github/redfirst.yml`. Mend the finding, or make its item `advisory` there.';
  if (isBarred(person.id, { by, own }))
    return 'Whoever wrote a change or asked for it may not waive its findings here (`waivers: { by: another }`). Ask somebody else with write access to say it.';
  return undefined;
}

/** Red, frozen, green and the canary, by every name that a person may give them. */
const never = /^(redfirst\/)?(red|frozen|green|canary|replay|tests?|tests-pass|held-out|harness|spec|approval)\b/;
/** Findings of the checklist that take the meaning out of the tests themselves. */
const ofTests: readonly string[] = ['test-skipped', 'result-hook', 'test-patching'];

function unfit(waiver: Waiver, findings: readonly WaivableFinding[]): string | undefined {
  const { rule, place } = waiver;
  if (never.test(rule) || ofTests.includes(rule))
    return `\`${rule}\` is never waived: without it nothing shows that the code does what the plan says. A test that is wrong is changed with \`/amend\`.`;
  const meant = findings.filter(finding => isMeant(waiver, finding));
  if (meant.some(finding => !isWaivable(finding)))
    return `\`${rule}\` holds findings about the tests themselves, which are never waived. Name the others by rule and place.`;
  if (meant.length > 0) return undefined;
  const items = [...new Set(findings.filter(isWaivable).map(({ item }) => `\`${item}\``))].join(', ');
  const where = place ? ` in \`${place.path}${place.line ? `:${place.line}` : ''}\`` : '';
  return `Nothing here is found by \`${rule}\`${where}. ${items ? `There are findings of ${items}.` : 'There is no finding to waive.'}`;
}

export const isWaivable = ({ rule, item }: Pick<WaivableFinding, 'rule' | 'item'>): boolean =>
  !ofTests.includes(rule) && !never.test(item);

/** The answer to a waiver that holds. What it holds for is in our answer, so that it holds for nothing else later. */
function taken({ comment, rule, reason }: Waiver, prints: readonly string[]): Answered {
  const count = prints.length === 1 ? 'one finding' : `${prints.length} findings`;
  const reply = `Waived: ${count} of \`${rule}\`, for the reason "${cell(reason)}". It holds for these lines and no others; edit or delete the comment to take it back.\n\n<!-- redfirst:waived ${JSON.stringify(prints)} -->`;
  return { comment, reaction: 'THUMBS_UP', reply };
}

/** Reads what our own answer to a comment says that its word holds for. An answer that somebody edited says nothing. */
export function grantedIn(
  comments: readonly CommentFacts[],
  { kind, id }: { kind: 'waived' | 'amended'; id: number },
): string[] | undefined {
  const ending = new RegExp(`<!-- redfirst:${kind} (\\[[^\\]]*\\]) -->\\s+<!-- redfirst:reply ${id} -->\\s*$`);
  const answers = comments.flatMap(({ isOurs, wasEdited, body }) =>
    isOurs && !wasEdited ? (ending.exec(body) ?? []) : [],
  );
  return answers.at(-1)?.match(/[0-9a-f]{24}/g) ?? undefined;
}

/** Who waived what, when and why, in a few words. */
export function waiverText({ by, comment, reason }: Waiver): string {
  return `waived by ${by.login} (id ${by.id}) on ${comment.createdAt.slice(0, 10)}: ${cell(reason)}`;
}

/** The part of the pull request that names them; none where nothing is waived. */
export function waiverSection(waivers: readonly Waiver[]): PullContent['sections'] {
  if (waivers.length === 0) return [];
  const rows = waivers.map(({ rule, place, by, comment, reason }) => {
    const where = place ? `${place.path}${place.line ? `:${place.line}` : ''}` : '';
    const who = `${by.login} (id ${by.id}), ${comment.createdAt.slice(0, 10)}`;
    return `| ${code(rule)} ${where && code(where)} | ${who} | ${cell(reason)} |`;
  });
  return [{ title: 'Waivers', body: ['| What | By | Reason |', '|---|---|---|', ...rows].join('\n') }];
}
