import type { Reaction } from '../domain/facts.ts';
import { helpLines, helpNote, renderHelpTable } from '../domain/help.ts';
import type { StatusState } from '../domain/status.ts';
import { standingOf } from '../publish/standing.ts';
import type { Situation, SpokenCommand } from './situation.ts';

/** What is said to a command that is answered in words and changes nothing. */
export function answerTo(
  { command }: SpokenCommand,
  { spec, status }: Situation,
): { reply: string; reaction: Reaction } {
  if (command.name === 'help') return { reply: `${renderHelpTable()}\n\n${helpNote}`, reaction: 'THUMBS_UP' };
  if (command.name === 'status') return { reply: statusText(status), reaction: 'THUMBS_UP' };
  if (command.name === 'approve') {
    const current = spec
      ? `The plan that waits for approval is \`${spec.hash.slice(0, 12)}\`.`
      : 'There is no plan to approve yet.';
    return { reply: `\`${command.hash}\` is not the plan that is shown. ${current}`, reaction: 'CONFUSED' };
  }
  if (command.name === 'amend') {
    const reply =
      '`/amend` changes a test that is frozen, and none is yet. Edit the plan, or say `/revise <feedback>`.';
    return { reply, reaction: 'CONFUSED' };
  }
  if (command.name === 'waive') {
    const reply = '`/waive` is about a finding of the checklist, which has not been judged yet. Say it again then.';
    return { reply, reaction: 'CONFUSED' };
  }
  if (command.name === 'revise') {
    const { usage, example } = helpLines.revise;
    const reply = `\`/revise\` has to be told what to change: the issue reads as it did when the plan was written. I read \`${usage}\`, for example \`${example}\`.`;
    return { reply, reaction: 'CONFUSED' };
  }
  return { reply: `\`/${command.name}\` cannot be done at this point. ${status.next}`, reaction: 'CONFUSED' };
}

function statusText(status: StatusState): string {
  const { headline, why, next } = standingOf(status);
  return `**${headline}.** ${why || next}`;
}
