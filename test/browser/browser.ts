import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const places = ['/usr/bin/chromium', '/usr/bin/google-chrome', '/usr/bin/chromium-browser'];

/** The machine's own Chromium with an empty profile, and nothing switched on that would call home. */
export async function openBrowser(): Promise<Browser> {
  const executablePath = places.find(existsSync);
  if (!executablePath) throw new Error(`There is no Chromium at ${places.join(', ')}: apt-get install chromium.`);
  return chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}
