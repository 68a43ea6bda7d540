import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';

type Toolchain = 'bubblewrap' | 'pytest' | 'network-registry' | 'chromium';

interface Availability {
  available: boolean;
  reason: string;
}

const jail = ['--unshare-all', '--ro-bind', '/', '/', '--proc', '/proc', '--dev', '/dev', 'true'];
const browsers = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

const probes: Record<Toolchain, { works: () => boolean; remedy: string }> = {
  bubblewrap: { works: () => runs('bwrap', jail), remedy: 'apt-get install bubblewrap' },
  pytest: {
    works: () => runs('/usr/bin/python3', ['-m', 'pytest', '--version']),
    remedy: 'apt-get install python3-pytest',
  },
  'network-registry': { works: () => runs('npm', ['ping']), remedy: 'let this machine reach its npm registry' },
  chromium: { works: () => chromiumPath() !== undefined, remedy: 'npx playwright-core install chromium' },
};

const known = new Map<Toolchain, Availability>();

/** Whether a toolchain is here. A missing one is named on stderr, and is an error where every toolchain is required. */
export function needs(toolchain: Toolchain): Availability {
  const answer = known.get(toolchain) ?? look(toolchain);
  known.set(toolchain, answer);
  return answer;
}

/** The browser that the page tests drive. */
export function chromiumPath(): string | undefined {
  return [chromium.executablePath(), ...browsers].find(path => existsSync(path));
}

function look(toolchain: Toolchain): Availability {
  const { works, remedy } = probes[toolchain];
  if (works()) return { available: true, reason: '' };
  const reason = `${toolchain} does not work on this machine: ${remedy}`;
  if (process.env['REDFIRST_REQUIRE_TOOLCHAINS'] === '1') throw new Error(reason);
  process.stderr.write(`skipped: ${reason}\n`);
  return { available: false, reason };
}

function runs(file: string, args: string[]): boolean {
  try {
    execFileSync(file, args, { stdio: 'ignore', timeout: 30_000 });
    return true;
  } catch {
    return false;
  }
}
