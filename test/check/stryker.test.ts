import { resolve } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { discountPlan } from '../corpus/plan.ts';
import { reachesRegistry } from '../registry.ts';
import { describeWith } from '../toolchains.ts';
import { type Branch, branchOff } from './branch.ts';
import { openJudge, rowOf } from './judge.ts';

const fixture = resolve(import.meta.dirname, '../fixtures/stryker');
const code = 'src/discounts.js';
const tests = 'test/discounts.test.js';

const plan = discountPlan({
  signature: 'discount(price, percent)',
  code,
  tests,
  testCommand: 'npm test',
  relevant: 'src/sum.js',
});

const testText = `import assert from 'node:assert/strict';
import { test } from 'node:test';
import { discount } from '../src/discounts.js';

test('AC-1: takes the percentage off', () => {
  assert.equal(discount(2000, 15), 1700);
});

test('AC-2: rounds down what is taken off', () => {
  assert.equal(discount(999, 33), 670);
});

test('AC-3: refuses what is no percentage', () => {
  assert.throws(() => discount(1000, 200), /percentage/);
});
`;

const codeText = `/** The price less a percentage of it, in cents. Throws for more than 100. */
export function discount(price, percent) {
  if (percent > 100) throw new RangeError('no percentage');
  return price - Math.floor((price * percent) / 100);
}
`;

/** What nobody notices of the edits that StrykerJS makes to the code above. */
const survivors = [
  "3 - if (percent > 100) throw new RangeError('no percentage'); + if (percent >= 100) throw new RangeError('no percentage');",
];

describeWith(['git', 'bubblewrap'], 'mutants of new lines where the repository has StrykerJS', () => {
  let referee: Awaited<ReturnType<typeof openJudge>>;
  let branch: Branch;

  beforeAll(async () => {
    referee = await openJudge();
  });
  beforeEach(async () => {
    branch = await branchOff(fixture, [{ path: '.github/redfirst.yml', content: 'ladder: []\ncoverage: off\n' }]);
  });
  afterEach(() => branch.remove());
  afterAll(() => referee.close());

  /** The row and the findings of the whole change, with other files laid over the project beforehand. */
  async function judged(before: Record<string, string> = {}) {
    const files = Object.entries(before).map(([path, content]) => ({ path, content }));
    if (files.length > 0) await branch.commit('chore: another set-up', files);
    branch.git('branch', '--force', 'main', 'HEAD');
    await branch.commit('docs(spec): plan discounts', [{ path: 'specs/discounts.md', content: plan }]);
    await branch.commit('test: discounts', [{ path: tests, content: testText }]);
    await branch.commit('feat: discounts', [{ path: code, content: codeText }]);
    const { verdict } = await referee.judge(branch.directory, true);
    const findings = verdict.checks.flatMap(check => check.findings).filter(({ rule }) => rule === 'mutant-survived');
    const edits = findings.map(({ line, message }) => `${line} ${message.replace('No test notices this edit: ', '')}`);
    return { verdict, row: rowOf(verdict, 'mutants of new lines'), edits };
  }

  it('are those of StrykerJS, with the exact edits that nobody noticed', async context => {
    if (!reachesRegistry()) return context.skip('the npm registry cannot be reached');
    const { verdict, row, edits } = await judged();
    expect(row).toMatchObject({ result: 'advisory' });
    expect(row?.evidence).toMatch(/^\d+ of \d+ mutants killed, by StrykerJS 10\.\d+\.\d+$/);
    expect(edits).toEqual(survivors);
    expect(verdict.holds).toBe(true);
    const green = verdict.checks.find(({ name }) => name === 'redfirst/green');
    expect(green?.rows.find(({ item }) => item.startsWith('AC-1'))?.evidence).toBe('1 test: 1 red before, 1 green now');
  }, 400_000);

  it('are our own where StrykerJS cannot run, and the reason is said', async context => {
    if (!reachesRegistry()) return context.skip('the npm registry cannot be reached');
    const { verdict, row, edits } = await judged({ 'stryker.config.json': '{ "testRunner": "jasmine" }' });
    expect(row?.evidence).toMatch(/^\d+ of \d+ mutants killed; StrykerJS could not be used: .*jasmine/);
    expect(edits).toContain(survivors[0]);
    expect(verdict.holds).toBe(true);
  }, 400_000);

  it('that nobody had the time to try are no pass: StrykerJS is cut off, and both are said', async context => {
    if (!reachesRegistry()) return context.skip('the npm registry cannot be reached');
    // StrykerJS gets half, rounded up to a whole second: more than all there is, so that nothing is left for ours.
    const rules = 'ladder: []\ncoverage: off\nmutation: { enforcement: required, minutes: 0.01 }\n';
    const { verdict, row, edits } = await judged({ '.github/redfirst.yml': rules });
    expect(row).toMatchObject({ item: 'mutants of new lines', result: 'fail' });
    expect(row?.evidence).toMatch(
      /^0 of 0 mutants killed, \d+ not tried; StrykerJS could not be used: it did not end within 1 second$/,
    );
    expect(edits).toEqual([]);
    expect(verdict.checks.flatMap(check => check.findings)).toMatchObject([{ rule: 'mutants-untried' }]);
    expect(verdict.holds).toBe(false);
  }, 400_000);

  it('are our own where StrykerJS is not installed', async () => {
    const { row } = await judged({ '.github/redfirst.yml': 'ladder: []\ncoverage: off\nsetup: null\n' });
    expect(row?.evidence).toMatch(/^\d+ of \d+ mutants killed; StrykerJS could not be used: it is not installed$/);
  }, 400_000);
});
