import type { LanguageName, Rung } from '../domain/settings.ts';
import type { DetectedProfile } from './profile.ts';
import type { Project } from './project.ts';
import { type Manager, type Manifest, managerOf, packagesOf, readManifest, setupOf } from './script-packages.ts';
import { type RunnerScript, readRunnerScript, scriptRunners } from './script-runners.ts';

/** Files that say how a JavaScript or TypeScript project is built, tested and checked. */
export const scriptManifests = [
  ...['package.json', 'tsconfig.json', 'package-lock.json', 'npm-shrinkwrap.json', 'pnpm-lock.yaml', 'yarn.lock'],
  ...['pnpm-workspace.yaml', '.yarnrc.yml', 'biome.json', 'biome.jsonc'],
];

/** Globs below which a JavaScript repository keeps what decides the meaning of its tests. */
const harness = [
  '{package.json,.npmrc,.yarnrc.yml,.pnpmfile.cjs,pnpm-workspace.yaml}',
  '**/{vitest,vite,jest,babel,swc}.config.*',
  '**/vitest.workspace.*',
  '**/{vitest,jest,test}{-,.}setup.*',
  '**/setup{Tests,-tests}.*',
  '{.mocharc,.babelrc,.swcrc,.nycrc,.c8rc,.eslintrc,.prettierrc}*',
  '{eslint,prettier}.config.*',
  '**/{.eslintignore,.prettierignore,.biomeignore,.stylelintignore}',
  '{stryker,.stryker}.{conf,config}.*',
  '{biome.json,biome.jsonc,tsconfig.json,tsconfig.*.json,.env.test}',
  '**/{__snapshots__,__fixtures__,__mocks__}/**',
  '**/*.snap',
  '{test,tests,__tests__}/**',
  '**/node_modules/**',
  '.github/workflows/**',
];

/** Whether a directory holds several packages, whose tests are not run from here. */
export function isWorkspace(project: Project): boolean {
  const pnpm = /^packages\s*:/m.test(project.text('pnpm-workspace.yaml'));
  return pnpm || readManifest(project)?.workspaces !== undefined;
}

/** The profile of a JavaScript or TypeScript project with a test runner that we know, or nothing. */
export function scriptProfile(project: Project): DetectedProfile | undefined {
  const manifest = readManifest(project);
  const script = manifest && runnerOf(manifest, project);
  if (!manifest || !script) return undefined;
  const { runner } = script;
  const manager = managerOf(project, manifest);
  const own = (run: string) => `${script.environment}${run}${script.arguments}`;
  const isOwn = readRunnerScript(manifest.scripts['test'] ?? '')?.runner === runner;
  return {
    language: languageOf(project),
    setup: setupOf(project, manifest, manager),
    tests: {
      command: isOwn
        ? `${manager.name} test`
        : own(runner.run.replace(/ --.*$/, match => (runner.name === 'node' ? ' --test' : match))),
      run: own(runner.run),
      report: runner.report,
      reportFile: runner.reportFile,
      paths: runner.paths,
      harness,
      environment: { CI: 'true', NO_COLOR: '1', FORCE_COLOR: '0' },
      timeout: 600,
    },
    ladder: ladderOf(project, manifest, manager),
    coverage: coverageOf(script, manifest),
    ...('@stryker-mutator/core' in packagesOf(manifest) && { mutator: 'stryker' }),
    relevantFiles: [
      '**/*.{ts,tsx,mts,cts,js,jsx,mjs,cjs,vue,svelte}',
      '**/*.md',
      'package.json',
      'tsconfig.json',
      '**/*.sql',
    ],
    addDependency: manager.add,
    protected: ['**/node_modules/**'],
    evidence: scriptManifests.filter(path => project.has(path)),
  };
}

function runnerOf(manifest: Manifest, project: Project): RunnerScript | undefined {
  const { scripts } = manifest;
  const candidates = [
    scripts['test'] ?? '',
    ...Object.entries(scripts)
      .filter(([name]) => /^test[:-]?/.test(name))
      .map(([, run]) => run),
  ];
  const read = candidates.map(readRunnerScript).find(script => script !== undefined);
  if (read) return read;
  const all = packagesOf(manifest);
  const name = (['vitest', 'jest', 'mocha'] as const).find(each => each in all);
  const imports = /\bnode\b.*\s--test\b/.test(scripts['test'] ?? '') || (!scripts['test'] && hasTestFiles(project));
  if (name ?? imports) return { runner: scriptRunners[name ?? 'node'], environment: '', arguments: '' };
  return undefined;
}

const hasTestFiles = (project: Project): boolean =>
  project.paths.some(path => /\.(?:test|spec)\.[cm]?[jt]sx?$/.test(path));

function languageOf(project: Project): LanguageName {
  const isTyped = project.has('tsconfig.json') || project.paths.some(path => /(?<!\.d)\.[cm]?tsx?$/.test(path));
  return isTyped ? 'typescript' : 'javascript';
}

/** The repository's own scripts first, then the tools that it has configured; none is added that it does not use. */
function ladderOf(project: Project, manifest: Manifest, manager: Manager): Rung[] {
  const { scripts } = manifest;
  const all = packagesOf(manifest);
  const script = (item: Rung['item'], names: string[]): Rung[] =>
    names
      .filter(name => name in scripts)
      .slice(0, 1)
      .map(name => ({ name, run: `${manager.name} run ${name}`, item }));
  const tool = (isUsed: boolean, rung: Rung): Rung[] => (isUsed ? [rung] : []);
  const run = 'npx --no-install';
  const lint = script('lint', ['lint', 'lint:check', 'eslint']);
  const format = script('format', ['format:check', 'check:format', 'format-check', 'prettier:check', 'fmt:check']);
  const types = script('types', ['typecheck', 'type-check', 'types', 'check:types', 'check-types', 'tsc']);
  const eslint = 'eslint' in all && project.paths.some(path => /^(?:eslint\.config\.|\.eslintrc)/.test(path));
  const biome = '@biomejs/biome' in all;
  const prettier = 'prettier' in all && project.paths.some(path => /^(?:\.prettierrc|prettier\.config\.)/.test(path));
  const tsc = 'typescript' in all && project.has('tsconfig.json');
  return [
    ...(lint.length > 0 ? lint : tool(eslint, { name: 'eslint', run: `${run} eslint .`, item: 'lint' })),
    ...(lint.length > 0 || eslint ? [] : tool(biome, { name: 'biome lint', run: `${run} biome lint .`, item: 'lint' })),
    ...(format.length > 0
      ? format
      : tool(prettier, { name: 'prettier', run: `${run} prettier --check .`, item: 'format' })),
    ...(format.length > 0 || prettier
      ? []
      : tool(biome, { name: 'biome format', run: `${run} biome format .`, item: 'format' })),
    ...(types.length > 0 ? types : tool(tsc, { name: 'tsc', run: `${run} tsc --noEmit`, item: 'types' })),
  ];
}

/** Vitest needs its coverage package and Mocha needs c8; without them nothing can be measured. */
function coverageOf(
  { runner, environment, arguments: own }: RunnerScript,
  manifest: Manifest,
): DetectedProfile['coverage'] {
  const all = packagesOf(manifest);
  const needs = { vitest: /^@vitest\/coverage-/, mocha: /^c8$/, jest: /./, node: /^/ }[runner.name];
  const isThere = runner.name === 'node' || Object.keys(all).some(name => needs.test(name));
  if (!runner.coverage || !isThere) return undefined;
  return { run: `${environment}${runner.coverage.run}${own}`, format: 'lcov', file: runner.coverage.file };
}
