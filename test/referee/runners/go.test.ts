import { afterAll, beforeAll, expect, it } from 'vitest';
import { canaryFor } from '../../../src/languages/canary.ts';
import { judgeCanary } from '../../../src/referee/canary.ts';
import { describeWith } from '../../toolchains.ts';
import { summary } from '../recorded-reports.ts';
import { outcome, type RunnerProject, runnerProject } from './project.ts';

const testFile = (body: string, imports = '"testing"') => `package shelf\n\nimport (\n\t${imports}\n)\n\n${body}\n`;
const path = 'shelf/find_test.go';
const asks = (call: string) =>
  testFile(
    `func TestFind(t *testing.T) {\n\tvar s Shelf\n\tif got := ${call}; got != 2 {\n\t\tt.Errorf("got %v", got)\n\t}\n}`,
  );

describeWith(['bubblewrap', 'go'], 'go test in the sandbox', () => {
  let go: RunnerProject;

  beforeAll(async () => {
    go = await runnerProject('go');
  });
  afterAll(() => go.remove());

  it('names tests by file, subtests and examples', async () => {
    expect(summary(await go.run()).sort()).toEqual([
      'passed shelf/shelf_test.go::TestCount > nothing',
      'passed shelf/shelf_test.go::TestCount > two_books',
      'passed title/title_test.go::ExampleShort',
      'passed title/title_test.go::TestShort',
    ]);
  });

  it('is red by an assertion', async () => {
    const verdict = await go.prove({ [path]: asks('s.Count()') });
    expect(outcome(verdict)).toEqual([`assertion ${path}::TestFind`]);
  });

  it('is red by a declared symbol that is missing, and the old tests of the package wait', async () => {
    const verdict = await go.prove(
      { [path]: asks('s.Find("Emma") + Missing(1)') },
      { codeSpans: ['Find()', 'Missing'] },
    );
    expect(outcome(verdict)).toEqual([`missing-symbol ${path}::TestFind (Find)`]);
    const waiting = ['shelf/shelf_test.go::TestCount > nothing', 'shelf/shelf_test.go::TestCount > two_books'];
    expect(verdict).toMatchObject({
      proof: { waiting: expect.arrayContaining(waiting), mustPass: expect.arrayContaining(waiting) },
    });
  });

  it.each([
    ['an argument more', 's.Count("Emma")', 'Count'],
    ['another argument', 's.Count() + title(s.Add(7))', 'Add'],
    ['another answer', 'title(s.Count())', 'Count'],
  ])('is red by a declared signature that is another one yet: %s', async (_name, call, symbol) => {
    const text = `${asks(call)}\nfunc title(text string) int { return len(text) }\n`;
    const verdict = await go.prove({ [path]: text }, { codeSpans: [`${symbol}()`] });
    expect(outcome(verdict)).toEqual([`missing-symbol ${path}::TestFind (${symbol})`]);
  });

  it.each([
    ['a symbol that no spec declares', asks('s.Find("Emma")'), [], ['red-missing-symbol']],
    ['a declared symbol beside another mistake', asks('s.Find("Emma") + "x" * 2'), ['Find'], ['red-collection']],
    ['a syntax error', asks('s.Find(('), ['Find'], ['red-collection']],
    [
      'a module that is not there',
      testFile('func TestX(t *testing.T) { if !x.Y() { t.Fail() } }', '"testing"; "example.org/x"'),
      [],
      ['red-environment'],
    ],
  ])('is not red by %s', async (_name, text, codeSpans, rules) => {
    expect(outcome(await go.prove({ [path]: text }, { codeSpans }))).toEqual(rules);
  });

  it('is red by a package that the spec promises as a new file', async () => {
    const text = testFile(
      'func TestX(t *testing.T) { if isbn.Valid("x") { t.Error("valid") } }',
      '"testing"; "example.com/shelf/isbn"',
    );
    const verdict = await go.prove({ [path]: text }, { newFiles: ['isbn/isbn.go'] });
    expect(outcome(verdict)).toEqual([`missing-symbol ${path}::TestX (example.com/shelf/isbn)`]);
  });

  it('is red by a stub that panics, which ends the package before the other tests', async () => {
    const stub = 'func (s *Shelf) Find() int {\n\tpanic("not implemented")\n}\n';
    const test = testFile(
      'func TestA(t *testing.T) { var s Shelf; s.Find() }\n\nfunc TestB(t *testing.T) { var s Shelf; if s.Find() != 2 { t.Error("x") } }',
    );
    const report = await go.run([
      { path, content: test },
      { path: 'shelf/find.go', content: `package shelf\n\n${stub}` },
    ]);
    expect(summary(report)).toContain(`failed ${path}::TestA = panic: not implemented (7)`);
    expect(summary(report)).toContain(`broken ${path} = panic: not implemented`);
  });

  it('shows a skip as a skip', async () => {
    const verdict = await go.prove({ [path]: testFile('func TestX(t *testing.T) { t.Skip("later") }') });
    expect(outcome(verdict)).toContain('test-skipped');
  });

  it.each([
    ['TestMain', 'func TestMain(m *testing.M) { os.Exit(0) }'],
    ['init', 'func init() { os.Exit(0) }'],
  ])('has no results of a package that leaves the process early: %s', async (_name, code) => {
    const early = `package shelf\n\nimport (\n\t"os"\n\t"testing"\n)\n\nvar _ = testing.Short\n\n${code}\n`;
    const lines = summary(await go.run([{ path: 'shelf/early_test.go', content: early }]));
    expect(lines.filter(line => line.includes('shelf/'))).toEqual([]);
  });

  it('runs a planted test, which fails as it must', async () => {
    const text = (await go.tree.read('title/title_test.go')) ?? '';
    const canary = canaryFor('go-json', { path: 'title/title_test.go', text }, 'n0123');
    if (!canary) throw new Error('no canary');
    expect(judgeCanary({ path: canary.path, nonce: 'n0123' }, await go.run([canary]))).toEqual({
      kind: 'failed',
      bent: 0,
    });
  });
});
