import type { CommentFacts } from '../../domain/facts.ts';
import type { StatusState } from '../../domain/status.ts';
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
  /** What they said at the next pause and the model has not heard yet, once. */
  unheard(): string | undefined;
  /** All that the model has heard so far. */
  heard(): CommentFacts[];
}

/**
 * A run that paused for an answer goes through its dialogue again, as it is remembered: at each pause it gets what people
 * said then, to the letter, so that no step before the newest pause is paid for again. One that began anew after `/retry`
 * has in its task what was said until then.
 */
export function peopleOn({ talk, status }: Pick<StageContext, 'talk' | 'status'>): People {
  const since = status.anew?.['implement'] ?? 0;
  const before = talk.filter(({ id }) => id < since);
  const answers = answersIn(talk, pausesIn(status, since));
  const asked = new Map<string, string>();
  const heard = [...before];
  const hear = (): string | undefined => {
    const answer = answers.shift();
    if (!answer) return undefined;
    heard.push(...answer);
    return `People answered. What they say settles it:\n\n${wordsOf(answer)}`;
  };
  return {
    before: wordsOf(before),
    ask(question) {
      const text = asked.get(question) || hear();
      asked.set(question, text ?? '');
      if (text === undefined) return { kind: 'over', product: { questions: [...asked.keys()] } };
      return { kind: 'told', text, note: 'people answered' };
    },
    unheard: hear,
    heard: () => [...heard],
  };
}

/** The newest comment at each time that this dialogue paused. */
const pausesIn = ({ asked }: StatusState, since: number): number[] =>
  asked?.stage === 'green' ? asked.after.filter(id => id >= since) : [];

/** What was said from one pause to the next. A pause that nobody answered was the same as the one after it. */
function answersIn(talk: readonly CommentFacts[], pauses: readonly number[]): CommentFacts[][] {
  const said = pauses.map((pause, index) =>
    talk.filter(({ id }) => id > pause && id <= (pauses[index + 1] ?? Number.POSITIVE_INFINITY)),
  );
  return said.filter(answer => answer.length > 0);
}

const wordsOf = (comments: readonly CommentFacts[]): string =>
  comments.map(comment => visibleText(comment.body).text).join('\n\n');
