import { extname } from 'node:path';
import { lintSource } from '@secretlint/core';
import { creator as patternRule } from '@secretlint/secretlint-rule-pattern';
import { rules as recommended } from '@secretlint/secretlint-rule-preset-recommend';
import type { ChangedFile, Inspection, Inspector } from './changed-code.ts';

/** Comments in the code under judgment must not be able to switch the scanner off, so the rule that reads them is out. */
const known = recommended
  .filter(rule => !/filter-comments/.test(rule.meta.id))
  .map(rule => ({ id: rule.meta.id, rule }));

const assignment =
  '/(?:password|passwd|secret|api[_-]?key|access[_-]?key|auth[_-]?token)["\']?\\s*[:=]\\s*["\'](?!(?:[^"\']*(?:example|changeme|placeholder|dummy|xxx|\\*\\*\\*|\\$\\{|\\{\\{|<))|your)[^"\'\\s]{8,}["\']/i';

/** Formats that no service prescribes are found by the name they are assigned to. */
const generic = {
  id: patternRule.meta.id,
  rule: patternRule,
  options: { patterns: [{ name: 'assigned credential', patterns: [assignment] }] },
};

/** Keys, tokens and passwords on added lines of any file. Tests may hold made-up passwords, but no real token either. */
export const inspectSecrets: Inspector = async files => {
  const inspection: Inspection = { inspected: 0, what: 'changed files', findings: [] };
  for (const file of files) {
    inspection.inspected += 1;
    for (const { line, rule } of await secretsIn(file)) {
      if (!file.added.has(line)) continue;
      const message = `This line holds what looks like a secret (${rule}).`;
      const remedy = 'Remove it, revoke it, and read it from the environment.';
      inspection.findings.push({ rule: 'no-secrets', message, path: file.path, line, remedy });
    }
  }
  return inspection;
};

/** The text with everything that looks like a secret left out. */
export async function withoutSecrets(text: string): Promise<string> {
  const { messages } = await messagesOf({ path: 'text', text }, [...known, generic]);
  let kept = '';
  let at = 0;
  for (const { range } of messages.toSorted((a, b) => a.range[0] - b.range[0])) {
    if (range[0] >= at) kept += `${text.slice(at, range[0])}[secret left out]`;
    at = Math.max(at, range[1]);
  }
  return kept + text.slice(at);
}

/** Only the rule is told: a finding is published, so it must not repeat the secret. */
async function secretsIn({ path, text, isTest }: ChangedFile): Promise<{ line: number; rule: string }[]> {
  const { messages } = await messagesOf({ path, text }, isTest ? known : [...known, generic]);
  return messages.map(({ loc, ruleId }) => ({ line: loc.start.line, rule: ruleId.replace(/^.*secretlint-rule-/, '') }));
}

function messagesOf({ path, text }: Pick<ChangedFile, 'path' | 'text'>, rules: (typeof known)[number][]) {
  const source = { filePath: path, content: text, ext: extname(path), contentType: 'text' as const };
  return lintSource({ source, options: { config: { rules }, noPhysicFilePath: true } });
}
