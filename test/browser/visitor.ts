import type { BrowserContext, Locator, Page } from 'playwright-core';
import type { Playground } from '../../src/playground/server.ts';

/** How long a stage may take on a slow machine. */
export const patience = 120_000;

/** One tab, in which somebody reads and clicks. */
export interface Visitor {
  page: Page;
  open(path: string): Promise<void>;
  actAs(login: keyof Playground['users']): Promise<void>;
  say(text: string): Promise<void>;
  /** Waits until the page shows this, and fails if it was loaded again meanwhile. */
  sees(what: string | Locator): Promise<void>;
}

declare global {
  /** Set in the page; gone when the page was loaded again. */
  var isSamePage: boolean | undefined;
}

/** Opens a tab on the playground. */
export async function visitorOf(context: BrowserContext, { url }: Playground): Promise<Visitor> {
  const page = await context.newPage();
  page.setDefaultTimeout(patience);
  const loads = (act: () => Promise<unknown>) => Promise.all([page.waitForEvent('load'), act()]);
  return {
    page,
    open: async path => {
      await page.goto(url + path);
    },
    actAs: async login => {
      await loads(() => page.getByLabel('acting as').selectOption(login));
    },
    say: async text => {
      await page.locator('textarea[name=body]').fill(text);
      await loads(() => page.getByRole('button', { name: 'Comment', exact: true }).click());
    },
    sees: async what => {
      await page.evaluate(() => {
        globalThis.isSamePage = true;
      });
      await (typeof what === 'string' ? page.getByText(what).first() : what).waitFor();
      if (!(await page.evaluate(() => globalThis.isSamePage)))
        throw new Error(`The page was loaded again for: ${what}`);
    },
  };
}
