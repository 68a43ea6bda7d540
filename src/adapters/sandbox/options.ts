import type { Log } from '../../ports/log.ts';

/** What one run may use. Where the host cannot enforce a limit, `describe()` says so. */
export interface SandboxLimits {
  /** All processes of a run together where cgroups can be had, else each process. */
  memoryBytes: number;
  processes: number;
  /** Size of the private copy of the tree, and of `/tmp`. */
  tmpBytes: number;
  /** How much of the output is kept. */
  outputBytes: number;
}

/** Where the install step gets packages from. `cafile` holds the certificates to trust beside the usual ones. */
export interface RegistryOptions {
  url?: string | undefined;
  pipIndex?: string | undefined;
  cafile?: string | undefined;
}

export interface SandboxOptions {
  /** Kept between runs: dependency layers. Readable by us alone. */
  cacheDirectory: string;
  limits: SandboxLimits;
  /** Toolchains outside `/usr`, bound at their own path; a `bin` directory in them goes on the PATH. */
  readOnlyPaths: readonly string[];
  registry: RegistryOptions;
  log: Log;
}
