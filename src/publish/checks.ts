import { createHash } from 'node:crypto';
import { fenced } from '../domain/fenced.ts';
import type { Finding } from '../domain/finding.ts';
import type { Check, CheckDraft, EvidenceRow } from '../domain/outcome.ts';
import type { RunEvidence } from '../domain/test-report.ts';

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
    ...waiverLines(failed),
    '| | Item | Evidence |',
    '|---|---|---|',
    ...[...failed, ...check.rows.filter(row => row.result !== 'fail')].map(
      row => `| ${symbols[row.result]} | ${cell(row.item)} | ${cell(row.evidence)} |`,
    ),
    '',
    ...check.runs.map(describeRun),
    ...factLines(check),
  ].join('\n');
  return {
    name: check.name,
    conclusion: failed.length > 0 ? 'failure' : 'success',
    title: check.title,
    summary: summary.slice(0, summaryLimit),
    annotations: check.findings,
    ...(check.sealed && { text: check.sealed }),
    externalId: externalIdOf(check),
  };
}

/** A judgment as a check run on a commit, which it names unless it names another. */
export const draftOn = (head: string, check: Check): CheckDraft =>
  draftCheck({ ...check, facts: { head, ...check.facts } });

/** What a person may let stand, by the words that do it. */
function waiverLines(failed: readonly EvidenceRow[]): string[] {
  const words = failed.flatMap(({ waivable }) => (waivable ? [`\`/waive ${waivable}\``] : []));
  return words.length === 0 ? [] : [`What is right as it stands can be waived with a reason: ${words.join(', ')}.`, ''];
}

/** What the verdict can be reproduced from, folded: whoever wants to know what failed need not read it. */
function factLines({ facts }: Check): string[] {
  const lines = Object.entries(facts).map(([name, value]) => `- ${name}: \`${value}\``);
  return lines.length === 0 ? [] : ['<details><summary>What this rests on</summary>', '', ...lines, '', '</details>'];
}

/** Findings that are told before the table; the others stand at their lines as annotations. */
const toldLimit = 20;

/**
 * What is wrong, each with its place, and below it what to do. Findings that ask for the same are told together, so that
 * the way out is read once.
 */
function findingLines({ findings }: Check): string[] {
  if (findings.length === 0) return [];
  const told = findings.slice(0, toldLimit);
  const remedies = [...new Set(told.map(({ remedy }) => remedy ?? ''))];
  const rest = findings.length - told.length;
  return [
    ...remedies.flatMap(remedy => [
      ...told.filter(finding => (finding.remedy ?? '') === remedy).map(wrongLine),
      ...(remedy ? ['', `**What to do:** ${remedy}`] : []),
      '',
    ]),
    ...(rest > 0 ? [`… and ${rest} more, at their lines.`, ''] : []),
  ];
}

const wrongLine = ({ path, line, message }: Finding) => {
  const isSaid = line === undefined && path !== undefined && message.includes(path);
  const place = path && !isSaid ? `\`${path}${line ? `:${line}` : ''}\` ` : '';
  return `- ${place}${message.trim().replaceAll('\n', '\n  ')}`;
};

const cell = (text: string) => text.replaceAll('|', '\\|').replaceAll('\n', ' ');

function describeRun(run: RunEvidence): string {
  const ending = run.exitCode === null ? 'did not exit' : `exit code ${run.exitCode}`;
  const purpose = run.purpose ? `${run.purpose}: ` : '';
  return `<details><summary>${purpose}<code>${run.command.replaceAll('<', '&lt;')}</code>: ${ending}, ${run.seconds.toFixed(1)} s</summary>\n\n${fenced(run.output.trim() || '(no output)')}\n${servicesOf(run)}\n</details>\n`;
}

/** What the logs of the services said, below what the command said. */
function servicesOf({ services = [] }: RunEvidence): string {
  return services
    .map(({ name, errors }) =>
      errors.length === 0
        ? `\nService \`${name}\`: up, no error in its log\n`
        : `\nService \`${name}\`: up, its log speaks of errors:\n\n${fenced(errors.join('\n'))}\n`,
    )
    .join('');
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
