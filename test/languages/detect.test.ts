import { describe, expect, it } from 'vitest';
import { detect, manifestsIn } from '../../src/languages/detect.ts';
import type { DetectedProfile } from '../../src/languages/profile.ts';

/** A repository from texts; other files are named only. */
function detected(files: Record<string, string>, others: string[] = [], root = '.') {
  return detect(new Map(Object.entries(files)), [...Object.keys(files), ...others], root);
}

function profileOf(...given: Parameters<typeof detected>): DetectedProfile {
  const detection = detected(...given);
  if (detection.kind === 'unknown') throw new Error(detection.why);
  return detection.profile;
}

const manifest = (fields: object) => ({ 'package.json': JSON.stringify(fields) });
const toml = (text: string) => ({ 'pyproject.toml': text });
const plain = '[project]\nname = "a"\ndependencies = []\n';

describe('a Python repository', () => {
  it('without dependencies is run by the python that is there', () => {
    const profile = profileOf(toml(plain), ['src/a.py', 'tests/test_a.py']);
    expect(profile).toMatchObject({ language: 'python', setup: undefined, addDependency: 'python3 -m pip install' });
    expect(profile.tests.command).toBe('python3 -m pytest');
    expect(profile.tests.run).toBe(
      'python3 -m pytest -o junit_family=xunit1 --junitxml=$REDFIRST_OUT/report.xml --continue-on-collection-errors --maxfail=0 --rootdir=. -p no:cacheprovider',
    );
    expect(profile.coverage).toMatchObject({ format: 'lcov', run: expect.stringContaining('--cov=src') });
  });

  it.each<[string, Record<string, string>, string, string]>([
    ['uv', { ...toml('[project]\ndependencies = ["flask"]\n'), 'uv.lock': '' }, 'uv sync', 'uv add'],
    [
      'Poetry',
      { ...toml('[tool.poetry.dependencies]\nflask = "^3"\n'), 'poetry.lock': '' },
      'poetry install',
      'poetry add',
    ],
    ['Pipenv', { Pipfile: '[packages]\nflask = "*"\n', 'Pipfile.lock': '{}' }, 'pipenv sync', 'pipenv install'],
    [
      'pip',
      { 'requirements.txt': 'flask==3\n', 'requirements-dev.txt': 'pytest\n' },
      '-r requirements.txt -r requirements-dev.txt',
      'pip install',
    ],
    [
      'pip with extras',
      toml('[project]\ndependencies = ["flask"]\n[project.optional-dependencies]\ntest = ["httpx"]\n'),
      "-e '.[test]'",
      'pip install',
    ],
    ['setuptools', { 'setup.py': 'setup(install_requires=["flask>=3"])' }, "-e '.'", 'pip install'],
    ['setup.cfg', { 'setup.cfg': '[options]\ninstall_requires =\n    flask\n' }, "-e '.'", 'pip install'],
  ])('with %s is installed into a virtual environment', (_name, files, install, add) => {
    const profile = profileOf(files, ['a.py', 'test_a.py']);
    expect(profile.setup).toMatchObject({ run: expect.stringContaining(install), keeps: ['.venv'] });
    expect(profile.setup?.keyFiles.sort()).toEqual(Object.keys(files).sort());
    expect(profile.addDependency).toContain(add);
    expect(profile.tests.run).toMatch(/^\.venv\/bin\/python -m pytest /);
  });

  it.each<[string, Record<string, string>, string[]]>([
    ['ruff', toml(`${plain}[tool.ruff]\n`), ['lint ruff']],
    ['ruff with its formatter', toml(`${plain}[tool.ruff.format]\n`), ['lint ruff', 'format ruff format']],
    ['flake8', { ...toml(plain), '.flake8': '' }, ['lint flake8']],
    ['flake8 in setup.cfg', { ...toml(plain), 'setup.cfg': '[flake8]\n' }, ['lint flake8']],
    [
      'black, isort and mypy',
      toml(`${plain}[tool.black]\n[tool.isort]\n[tool.mypy]\n`),
      ['format black', 'format isort', 'types mypy'],
    ],
    ['pyright', { ...toml(plain), 'pyrightconfig.json': '{}' }, ['types pyright']],
    ['mypy by requirement', { 'requirements-dev.txt': 'mypy\n' }, ['types mypy']],
    ['nothing', toml(plain), []],
  ])('is checked by what it uses itself: %s', (_name, files, rungs) => {
    expect(profileOf(files, ['a.py', 'test_a.py']).ladder.map(({ item, name }) => `${item} ${name}`)).toEqual(rungs);
  });

  it('that measures coverage on every run is told not to, since its threshold would decide the exit code', () => {
    const files = toml(`${plain}[tool.pytest.ini_options]\naddopts = "--cov --cov-fail-under=90"\n`);
    expect(profileOf(files, ['test_a.py']).tests.run).toMatch(/ --no-cov$/);
  });

  it('with a broken manifest is still read by its tests', () => {
    expect(profileOf(toml('[project'), ['test_a.py']).language).toBe('python');
  });
});

describe('a JavaScript or TypeScript repository', () => {
  it.each([
    [
      'vitest',
      manifest({ devDependencies: { vitest: '5' } }),
      'npx --no-install vitest run --reporter=default',
      'jest-json',
    ],
    ['jest', manifest({ devDependencies: { jest: '30' } }), 'npx --no-install jest --ci --json', 'jest-json'],
    ['mocha', manifest({ devDependencies: { mocha: '12' } }), 'npx --no-install mocha --no-bail', 'mocha-json'],
    ['node:test', manifest({ scripts: { test: 'node --test' } }), 'node --test --test-reporter=junit', 'junit-node'],
    ['node:test without a script', manifest({}), 'node --test --test-reporter=junit', 'junit-node'],
  ])('is run with %s', (_name, files, run, report) => {
    const profile = profileOf(files, ['src/a.js', 'src/a.test.js']);
    expect(profile.tests).toMatchObject({ report, run: expect.stringContaining(run) });
    expect(profile.language).toBe('javascript');
  });

  it.each([
    ['vitest run --config vitest.unit.ts', / --bail=0 --config vitest\.unit\.ts$/],
    [
      'NODE_OPTIONS=--experimental-vm-modules jest --coverage',
      /^NODE_OPTIONS=--experimental-vm-modules npx --no-install jest [\s\S]*--coverage=false$/,
    ],
    ['node --experimental-vm-modules node_modules/jest/bin/jest.js -c x.json', / -c x\.json$/],
    ['cross-env TZ=UTC mocha --reporter dot --exit', /^TZ=UTC npx --no-install mocha [\s\S]*report\.json --exit$/],
    ["node --import tsx --test 'test/**/*.ts'", /stdout --import tsx 'test\/\*\*\/\*\.ts'$/],
    ['tsc && vitest run --config x.ts', /--bail=0$/],
  ])('keeps the arguments of its own script, as far as they do not undo ours: %s', (test, run) => {
    const files = manifest({ scripts: { test }, devDependencies: { vitest: '5' } });
    const isVitest = /vitest/.test(test);
    expect(profileOf(isVitest ? files : manifest({ scripts: { test } }), ['a.test.js']).tests.run).toMatch(run);
  });

  it.each<[string, Record<string, string>, string, string]>([
    ['npm', { 'package-lock.json': '{}' }, 'npm ci --ignore-scripts', 'npm install'],
    ['npm without a lockfile', {}, 'npm install --ignore-scripts --no-package-lock', 'npm install'],
    ['pnpm', { 'pnpm-lock.yaml': '' }, 'npx --yes pnpm@9.1.0 install --frozen-lockfile --ignore-scripts', 'pnpm add'],
    ['Yarn 1', { 'yarn.lock': '# yarn lockfile v1\n' }, 'npx --yes yarn@1 install --frozen-lockfile', 'yarn add'],
    ['Yarn', { 'yarn.lock': '__metadata:\n' }, 'install --immutable --mode=skip-build', 'yarn add'],
  ])('is installed with %s', (_name, lock, run, add) => {
    const files = { ...manifest({ devDependencies: { vitest: '5' }, packageManager: 'pnpm@9.1.0' }), ...lock };
    const profile = profileOf(files);
    expect(profile.setup).toMatchObject({ run: expect.stringContaining(run), keeps: ['node_modules'] });
    expect(profile.setup?.keyFiles).toEqual(Object.keys(files));
    expect(profile.addDependency).toBe(add);
  });

  it('with nothing to install needs no setup', () => {
    expect(profileOf(manifest({ scripts: { test: 'node --test' } })).setup).toBeUndefined();
  });

  it('is checked by its own scripts before its tools', () => {
    const scripts = {
      test: 'vitest run',
      lint: 'eslint .',
      typecheck: 'tsc --noEmit',
      'format:check': 'prettier -c .',
    };
    const files = manifest({ scripts, devDependencies: { vitest: '5', eslint: '9', typescript: '6', prettier: '3' } });
    const { ladder } = profileOf(files, ['tsconfig.json', 'eslint.config.js']);
    expect(ladder.map(({ run }) => run)).toEqual(['npm run lint', 'npm run format:check', 'npm run typecheck']);
  });

  it.each([
    ['eslint', ['eslint.config.js'], ['npx --no-install eslint .']],
    ['@biomejs/biome', [], ['npx --no-install biome lint .', 'npx --no-install biome format .']],
    ['prettier', ['.prettierrc'], ['npx --no-install prettier --check .']],
    ['typescript', ['tsconfig.json'], ['npx --no-install tsc --noEmit']],
  ])('is checked by its tools where it has no script: %s', (tool, config, runs) => {
    const files = manifest({ devDependencies: { vitest: '5', [tool]: '1' } });
    expect(profileOf(files, config).ladder.map(({ run }) => run)).toEqual(runs);
  });

  it('is measured only where its runner can measure', () => {
    expect(profileOf(manifest({ devDependencies: { vitest: '5' } })).coverage).toBeUndefined();
    const files = manifest({ devDependencies: { vitest: '5', '@vitest/coverage-v8': '5' } });
    expect(profileOf(files).coverage).toMatchObject({ format: 'lcov', file: 'coverage/lcov.info' });
  });

  it('is TypeScript when it holds any', () => {
    expect(profileOf(manifest({ devDependencies: { vitest: '5' } }), ['src/a.ts']).language).toBe('typescript');
    expect(profileOf(manifest({ devDependencies: { vitest: '5' } }), ['src/a.d.ts']).language).toBe('javascript');
  });
});

describe('a repository of one language with files of another', () => {
  it('is what its manifest stands for', () => {
    const files = ['src/a.ts', 'test/a.test.ts', 'test/fixtures/shop/test_a.py'];
    const detection = detected(manifest({ devDependencies: { vitest: '5' } }), files);
    expect(detection).toMatchObject({ kind: 'detected', profile: { language: 'typescript' } });
  });
});

describe('a repository that is not understood', () => {
  it.each<[string, Record<string, string>, string[], RegExp]>([
    ['without anything', {}, ['README.md'], /No tests of a runner/],
    ['in another language', { Gemfile: '' }, ['main.rb', 'spec/main_spec.rb'], /No tests of a runner/],
    [
      'in two languages',
      { ...toml('[tool.pytest]\n'), ...manifest({ devDependencies: { vitest: '5' } }) },
      ['test_a.py'],
      /Both Python/,
    ],
    ['of several packages', manifest({ workspaces: ['a'], devDependencies: { vitest: '5' } }), [], /several packages/],
    [
      'of several packages for pnpm',
      { ...manifest({ devDependencies: { vitest: '5' } }), 'pnpm-workspace.yaml': 'packages:\n' },
      [],
      /several packages/,
    ],
    ['with a broken manifest', { 'package.json': '{' }, [], /No tests of a runner/],
  ])('%s says so', (_name, files, others, why) => {
    expect(detected(files, others)).toMatchObject({
      kind: 'unknown',
      why: expect.stringMatching(why),
      looked: expect.arrayContaining(['package.json']),
    });
  });
});

describe('what is said of a repository that shows nothing', () => {
  it('is the one file of each language that would have told', () => {
    expect(detected({}, ['README.md'])).toMatchObject({
      looked: ['pyproject.toml', 'package.json', 'go.mod', 'Cargo.toml', 'pom.xml'],
    });
  });
});

describe('a project in a directory', () => {
  const files = {
    'web/package.json': JSON.stringify({ devDependencies: { vitest: '5' } }),
    'web/package-lock.json': '{}',
  };

  it('is read there, and its paths are told from the root of the repository', () => {
    const { setup } = profileOf({ ...files, 'pyproject.toml': '[tool.pytest]' }, ['api/test_a.py'], 'web');
    expect(setup).toMatchObject({
      keyFiles: ['web/package.json', 'web/package-lock.json'],
      keeps: ['web/node_modules'],
    });
  });

  it('names the manifests that are worth reading', () => {
    const paths = [...Object.keys(files), 'package.json', 'web/src/package.json', 'web/requirements/dev.txt'];
    expect(manifestsIn(paths, 'web')).toEqual([
      'web/requirements/dev.txt',
      'web/package.json',
      'web/package-lock.json',
    ]);
  });
});
