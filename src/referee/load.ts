import { constants } from 'node:os';
import type { EvidenceRow } from '../domain/outcome.ts';
import type { Enforcement, LoadSettings } from '../domain/settings.ts';
import type { SandboxResult } from '../ports/sandbox.ts';

export type LoadRules = LoadSettings;

/** How a load says what became of its items, where the configuration does not say otherwise. */
const defaultItems = 'items: {received}/{sent}';

/** Seconds below which a difference says more about the host than about the code. */
const noise = 2;

interface Runs {
  now: SandboxResult;
  /** The same command on the base, in the same turn on the same host. */
  base: SandboxResult;
  rules: LoadRules;
}

/**
 * Whether the code holds under load: the command ended well, no item was lost, and it took no longer than on the base.
 * What was so on the base already is said and not blamed on the change.
 */
export function judgeLoad({ now, base, rules }: Runs): EvidenceRow[] {
  const item = `load: \`${rules.run}\``;
  const crash = crashOf(now);
  if (crash) {
    const isOld = crashOf(base) !== undefined && now.exitCode === base.exitCode && saysNothingNew(base, now);
    const row: EvidenceRow = isOld
      ? { item, result: 'advisory', evidence: `red at base, nothing new: ${crash}`, isUnexpected: true }
      : { item, result: 'fail', evidence: crash };
    return [row];
  }
  const held: EvidenceRow = { item, result: 'pass', evidence: `exit code 0 in ${secondsText(now)}` };
  return [held, itemsRow({ now, base, rules }), ...(rules.time === 'off' ? [] : [timeRow({ now, base, rules })])];
}

/** How a run ended that did not end well. */
function crashOf({ ending, exitCode, output }: SandboxResult): string | undefined {
  if (ending === 'timed-out') return 'did not end within its time';
  if (ending === 'out-of-memory') return 'ran out of memory';
  if (exitCode === null) return 'was killed';
  if (exitCode === 0) return undefined;
  const signal = signalOf(exitCode);
  if (signal) return `killed by ${signal} (exit code ${exitCode})`;
  const last = output.trimEnd().split('\n').at(-1)?.trim();
  return `exit code ${exitCode}${last ? `: ${last.slice(0, 200)}` : ''}`;
}

/** A shell says 128 + n of a command that signal n ended (POSIX, "Exit Status for Commands"). */
function signalOf(exitCode: number): string | undefined {
  return Object.entries(constants.signals).find(([, number]) => number === exitCode - 128)?.[0];
}

function saysNothingNew(before: SandboxResult, now: SandboxResult): boolean {
  const lines = ({ output }: SandboxResult) =>
    output.split('\n').map(line => line.replaceAll(/\d+(\.\d+)?/g, '0').trim());
  const known = new Set(lines(before));
  return lines(now).every(line => known.has(line));
}

function itemsRow({ now, base, rules }: Runs): EvidenceRow {
  const item = 'load: items';
  const template = rules.items ?? defaultItems;
  const items = itemsIn(now.output, template);
  if (!items) {
    const evidence = `the command says nothing of them: no line like \`${template}\``;
    return { item, result: rules.items ? 'fail' : 'not-applicable', evidence };
  }
  const lost = items.sent - items.received;
  if (lost <= 0) return { item, result: 'pass', evidence: `${items.received} of ${items.sent} received` };
  const before = itemsIn(base.output, template);
  const isOld = before !== undefined && lost <= before.sent - before.received;
  const evidence = `${items.received} of ${items.sent} received: ${lost} lost`;
  return isOld
    ? { item, result: 'advisory', evidence: `red at base: ${evidence}`, isUnexpected: true }
    : { item, result: 'fail', evidence };
}

/**
 * What the last line says that is like the template, in which `{sent}` and `{received}` stand for numbers and everything
 * else for itself. No regular expression of a repository is run here: one can take for ever.
 */
export function itemsIn(output: string, template: string): { received: number; sent: number } | undefined {
  const pattern = template
    .replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')
    .replace('\\{sent\\}', '(?<sent>\\d[\\d,]{0,15})')
    .replace('\\{received\\}', '(?<received>\\d[\\d,]{0,15})');
  const groups = [...output.matchAll(new RegExp(pattern, 'g'))].at(-1)?.groups;
  const number = (text = '') => Number(text.replaceAll(',', ''));
  return groups && { received: number(groups['received']), sent: number(groups['sent']) };
}

function timeRow({ now, base, rules }: Runs): EvidenceRow {
  const item = 'load: time';
  const why = crashOf(base);
  if (why) {
    const evidence = `no run on the base to compare with: ${why}`;
    return { item, result: 'not-applicable', evidence, isUnexpected: true };
  }
  const ratio = now.seconds / Math.max(base.seconds, 0.001);
  const evidence = `${ratio.toFixed(1)} times the base (${secondsText(base)})`;
  if (ratio <= rules.slower || now.seconds - base.seconds < noise) return { item, result: 'pass', evidence };
  return { item, result: weighed(rules.time), evidence: `${evidence}; ${rules.slower} times are allowed` };
}

const weighed = (time: Enforcement): EvidenceRow['result'] => (time === 'required' ? 'fail' : 'advisory');

const secondsText = ({ seconds }: SandboxResult): string => `${Number(seconds.toFixed(1))} s`;
