import type { Rung } from '../domain/settings.ts';
import type { DetectedProfile } from './profile.ts';
import type { Project } from './project.ts';
import { recordOf, tableOf } from './python-project.ts';

/** Files that say how a Rust project is built, tested and checked. */
export const rustManifests = ['Cargo.toml', 'Cargo.lock', 'clippy.toml', '.clippy.toml', '.cargo/config.toml'];

/** Globs of what decides the meaning of Rust tests without being one. */
const harness = [
  'Cargo.toml',
  '{build.rs,rust-toolchain,rust-toolchain.toml,clippy.toml,.clippy.toml,rustfmt.toml,.rustfmt.toml}',
  '{.cargo,.config}/**',
  'tests/**',
  '**/{testdata,fixtures,snapshots}/**',
  '**/*.snap',
  '{vendor,vendor/**,target/**}',
  '{Makefile,.github/workflows/**}',
];

/** Whether a directory holds several crates and none of its own: whose tests are meant cannot be told from here. */
export function holdsCrates(project: Project): boolean {
  const manifest = tableOf(project.text('Cargo.toml'));
  return manifest['workspace'] !== undefined && manifest['package'] === undefined;
}

/** The profile of a crate, or nothing where there is none. */
export function rustProfile(project: Project): DetectedProfile | undefined {
  const manifest = tableOf(project.text('Cargo.toml'));
  if (manifest['package'] === undefined) return undefined;
  const setup = setupOf(project, manifest);
  const vendored = `--config 'source.crates-io.replace-with="vendored"' --config 'source.vendored.directory="vendor"'`;
  const cargo = setup ? `cargo ${vendored}` : 'cargo';
  return {
    language: 'rust',
    setup,
    tests: {
      command: 'cargo test',
      run: `${cargo} test --no-fail-fast --message-format short >$REDFIRST_OUT/report.txt 2>&1`,
      report: 'cargo-text',
      reportFile: 'report.txt',
      paths: ['tests/*.rs', 'tests/*/main.rs', 'src/**/{tests,test}.rs', 'src/**/*_{test,tests}.rs'],
      harness,
      environment: {
        CI: 'true',
        NO_COLOR: '1',
        CARGO_TERM_COLOR: 'never',
        CARGO_NET_OFFLINE: 'true',
        CARGO_INCREMENTAL: '0',
        RUST_BACKTRACE: '0',
      },
      timeout: 600,
    },
    ladder: ladderOf(project, manifest, cargo),
    coverage: {
      run: `${cargo} llvm-cov --no-fail-fast --lcov --output-path $REDFIRST_OUT/lcov.info`,
      format: 'lcov',
      file: 'lcov.info',
    },
    relevantFiles: ['**/*.rs', '**/*.md', 'Cargo.toml', '**/*.sql', '**/*.proto'],
    addDependency: 'cargo add',
    protected: ['vendor/**', 'target/**', 'Cargo.lock'],
    evidence: rustManifests.filter(path => project.has(path)),
  };
}

/** Crates of others are fetched into `vendor`, and every command is told to look there; a path needs no fetching. */
function setupOf(project: Project, manifest: Record<string, unknown>): DetectedProfile['setup'] {
  const tables = ['dependencies', 'dev-dependencies', 'build-dependencies'].map(key => recordOf(manifest[key]));
  const isFetched = (needed: unknown) => recordOf(needed)['path'] === undefined;
  const needs = tables.some(table => Object.values(table).some(isFetched)) || manifest['target'] !== undefined;
  if (!needs || project.paths.some(path => path.startsWith('vendor/'))) return undefined;
  const keyFiles = ['Cargo.toml', 'Cargo.lock'].filter(path => project.has(path)).map(project.atRoot);
  return { run: 'cargo vendor vendor', keyFiles, keeps: [project.atRoot('vendor')] };
}

/** Clippy's warnings count as errors only where the repository has an opinion on them. */
function ladderOf(project: Project, { lints }: Record<string, unknown>, cargo: string): Rung[] {
  const isConfigured = rustManifests.slice(2, 4).some(path => project.has(path));
  const isStrict = isConfigured || recordOf(lints)['clippy'] !== undefined;
  return [
    { name: 'clippy', run: `${cargo} clippy --all-targets${isStrict ? ' -- -D warnings' : ''}`, item: 'lint' },
    { name: 'rustfmt', run: 'cargo fmt --check -- -l', item: 'format' },
    { name: 'cargo check', run: `${cargo} check --all-targets`, item: 'types' },
  ];
}
