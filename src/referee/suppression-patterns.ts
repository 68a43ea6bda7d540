/** One way to make a check look away. `skip` takes tests out of the run; `suppression` silences a tool. */
export interface Suppression {
  rule: string;
  kind: 'skip' | 'suppression';
  language: 'python' | 'script' | 'any';
  pattern: RegExp;
}

/** What each tool documents as its own way out. Matched against added lines, one at a time. */
export const suppressions: Suppression[] = [
  { rule: 'pytest.mark.skip', kind: 'skip', language: 'python', pattern: /\bmark\s*\.\s*(?:skip|skipif|xfail)\b/ },
  {
    rule: 'pytest.skip',
    kind: 'skip',
    language: 'python',
    pattern: /\bpytest\s*\.\s*(?:skip|xfail|importorskip|exit)\s*\(/,
  },
  {
    rule: 'unittest.skip',
    kind: 'skip',
    language: 'python',
    pattern: /@\s*(?:unittest\s*\.\s*)?(?:skip(?:If|Unless)?|expectedFailure)\b/,
  },
  {
    rule: 'unittest.skipTest',
    kind: 'skip',
    language: 'python',
    pattern: /\bskipTest\s*\(|\braise\s+(?:unittest\s*\.\s*)?SkipTest\b/,
  },
  {
    rule: 'collect_ignore',
    kind: 'skip',
    language: 'python',
    pattern: /^\s*(?:collect_ignore(?:_glob)?|__test__)\s*=/,
  },
  {
    rule: 'test.skip',
    kind: 'skip',
    language: 'script',
    pattern:
      /\b(?:it|test|describe|suite|context|specify)(?:\s*\.\s*\w+)*\s*\.\s*(?:skip|only|todo|fails|failing|skipIf|runIf)\b/,
  },
  {
    rule: 'xit',
    kind: 'skip',
    language: 'script',
    pattern: /\b(?:xit|xtest|xdescribe|xcontext|xspecify|fit|ftest|fdescribe)\s*(?:\(|\.)/,
  },
  {
    rule: 'this.skip',
    kind: 'skip',
    language: 'script',
    pattern: /\b(?:this|t|ctx|context|it|test)\s*\.\s*(?:skip|todo)\s*\(/,
  },
  {
    rule: 'skip option',
    kind: 'skip',
    language: 'script',
    pattern: /\b(?:it|test|describe|suite)\s*\(.*[{,]\s*(?:skip|todo|only)\s*(?::(?!\s*false\b)|[,}])/,
  },
  { rule: 'noqa', kind: 'suppression', language: 'python', pattern: /#\s*(?:ruff\s*:\s*|flake8\s*:\s*)?noqa\b/i },
  {
    rule: 'type: ignore',
    kind: 'suppression',
    language: 'python',
    pattern: /#\s*(?:type|pyright|ty)\s*:\s*(?:ignore|basic|off)\b/i,
  },
  {
    rule: 'mypy: ignore-errors',
    kind: 'suppression',
    language: 'python',
    pattern: /#\s*mypy\s*:\s*(?:ignore|disable|allow|no-)/i,
  },
  {
    rule: 'pylint: disable',
    kind: 'suppression',
    language: 'python',
    pattern: /#\s*pylint\s*:\s*(?:disable|skip-file)/i,
  },
  {
    rule: 'fmt: off',
    kind: 'suppression',
    language: 'python',
    pattern: /#\s*(?:fmt\s*:\s*(?:off|skip)|isort\s*:\s*(?:skip|off)|yapf\s*:\s*disable)/i,
  },
  {
    rule: 'pragma: no cover',
    kind: 'suppression',
    language: 'python',
    pattern: /#\s*pragma\s*:\s*no\s*(?:cover|branch)/i,
  },
  { rule: 'nosec', kind: 'suppression', language: 'python', pattern: /#\s*nosec\b/i },
  { rule: 'no_type_check', kind: 'suppression', language: 'python', pattern: /@\s*(?:typing\s*\.\s*)?no_type_check\b/ },
  {
    rule: 'eslint-disable',
    kind: 'suppression',
    language: 'script',
    pattern: /(?:eslint|oxlint|tslint|jshint|stylelint)[- ](?:disable|ignore)/i,
  },
  { rule: '@ts-ignore', kind: 'suppression', language: 'script', pattern: /@ts-(?:ignore|expect-error|nocheck)\b/ },
  { rule: 'biome-ignore', kind: 'suppression', language: 'script', pattern: /\b(?:biome|rome)-ignore\b/ },
  {
    rule: 'prettier-ignore',
    kind: 'suppression',
    language: 'any',
    pattern: /\b(?:prettier|deno-(?:lint|fmt))-ignore\b/,
  },
  {
    rule: 'coverage ignore',
    kind: 'suppression',
    language: 'script',
    pattern: /\b(?:istanbul|c8|v8)\s+ignore\b|node:coverage\s+(?:ignore|disable)/i,
  },
  {
    rule: 'secret scanner allow',
    kind: 'suppression',
    language: 'any',
    pattern: /secretlint-disable|gitleaks:allow|pragma:\s*allowlist|nosemgrep|noqa:\s*S1\d\d|trufflehog:ignore/i,
  },
  { rule: 'lgtm', kind: 'suppression', language: 'any', pattern: /(?:#|\/\/)\s*(?:lgtm|codeql)\s*\[|NOSONAR\b/ },
];
