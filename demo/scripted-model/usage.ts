import type { Utterance } from './utterance.ts';
import type { Asked, Usage } from './wire.ts';

const charactersPerToken = 4;
const tokensOf = (length: number) => Math.ceil(length / charactersPerToken);

/** Counts tokens. Cached is the longest beginning that a request has in common with an earlier one. */
export function meter(): (asked: Asked, utterance: Utterance) => Usage {
  const earlier: string[] = [];
  return ({ prefix, prompt }, utterance) => {
    const input = prefix + prompt;
    const shared = Math.max(0, ...earlier.map(other => sharedLength(other, input)));
    earlier.push(input);
    const said = [utterance.text, utterance.refusal, ...utterance.calls.map(call => call.arguments)].join('');
    return {
      input: tokensOf(input.length),
      cached: Math.floor(shared / charactersPerToken),
      output: tokensOf(said.length),
    };
  };
}

function sharedLength(left: string, right: string): number {
  const end = Math.min(left.length, right.length);
  let at = 0;
  while (at < end && left.charCodeAt(at) === right.charCodeAt(at)) at += 1;
  return at;
}
