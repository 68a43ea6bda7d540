import type { Cost } from '../domain/cost.ts';
import { isPriceKnown, timeText, tokensText, totalCost, usdText } from '../domain/cost.ts';
import type { CommentFacts } from '../domain/facts.ts';
import { stageNames, stageTitles } from '../domain/stage.ts';
import type { StageRow } from '../domain/status.ts';
import { StatusState, statusMarker } from '../domain/status.ts';
import { cutToComment, neutral } from './safe-text.ts';
import { standingOf } from './standing.ts';

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
    const { data } = StatusState.safeParse(JSON.parse(body.slice(from + statusMarker.length, to)));
    return data && { ...data, folds: keptFolds(body) };
  } catch {
    return undefined;
  }
}

/** What stays folded for good, as it stands in the comment. It holds no HTML of its own, so that it ends where it ends. */
function keptFolds(body: string): StatusState['folds'] {
  const found = body.matchAll(/<details data-kept><summary>(.*)<\/summary>\n\n(.*?)\n\n<\/details>/gs);
  return [...found].map(([, title = '', text = '']) => ({ title, body: text, isKept: true }));
}

/** JSON that cannot end the HTML comment it stands in (HTML standard, "Comments"). */
function hiddenJson(state: StatusState): string {
  return JSON.stringify(state).replaceAll('--', '\\u002d\\u002d').replaceAll('<', '\\u003c').replaceAll('>', '\\u003e');
}

const symbols: Record<StageRow['state'], string> = { done: '✅', waiting: '⏳', stopped: '⛔' };

/**
 * The whole status comment: headline, what to do next, where to look, a line for each stage, folded evidence, the hidden
 * state.
 */
export function renderStatus(state: StatusState, links: readonly string[] = []): string {
  const folds = state.folds.map(
    ({ title, body, isKept }) =>
      `\n<details${isKept ? ' data-kept' : ''}><summary>${neutral(title)}</summary>\n\n${neutral(body)}\n\n</details>`,
  );
  const { headline, why, next } = standingOf(state);
  const where = links.length > 0 ? ['', links.join(' · ')] : [];
  const visible = [
    `### ${headline}`,
    ...(why ? ['', neutral(why)] : []),
    ...(next ? ['', `**Next:** ${next}`] : []),
    ...where,
    ...stageTable(state),
    ...surprises(state),
    ...folds,
  ].join('\n');
  const hidden = `${statusMarker}${hiddenJson({ ...state, folds: [] })}${close}`;
  return `${cutToComment(visible, hidden.length + 2)}\n\n${hidden}`;
}

/**
 * A line for each stage, and their sum, which alone says what of it the server knew already: more would not fit a line.
 * Where no price is known there is no column of unknown prices, but a sentence.
 */
function stageTable({ rows }: StatusState): string[] {
  const shown = stageNames.flatMap(name => (rows[name] ? [{ name, row: rows[name] }] : []));
  if (shown.length === 0) return [];
  const hasPrice = shown.some(({ row }) => row.usd);
  const line = (cells: string[]) => `| ${cells.join(' | ')} |`;
  const costs = ({ seconds, tokens, cachedTokens, calls, usd }: Cost) => [
    seconds === undefined ? '' : timeText(seconds),
    tokens ? tokensText(tokens, cachedTokens) : '',
    ...(hasPrice ? [calls ? (usd === undefined ? 'unknown' : usdText(usd)) : ''] : []),
  ];
  const head = ['', 'Stage', 'Result', 'Time', 'Tokens', ...(hasPrice ? ['Cost'] : [])];
  const total = totalCost(shown.map(({ row }) => row));
  return [
    '',
    line(head),
    line(head.map((_, column) => (column < 3 ? '---' : '---:'))),
    ...shown.map(({ name, row }) =>
      line([symbols[row.state], `**${stageTitles[name]}**`, cell(row.summary), ...costs({ ...row, cachedTokens: 0 })]),
    ),
    ...(shown.length > 1 ? [line(['', '**Total**', '', ...costs(total)])] : []),
    ...(total.calls && !hasPrice && !isPriceKnown(total) ? ['', '_What this model costs is not known._'] : []),
  ];
}

/** What stages met and did not expect, before anybody goes on to read the evidence. */
function surprises({ rows }: StatusState): string[] {
  const lines = stageNames.flatMap(name =>
    (rows[name]?.unexpected ?? []).map(text => `- **${stageTitles[name]}**: ${neutral(text)}`),
  );
  return lines.length > 0 ? ['', '**Not expected:**', ...lines] : [];
}

const cell = (text: string) => text.replaceAll('|', '\\|').replaceAll('\n', ' ');
