import { createHash } from 'node:crypto';
import type { Check, CheckDraft, EvidenceRow } from '../domain/outcome.ts';
import type { RunEvidence } from '../domain/test-report.ts';
import { fenced } from './safe-text.ts';

const symbols: Record<EvidenceRow['result'], string> = {
  pass: '✅',
  fail: '❌',
  advisory: '⚠️',
  'not-applicable': '➖',
};

/** GitHub refuses longer summaries (REST API, "Create a check run": output.summary). */
const summaryLimit = 65_000;

/** A judgment as a check run: what failed comes first, then every row with its evidence, then what was run. */
export function draftCheck(check: Check): CheckDraft {
  const failed = check.rows.filter(row => row.result === 'fail');
  const summary = [
    ...findingLines(check),
    '| | item | evidence |',
    '|---|---|---|',
    ...[...failed, ...check.rows.filter(row => row.result !== 'fail')].map(
      row => `| ${symbols[row.result]} | ${cell(row.item)} | ${cell(row.evidence)} |`,
    ),
    '',
    ...check.runs.map(describeRun),
    ...Object.entries(check.facts).map(([name, value]) => `- ${name}: \`${value}\``),
  ].join('\n');
  return {
    name: check.name,
    conclusion: failed.length > 0 ? 'failure' : 'success',
    title: check.title,
    summary: summary.slice(0, summaryLimit),
    annotations: check.findings,
    externalId: externalIdOf(check),
  };
}

function findingLines({ findings }: Check): string[] {
  if (findings.length === 0) return [];
  const place = (path?: string, line?: number) => (path ? `\`${path}${line ? `:${line}` : ''}\` ` : '');
  return [
    ...findings
      .slice(0, 20)
      .map(({ path, line, message, remedy }) => `- ${place(path, line)}${message}${remedy ? ` _${remedy}_` : ''}`),
    '',
  ];
}

const cell = (text: string) => text.replaceAll('|', '\\|').replaceAll('\n', ' ');

function describeRun(run: RunEvidence): string {
  const ending = run.exitCode === null ? 'did not exit' : `exit code ${run.exitCode}`;
  const purpose = run.purpose ? `${run.purpose}: ` : '';
  return `<details><summary>${purpose}<code>${run.command.replaceAll('<', '&lt;')}</code>: ${ending}, ${run.seconds.toFixed(1)} s</summary>\n\n${fenced(run.output.trim() || '(no output)')}\n\n</details>\n`;
}

/** Facts that the id names, so that a verdict can be told from GitHub alone: twelve digits of each. */
const identified: Record<string, string> = {
  head: 'head',
  'red commit': 'red',
  'frozen files': 'frozen',
  'spec SHA-256': 'spec',
};

/** `redfirst:<hash of the evidence> head=… red=… frozen=… spec=…`, and what else the check says of itself. */
function externalIdOf(check: Check): string {
  const named = Object.entries(check.facts).flatMap(([name, value]) =>
    identified[name] ? [`${identified[name]}=${value.slice(0, 12)}`] : [],
  );
  const own = Object.entries(check.ids ?? {}).map(([name, value]) => `${name}=${value}`);
  return [evidenceHash(check), ...named, ...own].join(' ');
}

/** What the verdict rests on, without times: a repeated judgment has the same id. */
function evidenceHash({ name, rows, findings, facts, runs }: Check): string {
  const commands = runs.map(({ command, exitCode }) => ({ command, exitCode }));
  const hash = createHash('sha256').update(JSON.stringify({ name, rows, findings, facts, commands })).digest('hex');
  return `redfirst:${hash.slice(0, 32)}`;
}
