import { mkdir, mkdtemp, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { checksOn } from '../stories/look.ts';
import { openStory, type Story } from '../stories/story.ts';
import { codeText, sumsDirectory, sumsFeature } from '../stories/sums.ts';
import { describeWith } from '../toolchains.ts';
import { openBrowser } from './browser.ts';

const triple = sumsFeature('triple', 3);
const tests = triple.tests.files[0]?.content ?? '';
const right = codeText('triple', 'number * 3');

type Step = [message: string, files: Record<string, string>];
const red: Step = ['test(triple): first', { [triple.paths.test]: tests }];
const green: Step = ['feat(triple): then', { [triple.paths.code]: right }];

interface Case {
  /** Name of the picture. */
  name: string;
  check: 'red' | 'green' | 'checklist';
  steps: Step[];
  /** What has to be read without scrolling or opening anything: what failed, where, why, and what to do. */
  says: string[];
}

const cases: Case[] = [
  {
    name: 'check-red-refused',
    check: 'red',
    steps: [['feat(triple): both', { [triple.paths.test]: tests, [triple.paths.code]: right }]],
    says: [
      'No red commit: code came before its tests',
      'sums/triple.py',
      'What to do',
      'Commit the tests first and alone',
    ],
  },
  {
    name: 'check-test-touched',
    check: 'red',
    steps: [red, green, ['test: easier', { [triple.paths.test]: tests.replace('== 6', '> 5') }]],
    says: [
      '1 frozen file touched: tests/test_triple.py',
      'was changed after the tests were frozen',
      'What to do',
      'Restore it',
    ],
  },
  {
    name: 'check-green-refused',
    check: 'green',
    steps: [red, ['feat(triple): nearly', { [triple.paths.code]: codeText('triple', 'number + 4') }]],
    says: ['1 failed', 'tests/test_triple.py', 'test_triple_of_nothing', 'assert 4 == 0', 'Change the implementation'],
  },
  {
    name: 'check-checklist',
    check: 'checklist',
    steps: [
      red,
      [
        'feat(triple): bare',
        { [triple.paths.code]: 'def triple(number):\n    # TODO: negatives\n    return number * 3\n' },
      ],
    ],
    says: ['items fail: new code has type hints', 'sums/triple.py:1', 'Declare the types', 'sums/triple.py:2'],
  },
];

/** Runs in the page: what stands above its lower edge. */
const textOnScreen = `[...document.querySelectorAll('h1, h3, #run p, #run li, #run td')]
  .filter(node => node.getBoundingClientRect().bottom < innerHeight)
  .map(node => node.textContent).join('\\n')`;

describeWith(['chromium', 'git', 'bubblewrap', 'pytest'], 'a person who reads a check run', () => {
  let story: Story;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    story = await openStory({ from: sumsDirectory, hasModel: false });
    browser = await openBrowser();
    page = await browser.newPage({ viewport: { width: 1000, height: 620 } });
  });
  afterAll(async () => {
    await browser?.close();
    await story?.end();
  });

  it.each(cases)(
    'sees at a glance what failed, where, why and what to do: $name',
    async ({ name, check, steps, says }) => {
      for (const [index, [message, files]] of steps.entries())
        await story.writer.push(name, { message, files, ...(index === 0 && { from: 'main' }) });
      const draft = { title: 'Triple', head: name, base: 'main', body: '', labels: ['tdd-feature'] };
      const pull = await story.writer.openPull(draft);
      await story.news();
      const run = checksOn(story.playground, pull).findLast(each => each.name === `redfirst/${check}`);
      expect(run?.conclusion).toBe('failure');
      await page.goto(`${story.playground.url}/acme/python-shelf/runs/${run?.id}`);
      await photograph(page, name);
      const seen = String(await page.evaluate(textOnScreen));
      for (const words of says) expect(seen).toContain(words);
    },
  );
});

/** Pictures for docs/referee.md: into it with REDFIRST_WRITE_SCREENSHOTS=1, else beside it for whoever looks. */
async function photograph(page: Page, name: string): Promise<void> {
  const isForDocs = process.env['REDFIRST_WRITE_SCREENSHOTS'] === '1';
  const images = resolve(import.meta.dirname, '..', '..', 'docs', 'images');
  const directory = isForDocs ? images : await mkdtemp(join(tmpdir(), 'redfirst-screenshots-'));
  await mkdir(directory, { recursive: true });
  const path = join(directory, `${name}.png`);
  await writeFile(path, await page.screenshot({ animations: 'disabled' }));
  expect((await stat(path)).size).toBeLessThan(150_000);
}
