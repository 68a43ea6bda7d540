import { execa } from 'execa';
import { Failure } from '../../domain/failure.ts';

const advice = [
  'Debian, Ubuntu: apt-get install bubblewrap (0.8 or newer); Fedora: dnf install bubblewrap.',
  'Ubuntu 24.04 and newer also need: sysctl kernel.apparmor_restrict_unprivileged_userns=0, or an AppArmor profile that allows bwrap user namespaces.',
  'In Docker, start the container with: --security-opt seccomp=unconfined --security-opt apparmor=unconfined --security-opt systempaths=unconfined.',
  'For code that is your own, --trusted runs it without isolation.',
].join('\n');

/** What is thrown when foreign code cannot be isolated on this host. */
export function noSandbox(problem: string): Failure {
  const message = `Code of a repository cannot be isolated on this host, so it will not be run: ${problem.trim()}\n${advice}`;
  return new Failure(message, { source: 'sandbox', reason: 'no-sandbox', retryable: false });
}

/** The version of bubblewrap. Throws {@link noSandbox} when there is none, or one without the options that we need. */
export async function bubblewrapVersion(): Promise<string> {
  const { stdout, exitCode, originalMessage } = await execa('bwrap', ['--version'], { reject: false, timeout: 5000 });
  if (exitCode !== 0) throw noSandbox(`bubblewrap is not installed (${originalMessage ?? `exit code ${exitCode}`}).`);
  const [, major = '0', minor = '0'] = /(\d+)\.(\d+)/.exec(stdout) ?? [];
  const isOld = Number(major) === 0 && Number(minor) < 8;
  if (isOld) throw noSandbox(`${stdout} is too old: tmpfs sizes and --disable-userns came with 0.8.`);
  return stdout;
}
