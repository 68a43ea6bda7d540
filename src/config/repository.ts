import { z } from 'zod';
import { coverageFormats, type LadderItem, reportFormats } from '../domain/settings.ts';
import { checks } from './checks.ts';
import { defaultGoverned, defaultNewLines, defaultOtherWork } from './defaults.ts';
import { rules } from './document-rules.ts';
import { hammer } from './hammer.ts';
import { mutation } from './mutation.ts';
import { budget, heldOut, waivers } from './run-rules.ts';
import { services } from './services.ts';

const ladderItems = ['lint', 'format', 'types', 'other'] as const satisfies readonly LadderItem[];

/** Relative, with forward slashes, and never out of the repository. */
const inside = /^(?!\/)(?!.*(?:^|\/)\.\.(?:\/|$))[^\\]+$/;
const path = z.string().regex(inside).meta({ title: 'path inside the repository' });
const globs = z.array(z.string().regex(inside).meta({ title: 'glob inside the repository' })).min(1);
const command = z.string().trim().min(1).max(2000).meta({ title: 'shell command' });
const fileName = z
  .string()
  .regex(/^[\w-][\w.-]*$/)
  .meta({ title: 'file name' });

/** A key whose default depends on the repository: what its language and its own files say. */
function detected(description: string, example: unknown) {
  return { description, examples: [example], 'x-default': 'as detected' };
}

const tests = z.strictObject({
  command: command
    .optional()
    .meta(detected('How a person runs all tests. Stands in plans and reports.', 'uv run pytest')),
  run: command
    .optional()
    .meta(
      detected(
        'Runs all tests and writes the report to `$REDFIRST_OUT/<reportFile>`.',
        'uv run pytest -o junit_family=xunit1 --junitxml="$REDFIRST_OUT/report.xml"',
      ),
    ),
  report: z.enum(reportFormats).optional().meta(detected('How the report is read.', 'junit-pytest')),
  reportFile: fileName.optional().meta(detected('Name of the report in `$REDFIRST_OUT`.', 'report.xml')),
  paths: globs
    .optional()
    .meta(
      detected('Files that are tests. Only these are written before the tests are frozen, and none of them after.', [
        'tests/**/*.py',
      ]),
    ),
  harness: globs
    .optional()
    .meta(
      detected(
        'Files that decide what tests mean (fixtures, snapshots, runner and coverage configuration). Frozen too.',
        ['tests/fixtures/**', 'pytest.ini'],
      ),
    ),
  environment: z
    .record(z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/), z.string().meta({ title: 'text in quotes' }))
    .optional()
    .meta(
      detected(
        'Environment variables of the run. No secrets: this file is readable by everybody who can read the code.',
        { TZ: 'UTC' },
      ),
    ),
  timeout: z.int().min(1).max(3600).optional().meta(detected('Seconds that one run of all tests may take.', 120)),
});

const rung = z.strictObject({
  name: z.string().min(1).max(60).describe('Its name in the report.'),
  run: command.describe('The command. It changes nothing and ends with 0 when all is well.'),
  item: z.enum(ladderItems).default('other').describe('The item of the checklist that it decides.'),
});

const setup = z.strictObject({
  run: command.describe('Installs the dependencies. The only command that may reach the package registries.'),
  keyFiles: z
    .array(path)
    .optional()
    .meta(detected('Files whose content decides what is installed.', ['uv.lock'])),
  keeps: z
    .array(path)
    .optional()
    .meta(detected('What the command creates and every run needs.', ['.venv'])),
});

const coverage = z.strictObject({
  run: command
    .optional()
    .meta(detected('Runs all tests and writes line coverage to `$REDFIRST_OUT/<file>`.', 'npx vitest run --coverage')),
  format: z.enum(coverageFormats).optional().meta(detected('How the file is read.', 'lcov')),
  file: fileName.optional().meta(detected('Name of the coverage file in `$REDFIRST_OUT`.', 'lcov.info')),
  newLines: z
    .number()
    .min(0)
    .max(100)
    .default(defaultNewLines)
    .describe('Percentage of the added lines that must be covered. No measured line at all is a failure.'),
  beforePlan: z
    .enum(['on', 'off'])
    .default('off')
    .describe('Whether it is also measured before a plan, where no judgment of the same files did. Costs a run.'),
});

/**
 * `.github/redfirst.yml` of a target repository, read from its default branch. Every key has a default, so that an empty
 * file works; a list replaces the default list. Descriptions become the reference, the JSON schema and the error comment.
 */
export const RepositoryConfig = z.strictObject({
  label: z.string().trim().min(1).max(50).default('tdd-feature').describe('The label that starts a run.'),
  stepLabel: z
    .string()
    .trim()
    .min(1)
    .max(50)
    .default('tdd-step')
    .describe('The label that has the current step of an implementation plan carried out.'),
  base: z
    .string()
    .regex(/^[\w][\w./-]{0,199}$/)
    .meta({ title: 'branch' })
    .optional()
    .meta({
      description: 'Branch that features start from and return to.',
      examples: ['develop'],
      'x-default': '`develop` where it exists, else the default branch',
    }),
  approval: z
    .enum(['required', 'auto'])
    .default('required')
    .describe('Whether a person approves the plan before anything else is written.'),
  root: path
    .default('.')
    .describe('Directory of the project in the repository. Commands run there.')
    .meta({ examples: ['backend'] }),
  relevantFiles: globs
    .optional()
    .meta(detected('Files that research may look at and plans may refer to.', ['README.md', 'src/**', 'tests/**'])),
  setup: z
    .union([z.null(), command, setup])
    .optional()
    .meta(
      detected('How dependencies are installed: a command, a mapping, or `null` for not at all.', 'uv sync --frozen'),
    ),
  tests: tests.prefault({}).describe('How tests are run.'),
  ladder: z
    .array(rung)
    .optional()
    .meta(
      detected('Static verification, in order. An empty list for none.', [
        { name: 'Ruff', run: 'uv run ruff check', item: 'lint' },
      ]),
    ),
  coverage: z
    .union([z.literal('off'), coverage])
    .optional()
    .meta(detected('Coverage of the added lines, or `off`.', { newLines: 90 })),
  hammer,
  services,
  docs: z
    .strictObject({
      governed: z
        .array(path)
        .default(defaultGoverned)
        .describe('Documents that are kept true by every feature, where they exist.'),
      changelog: path.nullable().default('CHANGELOG.md').describe('The changelog, or `null` for none.'),
      rules,
    })
    .prefault({})
    .describe('Documents that a feature must keep up to date.'),
  addDependency: command.optional().meta(detected('Command that the name of a package is appended to.', 'uv add')),
  otherWork: z
    .string()
    .trim()
    .min(1)
    .max(500)
    .meta({ title: 'text' })
    .default(defaultOtherWork)
    .describe(
      'Where work belongs that is no feature (documentation, configuration, pure refactoring). Words or a link.',
    ),
  checks: z
    .strictObject(checks)
    .prefault({})
    .describe('How each item of the checklist is enforced: `required` blocks, `advisory` is only shown.'),
  mutation,
  heldOut,
  waivers,
  budget,
  protected: globs.optional().meta({
    description: 'Files that Redfirst never changes. Workflows, actions and this file are protected in any case.',
    examples: [['migrations/**', 'pyproject.toml']],
    'x-default': 'see below',
  }),
});
export type RepositoryConfig = z.infer<typeof RepositoryConfig>;
