import type { ModelTurn, Said, ToolCall } from '../../domain/dialogue.ts';
import type { CountTokens } from '../survey-tokens.ts';

/** What was said so far, held within a budget of tokens. */
export interface Transcript {
  said(): readonly Said[];
  /** Words of ours to the model. */
  say(text: string): void;
  /** The model's own turn. */
  hear(turn: ModelTurn): void;
  /** What came of one of its actions; `note` stays when the text has to go. */
  tell(id: string, told: { text: string; note: string }): void;
  /** Makes room when the budget is exceeded; otherwise nothing changes, so that servers find the prefix they know. */
  fit(): void;
}

interface Entry {
  said: Said;
  tokens: number;
  note?: string;
}

/** Turns of the model that are always kept as they are. */
const newest = 3;

/** How far it is cleared once there is too much: often would be as dear as not at all, since each time ends the prefix. */
const cleared = 0.6;

/**
 * A dialogue that begins with the task. Where it grows beyond the budget, what was read or run long ago becomes one line
 * each, the oldest first. The task, what people said and the newest turns always stay.
 */
export function openTranscript(task: string, { budget, count }: { budget: number; count: CountTokens }): Transcript {
  const entries: Entry[] = [];
  const add = (said: Said, note?: string) =>
    entries.push({ said, tokens: tokensOf(said, count), ...(note !== undefined && { note }) });
  add({ by: 'user', text: task });
  return {
    said: () => entries.map(({ said }) => said),
    say: text => add({ by: 'user', text }),
    hear: turn => add(turn),
    tell: (id, { text, note }) => add({ by: 'tool', id, text }, note),
    fit() {
      if (total(entries) <= budget) return;
      for (const entry of entries.slice(0, recentFrom(entries))) {
        if (total(entries) <= budget * cleared) return;
        entry.said = shortened(entry);
        entry.tokens = tokensOf(entry.said, count);
      }
    },
  };
}

const total = (entries: readonly Entry[]): number => entries.reduce((sum, { tokens }) => sum + tokens, 0);

function recentFrom(entries: readonly Entry[]): number {
  const turns = entries.flatMap(({ said }, index) => (said.by === 'model' ? [index] : []));
  return turns.at(-newest) ?? 0;
}

function tokensOf(said: Said, count: CountTokens): number {
  const calls = said.by === 'model' ? said.calls.map(call => call.tool + call.arguments) : [];
  return [said.text, ...calls].reduce((sum, text) => sum + count(text), 0);
}

function shortened({ said, note }: Entry): Said {
  if (said.by === 'model') return { ...said, calls: said.calls.map(brief) };
  if (said.by === 'user' || note === undefined || note.length >= said.text.length) return said;
  return { ...said, text: `(left out by now: ${note})` };
}

/** Longest text of an argument that stays. */
const briefText = 120;

/** The call with long texts left out of its arguments, which keep their form. */
function brief(call: ToolCall): ToolCall {
  const cut = (_key: string, value: unknown) =>
    typeof value === 'string' && value.length > briefText ? `(left out by now: ${value.length} characters)` : value;
  try {
    return { ...call, arguments: JSON.stringify(JSON.parse(call.arguments), cut) };
  } catch {
    return { ...call, arguments: call.arguments.slice(0, briefText) };
  }
}
