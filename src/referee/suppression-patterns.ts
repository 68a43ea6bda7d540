import type { Suppression } from '../languages/language.ts';

/** What tools of any language document as their own way out. Matched against added lines, one at a time. */
export const suppressionsOfAny: readonly Suppression[] = [
  {
    rule: 'prettier-ignore',
    kind: 'suppression',
    pattern: /\b(?:prettier|deno-(?:lint|fmt))-ignore\b/,
  },
  {
    rule: 'secret scanner allow',
    kind: 'suppression',
    pattern: /secretlint-disable|gitleaks:allow|pragma:\s*allowlist|nosemgrep|noqa:\s*S1\d\d|trufflehog:ignore/i,
    inText: true,
  },
  { rule: 'lgtm', kind: 'suppression', pattern: /(?:#|\/\/)\s*(?:lgtm|codeql)\s*\[|NOSONAR\b/ },
];
