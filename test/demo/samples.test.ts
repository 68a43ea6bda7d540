import { cp, mkdtemp, readdir, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { diffLines } from 'diff';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readSample, type Sample, type SampleName } from '../../demo/scripted-model/samples.ts';
import type { ScriptedReply } from '../../demo/scripted-model/script.ts';
import { EditsReply, TestsReply } from '../../src/domain/edit.ts';
import type { FileChange } from '../../src/domain/file-change.ts';
import { PlanReply } from '../../src/domain/plan-reply.ts';
import { judgeSpec } from '../../src/referee/spec/gate.ts';
import { renderSpec } from '../../src/referee/spec/render.ts';
import { applyEdits } from '../../src/writer/apply-edits.ts';
import { describeWith } from '../toolchains.ts';
import { complaintOf, coverageOf, runners } from './runners.ts';

const answerIn = (reply: ScriptedReply | undefined) =>
  typeof reply === 'object' && 'value' in reply ? reply.value : undefined;

const failing = (results: Map<string, string>) => [...results].filter(([, why]) => why !== '').map(([id]) => id);

/** What is written for a sample, played by hand: the steps build on one another, in this order. */
function playsThrough(name: SampleName): void {
  let directory = '';
  let sample: Sample;
  let tests: TestsReply;

  const textOf = (path: string) => readFile(join(directory, path), 'utf8').catch(() => undefined);

  async function write(changes: readonly FileChange[]): Promise<void> {
    for (const { path, content } of changes) await writeFile(join(directory, path), content ?? '');
  }

  async function edit(call: string, turn: number): Promise<FileChange[]> {
    const { edits, summary } = EditsReply.parse(answerIn(sample.script.replies[call]?.[turn]));
    const applied = await applyEdits(edits, textOf);
    if (applied.kind === 'refuse') throw new Error(JSON.stringify(applied.findings));
    expect(summary.length).toBeGreaterThan(0);
    await write(applied.changes);
    return applied.changes;
  }

  beforeAll(async () => {
    directory = await realpath(await mkdtemp(join(tmpdir(), `${name}-`)));
    sample = await readSample(name);
    tests = TestsReply.parse(answerIn(sample.script.replies['tests']?.[0]));
    await cp(sample.directory, directory, { recursive: true });
    const { setup } = runners[name];
    if (setup.length > 0) expect(await complaintOf(setup, directory)).toBe('');
  });
  afterAll(() => rm(directory, { recursive: true, force: true }));

  it('is green and clean as it is', async () => {
    const results = await runners[name].test(directory);
    expect(results.size).toBeGreaterThanOrEqual(15);
    expect(failing(results)).toEqual([]);
    for (const command of runners[name].static) expect(await complaintOf(command, directory)).toBe('');
  });

  it('has a plan whose files exist and whose criteria are all tested', async () => {
    const plan = PlanReply.parse(answerIn(sample.script.replies['plan']?.[0]));
    for (const { path } of plan.relevantFiles) expect(await textOf(path), path).toBeDefined();
    for (const { path } of plan.newFiles) expect(await textOf(path), path).toBeUndefined();
    const text = tests.files.map(file => file.content).join('\n');
    expect(plan.criteria.map((_, index) => `AC-${index + 1}`).filter(id => !text.includes(id))).toEqual([]);
    expect(plan.newFiles.map(file => file.path).sort()).toEqual(tests.files.map(file => file.path).sort());
  });

  it('has a plan that the gate accepts', async () => {
    const plan = PlanReply.parse(answerIn(sample.script.replies['plan']?.[0]));
    const testCommand = 'the test command';
    const entries = await readdir(directory, { recursive: true });
    const markdown = renderSpec(plan, { testCommand, addDependency: 'not needed' });
    expect(judgeSpec(markdown, { paths: new Set(entries), testCommand }).findings).toEqual([]);
  });

  it('is red for the right reason with the new tests, and only there', async () => {
    const before = await runners[name].test(directory);
    await write(tests.files);
    const results = await runners[name].test(directory);
    const added = [...results.keys()].filter(id => !before.has(id));
    expect(failing(results)).toEqual(added);
    const reason = /AssertionError|assert |has no attribute|is not a function|unexpected keyword argument/;
    expect([...results].filter(([, why]) => why !== '' && !reason.test(why))).toEqual([]);
  });

  it('turns green with the implementation, and not before its last part', async () => {
    const turns = sample.script.replies['implement']?.length ?? 0;
    for (let turn = 0; turn < turns; turn += 1) {
      await edit('implement', turn);
      const red = failing(await runners[name].test(directory));
      expect(red.length > 0, `red after part ${turn + 1}: ${red}`).toBe(turn < turns - 1);
    }
  });

  it('stays green and is clean after refactoring and documentation', async () => {
    const refactored = await edit('refactor', 0);
    expect(refactored.length).toBeGreaterThan(0);
    const documented = await edit('document', 0);
    expect(documented.map(change => change.path)).toEqual(['README.md', 'CHANGELOG.md']);
    expect(failing(await runners[name].test(directory))).toEqual([]);
    for (const command of runners[name].static) expect(await complaintOf(command, directory)).toBe('');
  });

  it('covers every line that was added', async () => {
    const measured = await coverageOf(name, directory);
    const missed: string[] = [];
    let covered = 0;
    for (const [path, lines] of measured) {
      const before = await readFile(join(sample.directory, path), 'utf8').catch(() => '');
      for (const line of addedLines(before, (await textOf(path)) ?? '')) {
        if (lines.get(line) === true) covered += 1;
        if (lines.get(line) === false) missed.push(`${path}:${line}`);
      }
    }
    expect(missed).toEqual([]);
    expect(covered).toBeGreaterThan(5);
  });
}

function addedLines(before: string, after: string): number[] {
  let line = 1;
  return diffLines(before, after).flatMap(({ added, removed, count }) => {
    if (removed) return [];
    const first = line;
    line += count;
    return added ? Array.from({ length: count }, (_, index) => first + index) : [];
  });
}

describeWith(['pytest', 'pytest-cov', 'flake8', 'mypy'], 'the sample python-shelf', () => playsThrough('python-shelf'));
describeWith([], 'the sample typescript-rates', () => playsThrough('typescript-rates'));
