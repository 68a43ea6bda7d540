import type { Examination } from '../config/examine.ts';
import { about, type Line } from './line.ts';

/** Fewer different characters than this are no random text, however long it is. */
const fewestDifferent = 8;

/** A line for each variable that is set or has to be, and one for all the others. */
export function variableLines({ variables, webhookSecret }: Examination): Line[] {
  const lines = variables.flatMap(({ name, shown, problem }): Line[] => {
    const { right, wrong } = about(name);
    if (problem) return [wrong(problem.replace(`${name} `, ''))];
    if (shown === undefined) return [];
    return [name === 'WEBHOOK_SECRET' && isGuessable(webhookSecret?.reveal() ?? '') ? guessable : right(shown)];
  });
  const others = variables.filter(({ shown, problem }) => shown === undefined && !problem).map(({ name }) => name);
  if (others.length === 0) return lines;
  return [...lines, about('not set').note(`${others.join(', ')}: their defaults hold (docs/environment.md)`)];
}

const isGuessable = (secret: string): boolean => new Set(secret).size < fewestDifferent;

const guessable = about('WEBHOOK_SECRET').wrong(
  `long enough, and of fewer than ${fewestDifferent} different characters: it can be guessed`,
  'Take what `openssl rand -hex 32` prints, and enter the same in the settings of the App.',
);
