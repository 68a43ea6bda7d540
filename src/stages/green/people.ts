import type { Result } from '../../writer/loop/offer.ts';
import { visibleText } from '../../writer/visible-text.ts';
import type { StageContext } from '../context.ts';

/** What a person has to say before the work can go on; all that was asked in this dialogue. */
export interface Questions {
  questions: string[];
}

/** The people on the issue, as far as the model hears of them. */
export interface People {
  /** What they said before this dialogue began. */
  before: string;
  /** Their answer where they gave one; otherwise the run pauses until they do. */
  ask(question: string): Result<Questions>;
  /** What they said and the model has not heard yet, once. */
  unheard(): string | undefined;
}

/**
 * A run that paused for an answer goes through its dialogue again, as it is remembered, up to the question: there it
 * gets the answer. Where there is no such dialogue to go through again, the answer stands in the task.
 */
export function peopleOn({ talk, status, isRetry }: Pick<StageContext, 'talk' | 'status' | 'isRetry'>): People {
  const said = talk.map(comment => visibleText(comment.body).text).join('\n\n');
  const { stop } = status;
  const isResumed = stop?.stage === 'green' && ['question', 'dispute'].includes(stop.reason) && !isRetry;
  const asked: string[] = [];
  let isHeard = said === '' || !isResumed;
  const hear = (): string => {
    isHeard = true;
    return `People answered. What they say settles it:\n\n${said}`;
  };
  return {
    before: isResumed ? '' : said,
    ask(question) {
      asked.push(question);
      const isAnswered = said !== '' && (!isHeard || stop?.text.includes(question));
      if (isAnswered) return { kind: 'told', text: hear(), note: 'people answered' };
      return { kind: 'over', product: { questions: [...asked] } };
    },
    unheard: () => (isHeard ? undefined : hear()),
  };
}
