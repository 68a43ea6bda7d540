import OpenAI from 'openai';
import type { Manners } from './dialect.ts';

/**
 * What a server takes, found out by asking. A request that it rejects is sent again with less in it, until it has
 * answered once; from then on it is known. Which part a server does not take it says in too many ways to read. A stream that
 * its server ends with an error is asked for in one piece, this once: llama.cpp says no more of an answer that was cut off.
 */
export function mannersOf() {
  let known: Manners = { streams: true, sealsReasoning: true };
  let isProven = false;
  return async <T>(attempt: (manners: Manners) => Promise<T>): Promise<T> => {
    const ask = async (manners: Manners): Promise<T> => {
      try {
        const answer = await attempt(manners);
        known = manners;
        isProven = true;
        return answer;
      } catch (error) {
        if (manners.streams && isInStream(error)) return await attempt({ ...manners, streams: false });
        const less = isProven ? undefined : concession(manners, error);
        if (!less) throw error;
        return await ask(less).catch(later => {
          // Of two complaints about the request the first is about all of it.
          throw isComplaint(later) ? error : later;
        });
      }
    };
    return ask(known);
  };
}

function concession(manners: Manners, error: unknown): Manners | undefined {
  if (!isComplaint(error)) return undefined;
  if (manners.sealsReasoning && error.param === 'include') return { ...manners, sealsReasoning: false };
  return manners.streams ? { ...manners, streams: false } : undefined;
}

const isComplaint = (error: unknown): error is InstanceType<typeof OpenAI.APIError> =>
  error instanceof OpenAI.APIError && (error.status === 400 || error.status === 422);

/** An error that came after the status, as an event. */
const isInStream = (error: unknown): boolean =>
  error instanceof OpenAI.APIError && !(error instanceof OpenAI.APIConnectionError) && error.status === undefined;
