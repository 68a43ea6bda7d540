import type { CommandName } from '../domain/command.ts';
import type { Answered, Outcome } from '../domain/outcome.ts';
import type { Situation, SpokenCommand } from './situation.ts';

/** Commands that an outcome settles, and how. An approval of a plan that has changed meanwhile is void. */
export function answeredBy({ commands }: Situation, { stage, stop, answered = [] }: Outcome): Answered[] {
  const silent = commands.filter(({ comment }) => comment.reactions.length === 0);
  const named = (...names: CommandName[]) => silent.filter(({ command }) => names.includes(command.name));
  if (stage === 'plan') {
    // What a plan that came to nothing was to be changed in is still to be done.
    const settled = stop ? named('retry', 'continue') : named('retry', 'continue', 'revise');
    return [...settled.map(done), ...named('approve', 'implement').map(inVain), ...answered];
  }
  const accepted = stage === 'red' ? named('approve') : named('approve', 'implement');
  return [...[...named('retry', 'continue', 'revise'), ...accepted].map(done), ...answered];
}

/** A command that is refused now is not heard any more: a stop is about the others. */
export function withoutRefused(situation: Situation, answered: readonly Answered[]): Situation {
  const refused = new Set(answered.flatMap(({ comment, reaction }) => (reaction === 'CONFUSED' ? [comment.id] : [])));
  return { ...situation, commands: situation.commands.filter(({ comment }) => !refused.has(comment.id)) };
}

/** A command that was done. */
export const done = ({ comment }: SpokenCommand): Answered => ({ comment, reaction: 'THUMBS_UP' });

/** A command that changed nothing. */
export const inVain = ({ comment }: SpokenCommand): Answered => ({ comment, reaction: 'CONFUSED' });
