import { z } from 'zod';
import type { ChecklistItem, Enforcement } from '../domain/settings.ts';

const enforcements = ['required', 'advisory', 'off'] as const satisfies readonly Enforcement[];

function check(enforcement: Enforcement, meaning: string) {
  return z.enum(enforcements).default(enforcement).describe(meaning);
}

/**
 * The checklist and how it is enforced unless a repository says otherwise. Required is what can be read off evidence
 * without doubt. Advisory is what is judged by a pattern that good merged work also trips over (a constant of nature,
 * an import order that another tool sets, blocking I/O in a script): shown, and not in the way.
 */
export const checks = {
  'type-hints': check('required', 'New functions declare the types of parameters and result.'),
  docstrings: check('required', 'New public functions, classes and modules are documented.'),
  'tests-pass': check('required', 'Every test that must pass ran on this commit and passed.'),
  coverage: check('required', 'Added lines are covered by tests.'),
  'no-hardcoded-values': check('advisory', 'No literal that belongs in the configuration.'),
  'no-todo': check('required', 'No TODO comment on an added line.'),
  lint: check('required', 'The lint rungs of the ladder pass.'),
  types: check('required', 'The type rungs of the ladder pass.'),
  docs: check('required', 'Governed documents are up to date.'),
  'no-secrets': check('required', 'No key, token or password on an added line.'),
  'import-order': check('advisory', 'Imports stand in the order standard library, third party, local.'),
  'async-io': check('advisory', 'No blocking input or output in an asynchronous function.'),
} satisfies Record<ChecklistItem, z.ZodType<Enforcement>>;
