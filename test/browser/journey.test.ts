import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readSample } from '../../demo/scripted-model/samples.ts';
import { openStory, type Story } from '../stories/story.ts';
import { describeWith } from '../toolchains.ts';
import { openBrowser } from './browser.ts';
import { patience, type Visitor, visitorOf } from './visitor.ts';

const repository = '/acme/python-shelf';

/** Pixels of a picture for the README: enough for what matters, short enough to be looked at. */
const heights = { issue: 1520, 'pull-request': 2000 };

describeWith(['chromium', 'git', 'bubblewrap', 'pytest', 'pytest-cov', 'flake8', 'mypy'], 'in the browser', () => {
  let story: Story;
  let browser: Browser;
  let context: BrowserContext;
  let visitor: Visitor;
  const errors: string[] = [];

  beforeAll(async () => {
    story = await openStory();
    browser = await openBrowser();
    context = await browser.newContext({ viewport: { width: 1200, height: 900 } });
    context.on('weberror', error => errors.push(String(error.error())));
    visitor = await visitorOf(context, story.playground);
  });

  afterAll(async () => {
    await browser?.close();
    await story?.end();
  });

  it('a writer opens an issue, labels it, and watches the plan appear', async () => {
    const { page } = visitor;
    const { issue } = await readSample('python-shelf');
    await visitor.open(`${repository}/issues/new`);
    await visitor.actAs('writer');
    await page.getByLabel('Title').fill(issue.title);
    await page.getByLabel('Description').fill(issue.body);
    await page.getByRole('button', { name: 'Create' }).click();
    await page.waitForURL(`**${repository}/issues/1`);
    await page.getByRole('button', { name: 'tdd-feature' }).click();
    await visitor.sees('The plan waits for your approval');
    expect(await comments(page)).toEqual(['redfirst']);
    await story.news();
  });

  it(
    'approves, and sees the draft pull request with its tests',
    async () => {
      const { page } = visitor;
      await visitor.say('/approve');
      await visitor.sees('The tests are red for the right reason');
      await story.news();
      await page.getByRole('link', { name: 'feat: Favourite books' }).click();
      await page.waitForURL(`**${repository}/pull/2`);
      expect(await page.locator('.state').textContent()).toBe('Draft');
      expect(await page.getByRole('button', { name: 'Merge pull request' }).isDisabled()).toBe(true);
      await page.getByRole('link', { name: 'Files changed' }).click();
      const added = page.locator('.diff .added').first();
      await added.waitFor();
      const colour = `getComputedStyle(document.querySelector('.diff .added')).backgroundColor`;
      expect(await page.evaluate(colour)).toBe('rgb(218, 251, 225)');
    },
    patience,
  );

  it(
    'implements, and watches the pull request become ready',
    async () => {
      const pull = await visitorOf(context, story.playground);
      await pull.open(`${repository}/pull/2`);
      await visitor.open(`${repository}/issues/1`);
      await visitor.say('/implement');
      const ready = pull.page.locator('.state', { hasText: 'Open' });
      await Promise.all([visitor.sees('Done: every required check holds'), pull.sees(ready)]);
      await story.news();
      const check = pull.page.locator('.check').filter({ has: pull.page.getByText('redfirst/green', { exact: true }) });
      await check.locator('summary').first().click();
      expect(await check.textContent()).toMatch(/\d+ passed, 0 failed/);
      expect(await check.getByText('python3 -m pytest').first().isVisible()).toBe(true);
      expect(await comments(visitor.page)).toEqual(['redfirst', 'writer', 'writer']);
      await pull.page.reload();
      await photograph({ issue: visitor.page, 'pull-request': pull.page });
    },
    patience,
  );

  it('what an outsider writes stays text', async () => {
    const { page } = visitor;
    await visitor.actAs('outsider');
    const hostile = '<script>globalThis.harm = 1</script><img src=x onerror="globalThis.harm = 2">';
    await visitor.open(`${repository}/issues/new?title=Hostile`);
    await page.getByLabel('Description').fill(hostile);
    await page.getByRole('button', { name: 'Create' }).click();
    await page.waitForURL(`**${repository}/issues/3`);
    await visitor.say(`/approve\n\n${hostile}`);
    expect(await page.getByText('<script>globalThis.harm = 1</script>').count()).toBe(2);
    expect(await page.evaluate(() => 'harm' in globalThis)).toBe(false);
    expect(errors).toEqual([]);
    expect(await story.news()).toEqual([]);
  });
});

/** Who wrote the comments of the thread, in order. */
async function comments(page: Page): Promise<string[]> {
  return page.locator('.post[id^=issuecomment] header > b').allTextContents();
}

/** Pictures of the pages for the README: into it with REDFIRST_WRITE_SCREENSHOTS=1, else beside it for whoever looks. */
async function photograph(pages: Record<keyof typeof heights, Page>): Promise<void> {
  const isForReadme = process.env['REDFIRST_WRITE_SCREENSHOTS'] === '1';
  const images = resolve(import.meta.dirname, '..', '..', 'docs', 'images');
  const directory = isForReadme ? images : await mkdtemp(join(tmpdir(), 'redfirst-screenshots-'));
  await mkdir(directory, { recursive: true });
  for (const name of ['issue', 'pull-request'] as const) {
    await pages[name].setViewportSize({ width: 1200, height: heights[name] });
    await pages[name].evaluate('scrollTo(0, 0)');
    await writeFile(join(directory, `${name}.png`), await pages[name].screenshot({ animations: 'disabled' }));
  }
}
