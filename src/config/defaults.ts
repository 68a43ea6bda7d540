/** Never written by Redfirst, whatever the configuration says: what runs in CI, and the configuration itself. */
export const alwaysProtected = [
  '.git/**',
  '.github/workflows/**',
  '.github/actions/**',
  '.github/redfirst.yml',
  '.github/redfirst.yaml',
  '**/action.yml',
  '**/action.yaml',
];

/** Files that decide what runs, who reviews and what an agent is told: a change to them is for a person to make. */
export const defaultProtected = [
  // Every top-level dot directory: .github, .husky, .githooks, .vscode, .devcontainer, .cursor …
  '.*/**',
  '**/CODEOWNERS',
  '**/{AGENTS,CLAUDE,GEMINI}.md',
  '**/{.cursorrules,.windsurfrules,.mcp.json,.envrc,.env,.env.*}',
  '**/{.gitattributes,.gitmodules,.gitignore,.pre-commit-config.yaml,.editorconfig}',
  '**/{.npmrc,.yarnrc,.yarnrc.yml,.pnpmfile.cjs,pnpm-workspace.yaml,package.json,tsconfig.json,tsconfig.*.json}',
  '**/{package-lock.json,npm-shrinkwrap.json,yarn.lock,pnpm-lock.yaml,bun.lock,bun.lockb,deno.lock}',
  '**/{uv.lock,poetry.lock,Pipfile,Pipfile.lock,pdm.lock,Cargo.lock,go.sum,Gemfile.lock,composer.lock}',
  '**/{pyproject.toml,setup.py,setup.cfg,pytest.ini,tox.ini,noxfile.py,mypy.ini,ruff.toml,.ruff.toml,.coveragerc}',
  '**/{go.mod,go.work,Cargo.toml,build.rs,pom.xml,build.gradle,build.gradle.kts,settings.gradle,settings.gradle.kts,gradle.properties}',
  '**/{conftest.py,sitecustomize.py,usercustomize.py,requirements*.txt,*.pth}',
  '**/{.eslintrc,.eslintrc.*,.prettierrc,.prettierrc.*,.babelrc,.babelrc.*,.mocharc.*,.nycrc,.nycrc.*,.c8rc*,biome.json,biome.jsonc}',
  '**/{eslint,prettier,vitest,vite,jest,babel,webpack,rollup,postcss,playwright,karma}.config.*',
  '**/{Makefile,makefile,GNUmakefile,justfile,Taskfile.yml,Dockerfile,docker-compose*.yml,compose*.yml}',
];

/** The documents that seed projects govern; those that do not exist in a repository are not asked for. */
export const defaultGoverned = [
  'CURRENT_STATUS.md',
  'CHANGELOG.md',
  'CONVENTIONS.md',
  'BUILD.md',
  'PROGRESS.md',
  'ELICITATIONS.md',
];

/** Said to people whose issue is no feature. */
export const defaultOtherWork = 'Please open a pull request without the label; Redfirst leaves it alone.';

/** Percentage of added lines that tests must cover. */
export const defaultNewLines = 80;

/** Seconds that one run of all tests may take, where nothing is known of the repository. */
export const defaultTimeout = 600;

/** What decides the meaning of tests in most repositories, where nothing else is known. */
export const defaultHarness = [
  '**/{fixtures,__fixtures__,__snapshots__,testdata}/**',
  '**/{conftest.py,pytest.ini,tox.ini,setup.cfg,pyproject.toml,.coveragerc}',
  '**/{package.json,.npmrc,.mocharc.*}',
  '**/{vitest,vite,jest,babel}.config.*',
];
