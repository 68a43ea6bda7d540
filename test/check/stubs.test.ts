import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { sumsDirectory } from '../stories/sums.ts';
import { describeWith } from '../toolchains.ts';
import { type Branch, branchOff } from './branch.ts';
import { openJudge, rowOf } from './judge.ts';

let referee: Awaited<ReturnType<typeof openJudge>>;
let branch: Branch;
beforeAll(async () => {
  referee = await openJudge();
});
afterEach(() => branch.remove());
afterAll(() => referee.close());

/** What became of the tests of a new module, once it is written. */
async function judge(test: [path: string, text: string], code: [path: string, text: string]) {
  await branch.commit('test: first', [{ path: test[0], content: test[1] }]);
  await branch.commit('feat: then', [{ path: code[0], content: code[1] }]);
  const { verdict } = await referee.judge(branch.directory);
  const seen = verdict.proof?.tests.map(({ name, class: kind, stub }) => [name, kind, stub]);
  return {
    seen,
    before: rowOf(verdict, 'red before'),
    said: verdict.checks.flatMap(({ findings }) => findings.map(each => each.message)).join('\n'),
  };
}

describeWith(['git', 'bubblewrap', 'pytest'], 'a missing symbol with a stub in place, in Python', () => {
  const code: [string, string] = [
    'sums/triple.py',
    '"""Triple."""\n\nLIMIT = 9\n\n\nclass TooLarge(ValueError):\n    """It is."""\n\n\ndef triple(number: int) -> int:\n    """Triple."""\n    if number > LIMIT:\n        raise TooLarge\n    return number * 3\n',
  ];
  const imports = 'import pytest\nfrom sums.triple import LIMIT, TooLarge, triple\n\n\n';
  const first = 'def test_first():\n    assert triple(2) == 6\n\n\n';
  const judgeTests = async (text: string) => {
    branch = await branchOff(sumsDirectory);
    return judge(['tests/test_triple.py', imports + text], code);
  };

  it('fails for want of what is behind the name: functions, constants and errors', async () => {
    const text = `${first}def test_limit():\n    assert LIMIT == 9\n\n\ndef test_large():\n    with pytest.raises(TooLarge):\n        triple(10)\n`;
    const { seen, before } = await judgeTests(text);
    expect(seen).toEqual([
      ['test_first', 'missing-symbol', 'not-implemented with a stub in place'],
      ['test_limit', 'missing-symbol', 'not-implemented with a stub in place'],
      ['test_large', 'missing-symbol', 'not-implemented with a stub in place'],
    ]);
    expect(before?.result).toBe('pass');
  });

  it('is no reason for a test that a stub is enough for: that is a pin', async () => {
    const { seen } = await judgeTests(`${first}def test_is_there():\n    assert callable(triple)\n`);
    expect(seen?.map(([name, kind]) => [name, kind])).toEqual([
      ['test_first', 'missing-symbol'],
      ['test_is_there', 'passes'],
    ]);
  });

  it('is no reason for a test that fails for another one', async () => {
    const { before, said } = await judgeTests(`${first}def test_other(no_such_fixture):\n    assert triple(1) == 3\n`);
    expect(before?.result).toBe('fail');
    expect(said).toContain('test_other` is not red for want of `LIMIT`, `TooLarge`, `triple`');
    expect(said).toContain("fixture 'no_such_fixture' not found");
  });

  it('is seen on a class that is there, too', async () => {
    branch = await branchOff(sumsDirectory);
    await branch.commit('feat: before', [
      { path: 'sums/shelf.py', content: '"""Shelf."""\n\n\nclass Shelf:\n    """Shelf."""\n' },
    ]);
    branch.git('branch', '--force', 'main', 'HEAD');
    const test = 'from sums.shelf import Shelf\n\n\ndef test_books():\n    assert Shelf().books() == []\n';
    const { seen } = await judge(
      ['tests/test_shelf.py', test],
      [
        'sums/shelf.py',
        '"""Shelf."""\n\n\nclass Shelf:\n    """Shelf."""\n\n    def books(self) -> list[str]:\n        """None."""\n        return []\n',
      ],
    );
    expect(seen).toEqual([['test_books', 'missing-symbol', 'not-implemented with a stub in place']]);
  });
});

describeWith(['git', 'bubblewrap'], 'a missing symbol with a stub in place, in a script', () => {
  let project: string;
  beforeAll(async () => {
    project = await mkdtemp(join(tmpdir(), 'redfirst-script-'));
    const files = {
      'package.json': '{ "name": "sums", "type": "module", "scripts": { "test": "node --test" } }\n',
      'src/double.js': '/** Twice. */\nexport const double = number => number * 2;\n',
      'test/double.test.js':
        "import assert from 'node:assert/strict';\nimport { test } from 'node:test';\nimport { double } from '../src/double.js';\n\ntest('double', () => assert.equal(double(2), 4));\n",
    };
    for (const [path, text] of Object.entries(files)) {
      await mkdir(dirname(join(project, path)), { recursive: true });
      await writeFile(join(project, path), text);
    }
  });
  afterAll(() => rm(project, { recursive: true, force: true }));

  it('fails for want of what is behind the name, passes where the name is enough, fails for another reason', async () => {
    branch = await branchOff(project);
    const test = `import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Large, triple } from '../src/triple.js';

test('first', () => assert.equal(triple(2), 6));
test('large', () => assert.throws(() => triple(10), Large));
test('is there', () => assert.ok(triple));
`;
    const code =
      '/** Large. */\nexport class Large extends Error {}\n/** Triple. */\nexport function triple(number) {\n  if (number > 9) throw new Large();\n  return number * 3;\n}\n';
    const { seen } = await judge(['test/triple.test.js', test], ['src/triple.js', code]);
    expect(seen).toEqual([
      ['first', 'missing-symbol', 'not-implemented with a stub in place'],
      ['large', 'missing-symbol', 'not-implemented with a stub in place'],
      ['is there', 'passes', undefined],
    ]);
  });
});
