import { execa } from 'execa';
import { Failure } from '../../domain/failure.ts';

const oldest = [2, 34] as const;

/**
 * Asked at start: is git here and new enough? What we use came by 2.34 (configuration by environment 2.31, refspecs on
 * stdin 2.29). It is no gate for CVE-2025-48384: distributions fix that without changing the version (Debian has it in
 * 2.39.5), and it needs a recursive clone of submodules, which is never made here.
 */
export async function checkGitVersion(environment?: Record<string, string>): Promise<string> {
  const options = environment ? { env: environment, extendEnv: false } : {};
  const { stdout = '', exitCode } = await execa('git', ['--version'], { ...options, reject: false, timeout: 5000 });
  const version = /\d+\.\d+[.\d]*/.exec(stdout)?.[0];
  if (exitCode !== 0 || !version) throw wrongGit('no-git', 'git is not installed.');
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const isOld = major < oldest[0] || (major === oldest[0] && minor < oldest[1]);
  if (isOld) throw wrongGit('old-git', `git ${version} is too old.`);
  return version;
}

function wrongGit(reason: string, problem: string): Failure {
  const message = `${problem} Redfirst needs git ${oldest.join('.')} or newer on the PATH.`;
  return new Failure(message, { source: 'git', reason, retryable: false });
}
