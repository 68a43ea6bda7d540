// Looks for the programs that tests, demo and playground need, and gets what is missing where that is ours to do:
// as root on Debian or Ubuntu. Elsewhere it prints the one command to run. Always ends with 0, because a test whose
// toolchain is missing is skipped and says so; with --require, or REDFIRST_REQUIRE_TOOLCHAINS=1, it ends with 1.
//
// node scripts/prepare.ts [--require] [chromium] [postgresql]
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { isToolchain, problemOf, type ToolchainName, toolchains } from './toolchains.ts';

const always: ToolchainName[] = ['git', 'bubblewrap', 'pytest', 'pytest-cov', 'flake8', 'mypy'];
const args = process.argv.slice(2);
const allowsNone = process.env['REDFIRST_REQUIRE_TOOLCHAINS'] === '1';
const wanted = allowsNone ? (Object.keys(toolchains) as ToolchainName[]) : [...always, ...args.filter(isToolchain)];

const isDebian = existsSync('/etc/debian_version');
const isRoot = process.getuid?.() === 0;
const missingOf = (names: ToolchainName[]) => names.filter(name => problemOf(name) !== undefined);
const packagesOf = (names: ToolchainName[]) => names.map(name => toolchains[name].package).join(' ');

function apt(...command: string[]): boolean {
  const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const run = spawnSync('apt-get', ['-qq', ...command], {
    encoding: 'utf8',
    env: environment,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  if (run.status !== 0) console.error(`apt-get ${command.join(' ')}: ${run.stderr?.trim() || run.error}`);
  return run.status === 0;
}

function install(names: ToolchainName[]): void {
  console.log(`Installing ${packagesOf(names)} …`);
  apt('update');
  apt('install', '-y', '--no-install-recommends', ...names.map(name => toolchains[name].package));
}

function explain(names: ToolchainName[]): void {
  for (const name of names) console.log(`Missing: ${toolchains[name].what} (${problemOf(name)})`);
  if (isDebian) console.log(`  sudo apt-get update && sudo apt-get install -y ${packagesOf(names)}`);
  else console.log(`  Install with your package manager (Debian calls them ${packagesOf(names)}).`);
  if (names.includes('bubblewrap')) {
    console.log('  bubblewrap needs Linux with user namespaces: in a container, run it with --privileged;');
    console.log('  on Ubuntu 24.04 or newer, sudo sysctl kernel.apparmor_restrict_unprivileged_userns=0');
  }
}

const missing = missingOf(wanted);
if (missing.length > 0 && isDebian && isRoot) install(missing);
const remaining = missing.length > 0 ? missingOf(missing) : [];
if (remaining.length > 0) explain(remaining);
process.exitCode = remaining.length > 0 && (allowsNone || args.includes('--require')) ? 1 : 0;
