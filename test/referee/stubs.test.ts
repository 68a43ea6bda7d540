import { describe, expect, it } from 'vitest';
import type { ClassifiedTest } from '../../src/domain/red.ts';
import { judgeAnswered, judgeStubbed } from '../../src/referee/stubs/stubbed.ts';
import { makeStubs } from '../../src/referee/stubs/stubs.ts';
import { ran, said, unusable } from './reports-by-hand.ts';

const missing = (file: string): ClassifiedTest => ({
  id: `${file}::test_a`,
  file,
  name: 'test_a',
  class: 'missing-symbol',
  red: true,
  why: '',
  symbol: 'slug',
});

interface Given {
  test: [path: string, text: string];
  /** Files that come with the tests. */
  support?: Record<string, string>;
  product?: Record<string, string>;
  codeSpans?: string[];
  newFiles?: string[];
  answers?: boolean;
}

const stubs = ({ test: [path, text], support = {}, product = {}, codeSpans = [], newFiles = [], ...rest }: Given) =>
  makeStubs({
    ...rest,
    wanting: [missing(path)],
    tests: new Map([[path, text], ...Object.entries(support)]),
    spec: { codeSpans, newFiles: newFiles.map(file => ({ path: file, reason: '' })) },
    root: '.',
    paths: Object.keys(product),
    isProduct: file => !file.startsWith('test'),
    readMany: async paths => new Map(paths.flatMap(each => (each in product ? [[each, product[each] ?? '']] : []))),
  });

describe('stubs', () => {
  const python: [string, string] = [
    'tests/test_a.py',
    'from app.text import slug\n\ndef test_a():\n    assert slug("A")\n',
  ];

  it('stand in the file that the plan promises', async () => {
    const { overlay, names } = await stubs({ test: python, newFiles: ['src/app/text.py'] });
    expect(names).toEqual(['slug']);
    expect(overlay).toMatchObject([
      { path: 'src/app/text.py', content: expect.stringContaining('def slug(*args, **kwargs):') },
    ]);
  });

  it('have the signature that the plan declares, without types that may not be there', async () => {
    const codeSpans = ['def slug(text: str, size: Size = Size(3), *, strict: bool = False) -> Slug'];
    const { overlay } = await stubs({ test: python, newFiles: ['app/text.py'], codeSpans });
    expect(overlay[0]?.content).toContain('def slug(text, size=None, *, strict=None):');
  });

  it('follow what a module has already, and leave alone what it may have', async () => {
    const { overlay } = await stubs({ test: python, product: { 'app/text.py': 'def shout():\n    pass\n' } });
    expect(overlay[0]?.content).toMatch(/^def shout[\s\S]*def slug/);
    for (const text of ['def slug():\n    pass\n', 'from .all import *\n']) {
      expect((await stubs({ test: python, product: { 'app/text.py': text } })).overlay).toEqual([]);
    }
  });

  it('are not made of packages, of modules in packages, or of files that nobody promised', async () => {
    const test: [string, string] = [
      'tests/test_a.py',
      'import json\nfrom app import text\nfrom other import gone\n\ndef test_a():\n    assert text.slug(json.loads("1"))\n',
    ];
    const { overlay, names } = await stubs({ test, product: { 'app/__init__.py': '' }, newFiles: ['app/text.py'] });
    expect(names).toEqual(['slug']);
    expect(overlay.map(({ path }) => path)).toEqual(['app/text.py']);
  });

  it('are not made of what comes with the tests, even where the plan promises it', async () => {
    const test: [string, string] = ['test/a.test.ts', "import { clock } from './clock.js';\nclock();\n"];
    const support = { 'test/clock.ts': 'export const clock = () => 0;\n' };
    expect((await stubs({ test, support, newFiles: ['test/clock.ts'] })).overlay).toEqual([]);
    expect((await stubs({ test, product: support, newFiles: ['test/clock.ts'] })).overlay).toEqual([]);
  });

  it('are exported as the module exports: by name, as default, for require', async () => {
    const esm =
      "import slug, { shout as loud } from '../src/text.js';\nimport type { Text } from '../src/text.js';\nimport * as all from '../src/text.js';\nall.other(slug(loud('a')));\n";
    const made = await stubs({ test: ['test/a.test.ts', esm], newFiles: ['src/text.ts'] });
    expect(made.names).toEqual(['default', 'shout', 'Text', 'other']);
    expect(made.overlay[0]?.content).toMatch(/^export type Text = any;$/m);
    expect(made.overlay[0]?.content).not.toContain('const Text');
    expect(made.overlay[0]?.content).toContain("export default redfirstStub('default');");
    expect(made.overlay[0]?.content).toContain("export const shout = redfirstStub('shout');");
    const common = await stubs({
      test: ['test/a.test.js', "const { slug } = require('../src/text');\nslug();\n"],
      newFiles: ['src/text.js'],
    });
    expect(common.overlay[0]?.content).toContain("module.exports.slug = redfirstStub('slug');");
  });

  it('refuse, or answer nothing where that is asked for', async () => {
    const script: [string, string] = ['test/a.test.ts', "import { slug } from '../src/text.js';\nslug();\n"];
    const made = async (test: [string, string], newFiles: string[], answers: boolean) =>
      (await stubs({ test, newFiles, answers })).overlay[0]?.content;
    expect(await made(python, ['app/text.py'], false)).toContain('raise NotImplementedError("slug is not');
    expect(await made(python, ['app/text.py'], true)).toMatch(/def slug\(.*\n {4}return RedfirstAnswer\(\)\(\*locals/);
    expect(await made(script, ['src/text.ts'], false)).toContain('throw new Error(name');
    expect(await made(script, ['src/text.ts'], true)).toContain('return redfirstStub(name);');
  });
});

describe('with stubs in place', () => {
  const file = 'tests/test_a.py';
  const id = `${file}::test_a`;
  const context = {
    spec: { codeSpans: ['slug(text)'], newFiles: [] },
    settings: { root: '.', tests: { paths: ['tests/**'], harness: [] } },
  };
  const judge = (report: Parameters<typeof judgeStubbed>[0]['report']) => {
    const { tests, findings } = judgeStubbed({
      tests: [missing(file)],
      report,
      stubs: { overlay: [], names: ['slug'] },
      context,
    });
    return [tests[0]?.class, tests[0]?.red, tests[0]?.stub, findings.map(({ rule }) => rule)];
  };

  it('a test is red for the right reason when it asserts, or when nothing is implemented', () => {
    expect(judge(ran({ [id]: said.assertion }))).toEqual([
      'missing-symbol',
      true,
      'assertion with a stub in place',
      [],
    ]);
    expect(judge(ran({ [id]: said.stub }))).toEqual([
      'missing-symbol',
      true,
      'not-implemented with a stub in place',
      [],
    ]);
  });

  it('a test that passes is a pin', () => {
    expect(judge(ran({ [id]: 'passed' }))).toEqual(['passes', false, undefined, []]);
  });

  it('a test that fails for another reason is refused', () => {
    expect(judge(ran({ [id]: said.network }))).toEqual(['environment', false, undefined, ['red-environment']]);
    expect(judge(ran({ [id]: said.bare }))).toEqual(['collection', false, undefined, ['red-collection']]);
    expect(judge(ran({ [`${id}[1]`]: 'passed', [`${id}[2]`]: said.network }))[3]).toEqual(['red-environment']);
  });

  it('the missing symbol goes on counting where a stub has the wrong shape, is not enough, or was not made', () => {
    const asBefore = (why: string) => ['missing-symbol', true, `no stub could stand in for it: ${why}`, []];
    expect(judge(ran({ [id]: { type: 'TypeError', message: "'type' object is not iterable" } }))).toEqual(
      asBefore('the test asks for more than a name'),
    );
    expect(judge(ran({ [id]: said.missing('slug') }))).toEqual(asBefore('another name is missing beside it'));
    expect(judge(ran({}))).toEqual(asBefore('the test did not run beside it'));
    expect(judge(unusable('timed-out'))).toEqual(asBefore('the run with it gave no report (timed-out)'));
    expect(judge(undefined)).toEqual(
      asBefore('the plan declares no name, signature or type that one could be made of'),
    );
  });
});

describe('with stubs that answer nothing', () => {
  const test = missing('tests/test_a.py');
  const judge = (report: Parameters<typeof judgeAnswered>[1]['report'], doubtful = [test]) =>
    judgeAnswered([test], { report, doubtful })[0];

  it('a test that passes asserts nothing, and is a pin', () => {
    expect(judge(ran({ [test.id]: 'passed' }))).toMatchObject({ class: 'passes', red: false });
    expect(judge(ran({ [`${test.id}[1]`]: 'passed', [`${test.id}[2]`]: 'passed' }))?.red).toBe(false);
  });

  it('nothing else counts', () => {
    expect(judge(ran({ [test.id]: said.bare }))).toBe(test);
    expect(judge(ran({ [`${test.id}[1]`]: 'passed', [`${test.id}[2]`]: said.assertion }))).toBe(test);
    expect(judge(ran({}))).toBe(test);
    expect(judge(unusable('timed-out'))).toBe(test);
    expect(judge(ran({ [test.id]: 'passed' }), [])).toBe(test);
  });
});
