import { describe, expect, it } from 'vitest';
import { proveRed, type RedCase } from '../../src/referee/prove-red.ts';
import { ran, said, unusable } from './reports-by-hand.ts';

const settings = {
  root: '.',
  tests: {
    command: 'pytest',
    run: 'pytest',
    report: 'junit-pytest' as const,
    reportFile: 'junit.xml',
    paths: ['tests/**/test_*.py'],
    harness: ['**/conftest.py'],
    environment: {},
    timeout: 60,
  },
};
const spec = { criteria: [{ id: 'AC-1', text: 'It slugs' }], codeSpans: ['slug(text)'], newFiles: [] };
const path = 'tests/test_a.py';
const id = `${path}::test_ac1_slug`;
const red = 'def test_ac1_slug():\n    assert slug("A") == "a"\n';
const pin = 'def test_pin():\n    assert shout("a") == "A"\n';

/** Both runs alike, one new test file, nothing before, unless said otherwise. */
function prove(given: Partial<RedCase> & { content?: string; old?: string }) {
  const { content = red, old, ...rest } = given;
  const first = given.first ?? ran({ [id]: said.assertion });
  return proveRed({
    spec,
    settings,
    base: unusable('no-tests'),
    first,
    second: given.second ?? first,
    testFiles: [{ path, content }],
    baseFiles: new Map(old === undefined ? [] : [[path, old]]),
    ...rest,
  });
}

async function rulesOf(given: Parameters<typeof prove>[0]): Promise<string[]> {
  const verdict = await prove(given);
  return verdict.kind === 'proven' ? ['proven'] : verdict.findings.map(finding => finding.rule);
}

async function proofOf(given: Parameters<typeof prove>[0]) {
  const verdict = await prove(given);
  if (verdict.kind === 'refuse') throw new Error(verdict.findings.map(({ message }) => message).join('\n'));
  return verdict.proof;
}

describe('red is proven', () => {
  it('by a test that fails by an assertion and names the criterion', async () => {
    const proof = await proofOf({});
    expect(proof.tests).toMatchObject([{ id, class: 'assertion', red: true, result: { status: 'failed' } }]);
    expect(proof.traces).toEqual([{ criterion: 'AC-1', text: 'It slugs', tests: [id] }]);
    expect(proof.mustPass).toEqual([id]);
  });

  it('by a stub that is not implemented', async () => {
    expect(await rulesOf({ first: ran({ [id]: said.stub }) })).toEqual(['proven']);
  });

  it('by a file that cannot be loaded because a declared symbol is missing: its tests are read from the source', async () => {
    const content = `from app import slug\n\n${red}\nclass TestSlug:\n    def test_deep(self):\n        assert slug("")\n`;
    const proof = await proofOf({ content, first: ran({}, { [path]: said.missing('slug') }) });
    expect(proof.tests.map(test => [test.id, test.class, test.symbol])).toEqual([
      [id, 'missing-symbol', 'slug'],
      [`${path}::TestSlug::test_deep`, 'missing-symbol', 'slug'],
    ]);
  });

  it('with a pin beside it, which must go on passing', async () => {
    const first = ran({ [id]: said.assertion, [`${path}::test_pin`]: 'passed' });
    const proof = await proofOf({ content: red + pin, first });
    expect(proof.mustPass).toEqual([id, `${path}::test_pin`]);
  });

  it('by tests that only the runner can name, such as inherited or generated ones', async () => {
    const content = 'from shared import Base\n\n\nclass Suite(Base):\n    pass\n';
    const first = ran({ [`${path}::Suite::test_shared`]: said.assertion });
    const proof = await proofOf({ spec: { ...spec, criteria: [] }, content, first });
    expect(proof.tests.map(test => test.id)).toEqual([`${path}::Suite::test_shared`]);
  });

  it('by one parameter set of several', async () => {
    const content = `@pytest.mark.parametrize("n", [1, 2])\n${red}`;
    const proof = await proofOf({ content, first: ran({ [`${id}[1]`]: said.assertion, [`${id}[2]`]: 'passed' }) });
    expect(proof.traces[0]?.tests).toEqual([`${id}[1]`, `${id}[2]`]);
  });

  it('by extending an existing file, whose old tests stay green', async () => {
    const base = ran({ [`${path}::test_pin`]: 'passed' });
    const first = ran({ [`${path}::test_pin`]: 'passed', [id]: said.assertion });
    const proof = await proofOf({ old: pin, content: pin + red, base, first });
    expect(proof.tests.map(test => test.id)).toEqual([id]);
    expect(proof.mustPass).toEqual([id, `${path}::test_pin`]);
  });

  it('by extending an existing test', async () => {
    const base = ran({ [id]: 'passed' });
    const old = 'def test_ac1_slug():\n    assert slug("a") == "a"\n';
    expect(await rulesOf({ old, base })).toEqual(['proven']);
  });

  it('although the old tests of an extended file wait for the symbol, too', async () => {
    const content = `from app import slug\n${pin}${red}`;
    const base = ran({ [`${path}::test_pin`]: 'passed' });
    const proof = await proofOf({ old: pin, content, base, first: ran({}, { [path]: said.missing('slug') }) });
    expect(proof.mustPass).toEqual([id, `${path}::test_pin`]);
  });

  it('although the runner stopped before every other test, when a declared symbol is missing', async () => {
    const base = ran({ 'tests/test_old.py::test_old': 'passed' });
    const first = ran({}, { [path]: said.missing('slug') });
    expect((await proofOf({ base, first })).mustPass).toEqual([id, 'tests/test_old.py::test_old']);
  });

  it('while what was red before is named and not blamed', async () => {
    const old = { 'tests/test_old.py::test_red': said.assertion, 'tests/test_old.py::test_green': 'passed' as const };
    const broken = { 'tests/test_broken.py': said.network };
    const proof = await proofOf({ base: ran(old, broken), first: ran({ ...old, [id]: said.assertion }, broken) });
    expect(proof.redAtBase).toEqual(['tests/test_old.py::test_red', 'tests/test_broken.py']);
    expect(proof.mustPass).toEqual([id, 'tests/test_old.py::test_green']);
  });

  it('beside a file of examples or helpers that holds no test of its own', async () => {
    const helper = { path: 'tests/test_helpers.py', content: 'def shout(text):\n    return text.upper()\n' };
    expect(await rulesOf({ testFiles: [{ path, content: red }, helper] })).toEqual(['proven']);
  });

  it('while an old test that passes only sometimes is recorded as red at base', async () => {
    const shaky = 'tests/test_old.py::test_shaky';
    const base = ran({ [shaky]: 'passed' });
    const first = ran({ [shaky]: 'passed', [id]: said.assertion });
    const second = ran({ [shaky]: said.assertion, [id]: said.assertion });
    expect(await proofOf({ base, first, second })).toMatchObject({ redAtBase: [shaky], mustPass: [id] });
  });
});

describe('red is refused', () => {
  const both = (one: Parameters<typeof ran>[0], broken?: Parameters<typeof ran>[1]) => ({ first: ran(one, broken) });
  it.each<[string, Parameters<typeof prove>[0], string[]]>([
    ['the first run timed out', { first: unusable('timed-out') }, ['run-timed-out']],
    ['the second run timed out', { second: unusable('timed-out') }, ['run-timed-out']],
    ['the suite before is unusable', { base: unusable('disagrees') }, ['run-disagrees']],
    ['everything passes already', both({ [id]: 'passed' }), ['nothing-red', 'criterion-not-red']],
    ['the test throws by itself', both({ [id]: said.bare }), ['red-collection']],
    ['the network is needed', both({ [id]: said.network }), ['red-environment']],
    ['the test times out', both({ [id]: said.slow }), ['red-timeout']],
    ['the test is skipped', both({ [id]: 'skipped' }), ['red-skipped']],
    ['a fixture is missing', both({ [id]: ['error', {}] }), ['red-environment']],
    ['no report names the test', both({ 'tests/o.py::test': 'passed' }), ['red-collection']],
    ['the missing symbol is not declared', both({}, { [path]: said.missing('other') }), ['red-missing-symbol']],
    [
      'the file has a syntax error',
      both({}, { [path]: { type: 'SyntaxError', message: 'invalid syntax' } }),
      ['red-collection'],
    ],
    ['the two runs differ', { second: ran({ [id]: 'passed' }) }, ['red-flaky']],
    [
      'no test names the criterion',
      { content: red.replace('ac1_', ''), ...both({ [`${path}::test_slug`]: said.assertion }) },
      ['criterion-without-test'],
    ],
    [
      'the test asserts nothing',
      { content: 'def test_ac1_slug():\n    slug("A")\n', ...both({ [id]: said.stub }) },
      ['no-assertion'],
    ],
    ['a marker would skip it', { content: `@pytest.mark.skipif(True)\n${red}` }, ['test-skipped']],
    [
      'the file holds no test',
      { content: 'x = 1\n', ...both({ 'o.py::t': 'passed' }) },
      ['no-tests-in-file', 'nothing-red', 'criterion-without-test'],
    ],
    [
      'the file is not where tests live',
      { testFiles: [{ path: 'app.py', content: red }] },
      ['no-test-files', 'nothing-red', 'criterion-without-test'],
    ],
    [
      'an old test of the file is gone',
      { old: pin, base: ran({ [`${path}::test_pin`]: 'passed' }) },
      ['test-removed', 'old-test-broken'],
    ],
  ])('because %s', async (_name, given, rules) => {
    expect(await rulesOf(given)).toEqual(rules);
  });
});

describe('a test that asks for more because of what stands beside it', () => {
  const loop = 'def test_ac1_slug():\n    for given, want in CASES:\n        assert slug(given) == want\n';
  const table =
    '@pytest.mark.parametrize("given, want", CASES)\ndef test_ac1_slug(given, want):\n    assert slug(given) == want\n';
  const [old, more] = ['CASES = [("A", "a")]\n', 'CASES = [("A", "a"), ("B", "b")]\n'];

  it('is judged by the new rows of its table; the old rows must go on passing', async () => {
    const proof = await proofOf({
      old: old + table,
      content: more + table,
      base: ran({ [`${id}[A-a]`]: 'passed' }),
      first: ran({ [`${id}[A-a]`]: 'passed', [`${id}[B-b]`]: said.assertion }),
    });
    expect(proof.tests).toMatchObject([{ id: `${id}[B-b]`, class: 'assertion', red: true }]);
    expect(proof.traces).toMatchObject([{ criterion: 'AC-1', tests: [`${id}[B-b]`] }]);
    expect(proof.mustPass.toSorted()).toEqual([`${id}[A-a]`, `${id}[B-b]`]);
  });

  it('is judged under its old name when it passed before', async () => {
    const proof = await proofOf({ old: old + loop, content: more + loop, base: ran({ [id]: 'passed' }) });
    expect(proof.tests).toMatchObject([{ id, class: 'assertion', red: true }]);
    expect(proof.mustPass).toEqual([id]);
  });

  it('is left alone when it was red before', async () => {
    const base = ran({ [id]: said.assertion });
    expect(await rulesOf({ old: old + loop, content: more + loop, base })).toContain('nothing-red');
  });

  it('is broken when it fails for a reason of its own', async () => {
    const base = ran({ [id]: 'passed' });
    const first = ran({ [id]: said.bare });
    expect(await rulesOf({ old: old + loop, content: more + loop, base, first })).toContain('old-test-broken');
  });
});

describe('a test that stood under another name', () => {
  const [before, after] = [`${path}::test_pin`, `${path}::test_loud`];
  const [base, first] = [ran({ [before]: 'passed' }), ran({ [id]: said.assertion, [after]: 'passed' })];

  it('is kept where it asks for the same, and must pass under its new name', async () => {
    const proof = await proofOf({ old: pin, content: red + pin.replace('pin', 'loud'), base, first });
    expect(proof.mustPass).toEqual([id, after]);
  });

  it('is gone where it asks for something else', async () => {
    const content = red + pin.replace('pin', 'loud').replace('"A"', '"a"');
    expect(await rulesOf({ old: pin, content, base, first })).toEqual(['test-removed', 'old-test-broken']);
  });

  it('stands for one test, not for two', async () => {
    const old = pin + pin.replace('pin', 'twin');
    const twice = ran({ [before]: 'passed', [`${path}::test_twin`]: 'passed' });
    const content = red + pin.replace('pin', 'loud');
    expect(await rulesOf({ old, content, base: twice, first })).toEqual(['test-removed', 'old-test-broken']);
  });
});

describe('the old suite', () => {
  const old = 'tests/test_old.py::test_old';
  it.each<[string, Parameters<typeof ran>]>([
    ['fails now', [{ [old]: said.assertion, [id]: said.assertion }]],
    ['is skipped now', [{ [old]: 'skipped', [id]: said.assertion }]],
    ['no longer runs', [{ [id]: said.assertion }]],
  ])('refuses red when a test that passed before %s', async (_name, report) => {
    const verdict = await prove({ base: ran({ [old]: 'passed' }), first: ran(...report) });
    expect(verdict).toMatchObject({
      kind: 'refuse',
      findings: [{ rule: 'old-test-broken', path: 'tests/test_old.py' }],
    });
  });

  it('refuses red when a file that was not touched can no longer be loaded', async () => {
    const first = ran({ [id]: said.assertion }, { 'tests/test_old.py': said.missing('slug') });
    expect(await rulesOf({ first })).toEqual(['cannot-load']);
  });
});

describe('a refusal', () => {
  it('says so when no test was added at all', async () => {
    const same = ran({ [`${path}::test_pin`]: 'passed' });
    const verdict = await prove({ old: pin, content: `${pin}LIMIT = 3\n`, base: same, first: same });
    expect(verdict.kind === 'refuse' && verdict.findings[0]?.message).toBe(
      'No test was added or changed, so nothing shows that the feature is missing.',
    );
  });

  it('says what, where and what to do', async () => {
    const verdict = await prove({ first: ran({ [id]: { ...said.bare, line: 3 } }) });
    expect(verdict.kind === 'refuse' && verdict.findings[0]).toEqual({
      rule: 'red-collection',
      message: `\`${id}\` the test itself broke before it could assert: ValueError: bare.`,
      path,
      line: 3,
      remedy: 'Let the test load and fail by an assertion on what the code under test answers.',
    });
  });

  it('says once for a file what is wrong with all its tests', async () => {
    const content = `${red}${pin}`;
    const verdict = await prove({ content, first: ran({}, { [path]: { type: 'SyntaxError', message: 'no' } }) });
    expect(verdict.kind === 'refuse' && verdict.findings.filter(({ rule }) => rule === 'red-collection')).toHaveLength(
      1,
    );
    expect(verdict.kind === 'refuse' && verdict.classified.map(test => test.class)).toEqual([
      'collection',
      'collection',
    ]);
  });
});
