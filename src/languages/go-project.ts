import type { Rung } from '../domain/settings.ts';
import type { DetectedProfile } from './profile.ts';
import type { Project } from './project.ts';

/** Files that say how a Go project is built, tested and checked. */
export const goManifests = ['go.mod', '.golangci.yml', '.golangci.yaml', '.golangci.toml', 'go.work'];

/**
 * Results are not cached, a package gets all errors of its compiler and not the first ten, and a test that hangs is
 * ended by Go itself, which says which one it was, before the sandbox ends the run.
 */
const testOptions = '-json -count=1 -gcflags=-e -timeout=570s';

/** Globs of what decides the meaning of Go tests without being one. */
const harness = [
  '{go.mod,go.work,.golangci.yml,.golangci.yaml,.golangci.toml,.golangci.json}',
  '**/testdata/**',
  '{vendor,vendor/**}',
  '{Makefile,.github/workflows/**}',
];

/** The profile of a Go module, or nothing where there is none. */
export function goProfile(project: Project): DetectedProfile | undefined {
  if (!project.has('go.mod') || !project.paths.some(path => path.endsWith('.go'))) return undefined;
  return {
    language: 'go',
    setup: setupOf(project),
    tests: {
      command: 'go test ./...',
      run: `go test ${testOptions} ./... >$REDFIRST_OUT/report.jsonl 2>&1`,
      report: 'go-json',
      reportFile: 'report.jsonl',
      paths: ['**/*_test.go'],
      harness,
      environment: { CI: 'true', NO_COLOR: '1', GOPROXY: 'off', GOTOOLCHAIN: 'local', GOTELEMETRY: 'off' },
      timeout: 600,
    },
    ladder: ladderOf(project),
    coverage: {
      run: 'go test -count=1 -coverpkg=./... -coverprofile=$REDFIRST_OUT/cover.out ./...',
      format: 'go-cover',
      file: 'cover.out',
    },
    relevantFiles: ['**/*.go', '**/*.md', 'go.mod', '**/*.sql', '**/*.proto'],
    addDependency: 'go get',
    protected: ['vendor/**', 'go.sum'],
    evidence: goManifests.filter(path => project.has(path)),
  };
}

/** Modules of others are fetched into `vendor`, which `go` then uses without being told (go.dev/ref/mod, "Vendoring"). */
function setupOf(project: Project): DetectedProfile['setup'] {
  const isAlone = !/^\s*(?:require\b|\t[\w.-]+\/)/m.test(project.text('go.mod'));
  if (isAlone || project.has('vendor/modules.txt')) return undefined;
  const keyFiles = ['go.mod', 'go.sum'].filter(path => project.has(path)).map(project.atRoot);
  return { run: 'go mod vendor', keyFiles, keeps: [project.atRoot('vendor')] };
}

/** What comes with Go itself, and the linter that the repository has configured. */
function ladderOf(project: Project): Rung[] {
  const unformatted = "$(gofmt -l . | grep -v '^vendor/')";
  const linter: Rung = { name: 'golangci-lint', run: 'golangci-lint run', item: 'lint' };
  return [
    { name: 'go vet', run: 'go vet ./...', item: 'lint' },
    ...(goManifests.slice(1, 4).some(path => project.has(path)) ? [linter] : []),
    { name: 'gofmt', run: `files=${unformatted}; echo "$files"; test -z "$files"`, item: 'format' },
    { name: 'go build', run: 'go build ./...', item: 'types' },
  ];
}
