import { describe, expect, it } from 'vitest';
import type { TestReport, TestStatus } from '../../src/domain/test-report.ts';
import { canaryFor } from '../../src/languages/canary.ts';
import { judgeCanary } from '../../src/referee/canary.ts';

const evidence = { command: 'x', exitCode: 1, seconds: 1, output: '' };
const ran = (...statuses: TestStatus[]): TestReport => ({
  kind: 'ran',
  results: statuses.map(status => ({
    id: 'tests/test_n.py::test_n',
    file: 'tests/test_n.py',
    name: 'test_n',
    status,
    seconds: 0,
  })),
  collectionErrors: [],
  evidence,
});

describe('a canary', () => {
  const rows: [string, TestReport, object][] = [
    ['that fails is as it must be', ran('failed'), { kind: 'failed' }],
    ['that passes shows a harness that lies', ran('passed'), { kind: 'lies' }],
    ['that is skipped shows a harness that lies', ran('skipped'), { kind: 'lies' }],
    ['that was not run shows nothing', ran(), { kind: 'not-run' }],
    [
      'whose run says nothing is no proof',
      { kind: 'unusable', reason: 'no-report', detail: 'no report', evidence },
      { kind: 'lies' },
    ],
  ];
  it.each(rows)('%s', (_, report, expected) => {
    expect(judgeCanary({ path: 'tests/test_n.py', nonce: 'test_n' }, report)).toMatchObject(expected);
  });

  it('lies beside an existing test and is called like it', () => {
    const paths: [Parameters<typeof canaryFor>[0], string, string, string | undefined][] = [
      ['junit-pytest', 'tests/unit/test_a.py', '', 'tests/unit/test_n.py'],
      ['junit-pytest', 'pkg/a_test.py', '', 'pkg/n_test.py'],
      ['jest-json', 'src/a.test.ts', "import { it } from 'vitest';", 'src/n.test.ts'],
      ['jest-json', 'src/__tests__/a.spec.tsx', '', 'src/__tests__/n.spec.tsx'],
      ['junit-node', 'test/a.test.mjs', "import test from 'node:test';", 'test/n.test.mjs'],
      ['mocha-json', 'test/a.js', '', 'test/n.js'],
      ['junit-node', 'test/a.test.js', '', undefined],
    ];
    for (const [format, path, text, expected] of paths)
      expect(canaryFor(format, { path, text }, 'n')?.path).toBe(expected);
  });
});
