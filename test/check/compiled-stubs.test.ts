import { resolve } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ToolchainName } from '../../scripts/toolchains.ts';
import { changesOf, type Step } from '../corpus/case.ts';
import * as go from '../corpus/go/project.ts';
import * as java from '../corpus/java/project.ts';
import * as rust from '../corpus/rust/project.ts';
import { describeWith } from '../toolchains.ts';
import { branchOff } from './branch.ts';
import { openJudge, rowOf } from './judge.ts';

let referee: Awaited<ReturnType<typeof openJudge>>;
beforeAll(async () => {
  referee = await openJudge();
});
afterAll(() => referee.close());

/** What became of the tests of a promised module, and whether red counts. */
async function stubsIn(project: string, steps: readonly Step[]) {
  const branch = await branchOff(resolve(import.meta.dirname, '..', 'fixtures', 'corpus', project));
  try {
    for (const { message, files } of steps) await branch.commit(message, changesOf(files));
    const { verdict } = await referee.judge(branch.directory);
    return { seen: verdict.proof?.tests.map(({ stub }) => stub), red: rowOf(verdict, 'red before')?.result };
  } finally {
    await branch.remove();
  }
}

const reached = 'not-implemented with a stub in place';
const none = 'no stub could stand in for it: the test did not run beside it';
const languages: [ToolchainName[], string, Step[], string[]][] = [
  [['go'], 'go', [go.plan, go.red(), go.green()], [reached, none, none]],
  [['cargo'], 'rust', [rust.plan, rust.red(), rust.green()], [reached, reached, reached]],
  [
    ['maven', 'jdk', 'junit', 'maven-resources', 'maven-compiler', 'surefire'],
    'java',
    [java.plan, java.red(), java.green()],
    [reached, reached, 'assertion with a stub in place'],
  ],
];

for (const [toolchains, project, steps, expected] of languages)
  describeWith(['git', 'bubblewrap', ...toolchains], `a missing symbol with a stub in place, in ${project}`, () => {
    it('fails for want of what is behind the name; after a panic of Go nothing more is seen', async () => {
      expect(await stubsIn(project, steps)).toEqual({ seen: expected, red: 'pass' });
    });
  });
