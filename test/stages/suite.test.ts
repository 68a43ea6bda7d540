import { describe, expect, it } from 'vitest';
import { parseConfig } from '../../src/config/parse.ts';
import { resolveSettings } from '../../src/config/resolve.ts';
import type { Check } from '../../src/domain/outcome.ts';
import type { Tree } from '../../src/ports/repositories.ts';
import type { Sandbox } from '../../src/ports/sandbox.ts';
import { runMemory } from '../../src/stages/run-memory.ts';
import { runSuite, type Workbench } from '../../src/stages/suite.ts';
import { withCanary } from '../../src/stages/verify/canary.ts';

const parsed = parseConfig(
  'setup: npm ci\ntests: { run: npm test, report: jest-json, reportFile: report.json, paths: ["test/**"] }\n',
);
if (parsed.kind === 'invalid') throw new Error(JSON.stringify(parsed.problems));
const resolved = resolveSettings(parsed.config, { kind: 'unknown', looked: [], why: '' });
if (resolved.kind === 'undetected') throw new Error(resolved.why);
const { settings } = resolved;

const tree: Tree = {
  oid: '1'.repeat(40),
  list: async () => [],
  read: async () => undefined,
  readMany: async () => new Map(),
  directory: async () => '/nowhere',
};

/** A sandbox in which dependencies cannot be installed; it says this. */
function benchOf(output: string): Workbench {
  const result = { ending: 'exited', exitCode: 1, output, seconds: 1, artifacts: {} } as const;
  const sandbox: Sandbox = {
    describe: async () => '',
    run: async () => result,
    install: async () => ({ kind: 'failed', result }),
  };
  return { sandbox, settings, tree, overlay: [], runs: runMemory(), signal: new AbortController().signal };
}

async function detailOf(output: string): Promise<string> {
  const report = await runSuite(benchOf(output));
  return report.kind === 'unusable' ? report.detail : report.kind;
}

describe('a suite whose setup fails', () => {
  it('is unusable, with the first lines of what the installer called an error', async () => {
    const output =
      'fetching\nnpm error code ERESOLVE\nnpm error could not resolve\nnpm error see a log\nnpm error more\n';
    expect(await detailOf(output)).toBe(
      'The setup command failed: npm ci: npm error code ERESOLVE / npm error could not resolve / npm error see a log',
    );
  });

  it('is unusable, with the last lines where nothing is called an error', async () => {
    expect(await detailOf('one\ntwo\nthree\n\nfour\n')).toBe('The setup command failed: npm ci: two / three / four');
  });

  it('says that much when the command said nothing', async () => {
    expect(await detailOf('')).toBe('The setup command failed: npm ci');
  });

  it('is not said to hide failures', async () => {
    const green: Check = { name: 'redfirst/green', title: '', rows: [], findings: [], runs: [], facts: {} };
    const files = [{ path: 'test/a.test.js', content: "const { test } = require('node:test');" }];
    const judged = await withCanary(green, benchOf(''), { files });
    expect(judged.rows).toMatchObject([{ result: 'fail', evidence: 'the suite says nothing without it either' }]);
    expect(judged.findings).toEqual([]);
  });
});
