import { cp, mkdtemp, readdir, readFile, realpath, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { detect } from '../../src/languages/detect.ts';
import type { DetectedProfile } from '../../src/languages/profile.ts';
import { classifyResult } from '../../src/referee/classify.ts';
import { readReport } from '../../src/referee/reports/read-report.ts';
import { describeWith } from '../toolchains.ts';
import { recorded, summary } from './recorded-reports.ts';

const root = resolve(import.meta.dirname, '../..');

/** A fixture project in a place of its own, run by the very command that its detection gives. */
function runner(name: 'pytest' | 'vitest' | 'node') {
  let workspace = '';
  let profile: DetectedProfile;

  beforeAll(async () => {
    workspace = await realpath(await mkdtemp(join(tmpdir(), 'redfirst-runner-')));
    await cp(join(root, 'test/fixtures/runners', name), workspace, {
      recursive: true,
      filter: path => !/node_modules|__pycache__/.test(path.slice(root.length)),
    });
    await symlink(join(root, 'node_modules'), join(workspace, 'node_modules'));
    const paths = (await readdir(workspace, { recursive: true })).filter(path => !path.startsWith('node_modules'));
    const manifest = await readFile(join(workspace, 'package.json'), 'utf8').catch(() => '');
    const detection = detect(new Map([['package.json', manifest]]), paths, '.');
    if (detection.kind === 'unknown') throw new Error(detection.why);
    profile = detection.profile;
  });
  afterAll(() => rm(workspace, { recursive: true, force: true }));

  return async (behaviour: string, timeout = 60_000) => {
    const { run, report: format, reportFile, environment } = profile.tests;
    const out = await mkdtemp(join(workspace, 'out-'));
    const file = name === 'pytest' ? `tests/test_${behaviour}.py` : `test/${behaviour}.test.ts`;
    const path = `${join(root, 'node_modules/.bin')}:/usr/bin:${process.env['PATH']}`;
    const env = { ...environment, REDFIRST_OUT: out, PATH: path };
    const job = execa('bash', ['-c', `${run} ${file}`], {
      cwd: workspace,
      env,
      all: true,
      reject: false,
      detached: true,
    });
    let ending: 'exited' | 'timed-out' = 'exited';
    const alarm = setTimeout(() => {
      ending = 'timed-out';
      process.kill(-(job.pid ?? 0), 'SIGKILL');
    }, timeout);
    const result = await job;
    clearTimeout(alarm);
    return readReport({
      format,
      text: await readFile(join(out, reportFile), 'utf8').catch(() => undefined),
      evidence: { command: run, exitCode: result.exitCode ?? null, seconds: 1, output: result.all ?? '' },
      ending,
      workspace,
    });
  };
}

/** What a report says, without what differs between versions of a runner: wording and lines. */
const shape = (lines: string[]) => lines.map(line => line.replace(/ = (\w+): .*$/s, ' = $1')).sort();

describeWith(['pytest'], 'pytest as it is on this machine', () => {
  const run = runner('pytest');
  const behaviours =
    'passes fails_assertion missing_symbol missing_attribute fails_import syntax_error environment skips exits';

  it.each(behaviours.split(' '))('is read like the recording: %s', async behaviour => {
    expect(shape(summary(await run(behaviour)))).toEqual(shape(summary(recorded('pytest', behaviour))));
  });

  it('says nothing about the tests when it hangs', async () => {
    expect(summary(await run('hangs', 2000))).toEqual(['unusable: timed-out']);
  });
});

describeWith([], 'Vitest as it is installed', () => {
  const run = runner('vitest');
  const behaviours =
    'passes fails-assertion missing-symbol missing-module fails-import syntax-error environment skips exits';

  it.each(behaviours.split(' '))('is read like the recording: %s', async behaviour => {
    expect(shape(summary(await run(behaviour)))).toEqual(shape(summary(recorded('vitest', behaviour))));
  });

  it('tells an assertion of a set-up from any other error in it', async () => {
    const report = await run('set-up');
    const results = report.kind === 'ran' ? report.results : [];
    const settings = { root: '.', tests: { paths: ['test/**'], harness: [] } };
    const context = { spec: { codeSpans: [], newFiles: [] }, settings };
    expect(results.map(result => [result.name, classifyResult(result, context).class])).toEqual([
      ['a hook > asserts', 'assertion'],
      ['asserts in a function of its own', 'assertion'],
      ['throws in a function of its own', 'collection'],
      ['asserts in a fixture', 'assertion'],
    ]);
  });

  it('says nothing about the tests when it hangs', async () => {
    expect(summary(await run('hangs', 2000))).toEqual(['unusable: timed-out']);
  });
});

describeWith([], 'node --test as it is installed', () => {
  const run = runner('node');
  const behaviours =
    'passes fails-assertion missing-symbol missing-member missing-module fails-import syntax-error environment skips exits';

  it.each(behaviours.split(' '))('is read like the recording: %s', async behaviour => {
    expect(shape(summary(await run(behaviour)))).toEqual(shape(summary(recorded('node', behaviour))));
  });

  it('says nothing about the tests when it hangs', async () => {
    expect(summary(await run('hangs', 2000))).toEqual(['unusable: timed-out']);
  });
});
