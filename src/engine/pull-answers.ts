import { findingLine, listed } from '../domain/finding.ts';
import { isBarred } from '../domain/makers.ts';
import type { Answered } from '../domain/outcome.ts';
import type { Settings } from '../domain/settings.ts';
import type { AmendmentWord } from '../judge/amended.ts';
import type { LineVerdict } from '../judge/judge-line.ts';
import { cell, code } from '../stages/cell.ts';
import type { Hearing } from './hearing.ts';

type Judged = Extract<LineVerdict, { kind: 'judged' }>;

/** Amendments by those who may make one: where somebody else has to waive, somebody else has to amend. */
export function mayAmend({ amendments, own }: Hearing, { waivers }: Settings): AmendmentWord[] {
  return amendments.filter(word => !isOfMaker(word, { by: waivers.by, own }));
}

const isOfMaker = ({ comment }: AmendmentWord, law: Parameters<typeof isBarred>[1]): boolean =>
  comment?.author !== undefined && isBarred(comment.author.id, law);

/** What everybody is answered who waived or amended something that was not judged before. */
export function answersTo(
  { amendments, own }: Hearing,
  { waivers, amended, head }: Judged & { head: string },
  settings: Settings,
): Answered[] {
  const barred = amendments.filter(word => isNew(word) && isOfMaker(word, { by: settings.waivers.by, own }));
  const refused = amended.refused.filter(({ word }) => isNew(word));
  const taken = amended.inForce.filter(({ word }) => isNew(word));
  return [
    ...waivers.answered,
    ...barred.flatMap(word => refusal(word, [`- ${notYours}`])),
    ...refused.flatMap(({ word, findings }) => refusal(word, findings.map(findingLine))),
    ...taken.flatMap(({ word, print }) => grant(word, { print, head })),
  ];
}

const isNew = ({ version }: AmendmentWord) => version.kind === 'now';

const notYours =
  'Whoever wrote a change or asked for it may not amend its tests here (`waivers: { by: another }`). Ask somebody else with write access to say it.';

/** The answer where nothing could be judged: a word holds for what is there, so there is nothing yet that it holds for. */
export function unheard({ waivers, amendments }: Hearing, title: string): Answered[] {
  const comments = [
    ...waivers.flatMap(({ comment, granted }) => (granted ? [] : [comment])),
    ...amendments.filter(isNew).flatMap(({ comment }) => comment ?? []),
  ];
  const reply = `There is no verdict that this could be about: ${title}. Say it again when there is one.`;
  return comments.map(comment => ({ comment, reaction: 'CONFUSED', reply }));
}

function refusal({ comment }: AmendmentWord, lines: readonly string[]): Answered[] {
  if (!comment) return [];
  const reply = `The amendment was refused:\n\n${listed(lines)}\n\nThe tests stay frozen as they were.`;
  return [{ comment, reaction: 'CONFUSED', reply }];
}

/** What an amendment holds for is in our answer, so that it holds for no later version. */
function grant(
  { comment, target, reason }: AmendmentWord,
  { print, head }: { print: string; head: string },
): Answered[] {
  if (!comment) return [];
  const said = `Amended: ${code(target)} as it is in ${head.slice(0, 7)} is red again without the implementation, and frozen so, for the reason "${cell(reason)}". Once it is changed again this is void; edit or delete the comment to take it back.`;
  const local = `For \`redfirst check\` on a clone, put this below the message of a commit: \`Redfirst-Amends: ${trailerOf(target, reason)}\``;
  return [{ comment, reaction: 'THUMBS_UP', reply: `${said}\n\n${local}\n\n<!-- redfirst:amended ["${print}"] -->` }];
}

const trailerOf = (target: string, reason: string) =>
  `${/\s/.test(target) ? `'${target}'` : target} ${cell(reason)}`.replaceAll('`', "'");
