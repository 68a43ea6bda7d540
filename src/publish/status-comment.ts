import type { CommentFacts } from '../domain/facts.ts';
import type { StageName } from '../domain/stage.ts';
import { stageNames } from '../domain/stage.ts';
import type { StageRow } from '../domain/status.ts';
import { StatusState, statusMarker } from '../domain/status.ts';
import { cutToComment, neutral } from './safe-text.ts';

const close = ' -->';

/** The living status comment, if there is one. A marker in anybody else's comment means nothing. */
export function findStatus(
  comments: readonly CommentFacts[],
): { comment: CommentFacts; state: StatusState } | undefined {
  for (const comment of comments) {
    const state = comment.isOurs ? readState(comment.body) : undefined;
    if (state) return { comment, state };
  }
  return undefined;
}

function readState(body: string): StatusState | undefined {
  const from = body.indexOf(statusMarker);
  const to = body.indexOf(close, from);
  if (from < 0 || to < 0) return undefined;
  try {
    return StatusState.safeParse(JSON.parse(body.slice(from + statusMarker.length, to))).data;
  } catch {
    return undefined;
  }
}

/** JSON that cannot end the HTML comment it stands in (HTML standard, "Comments"). */
function hiddenJson(state: StatusState): string {
  return JSON.stringify(state).replaceAll('--', '\\u002d\\u002d').replaceAll('<', '\\u003c').replaceAll('>', '\\u003e');
}

const symbols: Record<StageRow['state'], string> = { done: '✅', waiting: '⏳', stopped: '⛔' };

const titles: Record<StageName, string> = {
  plan: 'Plan',
  red: 'Red',
  green: 'Green',
  refactor: 'Refactor',
  hammer: 'Hammer',
  document: 'Document',
  verify: 'Verify',
};

/** The whole status comment: headline, what to do next, a line for each stage, folded evidence, the hidden state. */
export function renderStatus(state: StatusState): string {
  const rows = stageNames.flatMap(name => {
    const row = state.rows[name];
    return row ? [`| ${symbols[row.state]} | **${titles[name]}** | ${cell(row.summary)} | ${cost(row)} |`] : [];
  });
  const table = rows.length > 0 ? ['', '| | stage | | cost |', '|---|---|---|---|', ...rows] : [];
  const folds = state.folds.map(
    ({ title, body }) => `\n<details><summary>${neutral(title)}</summary>\n\n${neutral(body)}\n\n</details>`,
  );
  const stop = state.stop ? ['', neutral(state.stop.text)] : [];
  const next = state.next ? ['', `**Next:** ${state.next}`] : [];
  const visible = [`### ${state.headline}`, ...stop, ...next, ...table, ...folds].join('\n');
  const hidden = `${statusMarker}${hiddenJson({ ...state, folds: [] })}${close}`;
  return `${cutToComment(visible, hidden.length + 2)}\n\n${hidden}`;
}

const cell = (text: string) => text.replaceAll('|', '\\|').replaceAll('\n', ' ');

function cost({ seconds, tokens, usd, calls }: StageRow): string {
  const parts = [
    seconds === undefined ? '' : `${seconds.toFixed(0)} s`,
    tokens ? `${tokens.toLocaleString('en')} tokens` : '',
    calls ? (usd === undefined ? 'price unknown' : `$${usd.toFixed(3)}`) : '',
  ];
  return parts.filter(Boolean).join(', ');
}
