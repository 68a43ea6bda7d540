import { z } from 'zod';
import type { CoverageFormat, LadderItem, ReportFormat } from '../domain/settings.ts';
import { checks } from './checks.ts';
import { defaultGoverned, defaultNewLines } from './defaults.ts';

const reportFormats = [
  'junit-pytest',
  'junit-node',
  'jest-json',
  'mocha-json',
] as const satisfies readonly ReportFormat[];
const ladderItems = ['lint', 'format', 'types', 'other'] as const satisfies readonly LadderItem[];
const coverageFormats = ['lcov', 'cobertura', 'clover', 'coverage-json'] as const satisfies readonly CoverageFormat[];

/** Relative, with forward slashes, and never out of the repository. */
const inside = /^(?!\/)(?!.*(?:^|\/)\.\.(?:\/|$))[^\\]+$/;
const path = z.string().regex(inside).meta({ title: 'path inside the repository' });
const globs = z.array(z.string().regex(inside).meta({ title: 'glob inside the repository' })).min(1);
const command = z.string().trim().min(1).max(2000).meta({ title: 'shell command' });
const fileName = z
  .string()
  .regex(/^[\w-][\w.-]*$/)
  .meta({ title: 'file name' });

const tests = z.strictObject({
  command: command
    .optional()
    .describe('How a person runs all tests. Stands in plans and reports. Without it, `run`.')
    .meta({ examples: ['uv run pytest'] }),
  run: command
    .optional()
    .describe('Runs all tests and writes the report to `$REDFIRST_OUT/<reportFile>`.')
    .meta({ examples: ['uv run pytest -o junit_family=xunit1 --junitxml="$REDFIRST_OUT/report.xml"'] }),
  report: z
    .enum(reportFormats)
    .optional()
    .describe('How the report is read.')
    .meta({ examples: ['junit-pytest'] }),
  reportFile: fileName
    .optional()
    .describe('Name of the report in `$REDFIRST_OUT`.')
    .meta({ examples: ['report.xml'] }),
  paths: globs
    .optional()
    .describe('Files that are tests. Only these are written before the tests are frozen, and none of them after.')
    .meta({ examples: [['tests/**/*.py']] }),
  harness: globs
    .optional()
    .describe('Files that decide what tests mean (fixtures, snapshots, runner and coverage configuration). Frozen too.')
    .meta({ examples: [['tests/fixtures/**', 'pytest.ini']] }),
  environment: z
    .record(z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/), z.string().meta({ title: 'text in quotes' }))
    .optional()
    .describe('Environment variables of the run. No secrets: this file is readable by everybody who can read the code.')
    .meta({ examples: [{ TZ: 'UTC' }] }),
  timeout: z
    .int()
    .min(1)
    .max(3600)
    .optional()
    .describe('Seconds that one run of all tests may take.')
    .meta({ examples: [120] }),
});

const rung = z.strictObject({
  name: z.string().min(1).max(60).describe('Its name in the report.'),
  run: command.describe('The command. It changes nothing and ends with 0 when all is well.'),
  item: z.enum(ladderItems).default('other').describe('The item of the checklist that it decides.'),
});

const setup = z.strictObject({
  run: command.describe('Installs the dependencies. The only command that may reach the package registries.'),
  keyFiles: z.array(path).optional().describe('Files whose content decides what is installed.'),
  keeps: z.array(path).optional().describe('What the command creates and every run needs.'),
});

const coverage = z.strictObject({
  run: command.optional().describe('Runs all tests and writes line coverage to `$REDFIRST_OUT/<file>`.'),
  format: z.enum(coverageFormats).optional().describe('How the file is read.'),
  file: fileName.optional().describe('Name of the coverage file in `$REDFIRST_OUT`.'),
  newLines: z
    .number()
    .min(0)
    .max(100)
    .default(defaultNewLines)
    .describe('Percentage of the added lines that must be covered. No measured line at all is a failure.'),
});

/**
 * `.github/redfirst.yml` of a target repository, read from its default branch. Every key has a default, so that an empty
 * file works; a list replaces the default list. Descriptions become the reference, the JSON schema and the error comment.
 */
export const RepositoryConfig = z.strictObject({
  label: z.string().trim().min(1).max(50).default('tdd-feature').describe('The label that starts a run.'),
  base: z
    .string()
    .regex(/^[\w][\w./-]{0,199}$/)
    .meta({ title: 'branch' })
    .optional()
    .describe(
      'Branch that features start from and return to. Without it `develop` where that exists, else the default branch.',
    )
    .meta({ examples: ['develop'] }),
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
    .describe('Files that research may look at and plans may refer to.')
    .meta({ examples: [['README.md', 'src/**', 'tests/**']] }),
  setup: z
    .union([z.null(), command, setup])
    .optional()
    .describe('How dependencies are installed: a command, a mapping, or `null` for not at all.')
    .meta({ examples: ['uv sync --frozen'] }),
  tests: tests.prefault({}).describe('How tests are run.'),
  ladder: z
    .array(rung)
    .optional()
    .describe('Static verification, in order. An empty list for none.')
    .meta({ examples: [[{ name: 'Ruff', run: 'uv run ruff check', item: 'lint' }]] }),
  coverage: z
    .union([z.literal('off'), coverage])
    .optional()
    .describe('Coverage of the added lines, or `off`.')
    .meta({ examples: [{ newLines: 90 }] }),
  hammer: z
    .strictObject({ run: command.describe('Fails when something crashes or is lost.') })
    .optional()
    .describe('A load test that runs after the refactoring.')
    .meta({ examples: [{ run: 'python scripts/hammer_gen.py --size 500' }] }),
  docs: z
    .strictObject({
      governed: z
        .array(path)
        .default(defaultGoverned)
        .describe('Documents that are kept true by every feature, where they exist.'),
      changelog: path.nullable().default('CHANGELOG.md').describe('The changelog, or `null` for none.'),
    })
    .prefault({})
    .describe('Documents that a feature must keep up to date.'),
  addDependency: command
    .optional()
    .describe('Command that the name of a package is appended to.')
    .meta({ examples: ['uv add'] }),
  checks: z
    .strictObject(checks)
    .prefault({})
    .describe('How each item of the checklist is enforced: `required` blocks, `advisory` is only shown.'),
  budget: z
    .strictObject({
      usd: z.number().positive().max(1000).default(5).describe('Dollars that the model may cost for one feature.'),
      minutes: z
        .number()
        .positive()
        .max(1440)
        .default(60)
        .describe('Minutes of work on one feature, waiting not counted.'),
    })
    .prefault({})
    .describe('Where a run stops and asks. `/continue <budget>` goes on.'),
  protected: globs
    .optional()
    .describe('Files that Redfirst never changes. Workflows, actions and this file are protected in any case.')
    .meta({ examples: [['migrations/**', 'pyproject.toml']] }),
});
export type RepositoryConfig = z.infer<typeof RepositoryConfig>;
