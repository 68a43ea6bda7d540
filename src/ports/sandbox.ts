import type { FileChange } from '../domain/file-change.ts';

/** One command in the jail: no network, no secret, a private copy of the tree, nothing kept but `artifacts`. */
export interface SandboxRun {
  /** A directory of the host that holds the tree at one commit; it is never written to. */
  source: string;
  /** Laid over the tree inside the jail before the command runs. */
  overlay: readonly FileChange[];
  /** A prepared dependency layer (see {@link Sandbox.install}). */
  layer: DependencyLayer | undefined;
  /** Shell command, run by `bash -c` in `directory` (repository-relative, `.` for the root). */
  command: string;
  directory: string;
  environment: Record<string, string>;
  /** Milliseconds. */
  timeout: number;
  /** Files to bring back, by name below `$REDFIRST_OUT`, a directory outside the tree. A directory brings every file in it. */
  artifacts: readonly string[];
  signal: AbortSignal;
}

/** How the command ended. A time-out and a kill for memory are values: the run says nothing about the tests. */
export interface SandboxResult {
  ending: 'exited' | 'timed-out' | 'out-of-memory' | 'aborted';
  exitCode: number | null;
  /** Head and tail of stdout and stderr together, cut, never a reason to kill. */
  output: string;
  seconds: number;
  artifacts: Record<string, string>;
}

/** Installed dependencies, kept by the hash of what they were made from and bound read-only into each run. */
export interface DependencyLayer {
  key: string;
  /** Host directory with the paths that the install step created. */
  directory: string;
  /** Repository-relative paths in it, such as `node_modules` or `.venv`. */
  paths: readonly string[];
}

/** What an install needs: network (how far it is narrowed to registries, `describe()` says), still no secret. */
export interface InstallRun {
  source: string;
  /** Files whose content decides the layer: manifests and lockfiles. */
  keyFiles: readonly string[];
  command: string;
  directory: string;
  /** Repository-relative directories to keep; one that the command did not make is left out. */
  keeps: readonly string[];
  timeout: number;
  signal: AbortSignal;
}

export type InstallResult = { kind: 'installed'; layer: DependencyLayer } | { kind: 'failed'; result: SandboxResult };

/** The only place where anything of a target repository runs. Throws {@link Failure} with source `sandbox` when it is not usable. */
export interface Sandbox {
  /** Words for the evidence: which isolation and which limits hold on this host. */
  describe(): Promise<string>;
  run(run: SandboxRun): Promise<SandboxResult>;
  install(run: InstallRun): Promise<InstallResult>;
}
