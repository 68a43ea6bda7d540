import { describe, expect, it } from 'vitest';
import { alwaysProtected, defaultHarness, defaultProtected } from '../../src/config/defaults.ts';
import { matchesAny } from '../../src/languages/globs.ts';

describe('files that are protected unless a repository says otherwise', () => {
  it.each(
    `
    CODEOWNERS .github/CODEOWNERS docs/CODEOWNERS .github/dependabot.yml .github/workflows/ci.yml .husky/pre-commit
    .githooks/x .vscode/settings.json .devcontainer/devcontainer.json .cursor/rules/a.md .claude/settings.json .mcp.json
    .npmrc web/.npmrc .yarnrc.yml .pnpmfile.cjs package.json packages/a/package.json package-lock.json yarn.lock
    pnpm-lock.yaml uv.lock poetry.lock Cargo.lock go.sum Makefile .pre-commit-config.yaml .gitattributes .gitmodules
    .envrc .env .env.local eslint.config.js .eslintrc.json prettier.config.mjs .prettierrc vitest.config.ts
    jest.config.cjs babel.config.js .babelrc webpack.config.js postcss.config.js conftest.py tests/conftest.py setup.py
    pyproject.toml tox.ini pytest.ini AGENTS.md CLAUDE.md app/CLAUDE.md GEMINI.md tsconfig.json tsconfig.build.json
    requirements-dev.txt Dockerfile docker-compose.yml biome.json`.match(/\S+/g) ?? [],
  )('%s', path => {
    expect(matchesAny(path, defaultProtected)).toBe(true);
  });

  it.each([
    'README.md',
    'CHANGELOG.md',
    'docs/api.md',
    'src/app.ts',
    'src/config.ts',
    'app/setup_wizard.py',
    'tests/test_app.py',
    'src/environment.ts',
    'migrations/0001.py',
    'src/.hidden/x.ts',
  ])('but not %s', path => {
    expect(matchesAny(path, [...alwaysProtected, ...defaultProtected])).toBe(false);
  });

  it.each([
    '.git/config',
    '.github/workflows/deep/x.yml',
    '.github/actions/a/index.js',
    '.github/redfirst.yml',
    'tool/action.yml',
  ])('and %s always', path => {
    expect(matchesAny(path, alwaysProtected)).toBe(true);
  });

  it('files that decide what tests mean are known without a language', () => {
    for (const path of ['tests/fixtures/a.json', 'src/__snapshots__/a.snap', 'conftest.py', 'web/vitest.config.ts'])
      expect(matchesAny(path, defaultHarness)).toBe(true);
    expect(matchesAny('src/app.ts', defaultHarness)).toBe(false);
  });
});
