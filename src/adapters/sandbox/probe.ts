import { execa } from 'execa';
import { Failure } from '../../domain/failure.ts';

const advice = [
  'Debian, Ubuntu: apt-get install bubblewrap (0.8 or newer); Fedora: dnf install bubblewrap.',
  'Ubuntu 24.04 and newer also need: sysctl kernel.apparmor_restrict_unprivileged_userns=0, or an AppArmor profile that allows bwrap user namespaces.',
  'In Docker, start the container with: --security-opt seccomp=unconfined --security-opt apparmor=unconfined --security-opt systempaths=unconfined.',
  'For code that is your own, REDFIRST_SANDBOX=trusted runs it without isolation.',
].join('\n');

/** What is thrown when foreign code cannot be isolated on this host. */
export function noSandbox(problem: string): Failure {
  const message = `Code of a repository cannot be isolated on this host, so it will not be run: ${problem.trim()}\n${advice}`;
  return new Failure(message, { source: 'sandbox', reason: 'no-sandbox', retryable: false });
}

/** The bubblewrap of this host. */
export interface Bubblewrap {
  path: string;
  version: string;
}

/** Finds bubblewrap. Throws {@link noSandbox} when there is none, or one without the options that we need. */
export async function findBubblewrap(): Promise<Bubblewrap> {
  const look = ['-c', 'command -v bwrap && bwrap --version'];
  const { stdout, exitCode } = await execa('/bin/sh', look, { reject: false, timeout: 5000 });
  const [path, version] = stdout.split('\n');
  if (exitCode !== 0 || !path || !version) throw noSandbox('bubblewrap is not installed.');
  const [, major = '0', minor = '0'] = /(\d+)\.(\d+)/.exec(version) ?? [];
  const isOld = Number(major) === 0 && Number(minor) < 8;
  if (isOld) throw noSandbox(`${version} is too old: sizes for tmpfs and --disable-userns are needed.`);
  return { path, version };
}
