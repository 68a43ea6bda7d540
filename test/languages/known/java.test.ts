import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { coverageOfNewLines } from '../../../src/referee/coverage.ts';
import { differingPart } from '../../../src/referee/frozen/decisive-parts.ts';
import { readReport } from '../../../src/referee/reports/read-report.ts';
import { findSuppressions } from '../../../src/referee/suppressions.ts';
import { testsInSource } from '../../../src/referee/tests-in-source.ts';
import { summary } from '../../referee/recorded-reports.ts';
import { detected, diffOf, judged } from './language-facts.ts';

const code = ['src/main/java/com/example/Shelf.java', 'src/test/java/com/example/ShelfTest.java'];

describe('a Java project', () => {
  it('of Maven runs once where the network is, and then offline', () => {
    const profile = detected({ 'pom.xml': '<project/>' }, [...code, 'web/pom.xml']);
    expect(profile).toMatchObject({ language: 'java', coverage: undefined });
    expect(profile.ladder.map(({ item, name }) => `${item} ${name}`)).toEqual(['types javac']);
    expect(profile.setup).toMatchObject({ keyFiles: ['pom.xml', 'web/pom.xml'], keeps: ['.m2'] });
    expect(profile.tests.run).toContain('mvn -B -o -Dmaven.repo.local=$PWD/.m2/repository');
  });

  it('is checked by the plugins that its build names', () => {
    const pom =
      '<project><artifactId>maven-checkstyle-plugin</artifactId><artifactId>spotless-maven-plugin</artifactId></project>';
    const { ladder } = detected({ 'pom.xml': pom }, code);
    expect(ladder.map(({ item, name }) => `${item} ${name}`)).toEqual([
      'lint checkstyle',
      'format spotless',
      'types javac',
    ]);
  });

  it('of Maven needs no install where it says itself where artifacts lie', () => {
    const files = { 'pom.xml': '<project/>', '.mvn/maven.config': '-Dmaven.repo.local=/opt/artifacts\n' };
    const profile = detected(files, code);
    expect(profile.setup).toBeUndefined();
    expect(profile.tests.run).toContain('mvn -B -o --fail-at-end');
  });

  it.each([
    ['gradle --offline', []],
    ['sh ./gradlew --offline', ['gradlew']],
  ])('of Gradle runs on a copy of its home: %s', (command, others) => {
    const profile = detected({ 'build.gradle.kts': 'plugins { java; jacoco }' }, [...code, ...others]);
    expect(profile.setup?.keeps).toEqual(['.gradle-home']);
    expect(profile.tests.run).toContain(command);
    expect(profile.coverage).toMatchObject({ format: 'jacoco', file: 'jacoco.xml' });
  });
});

const sources = {
  paths: [...code, 'src/test/java/com/example/FindTest.java'],
  texts: new Map([
    ['src/test/java/com/example/ShelfTest.java', ''],
    ['src/test/java/com/example/FindTest.java', ''],
  ]),
};

function read(files: Record<string, string>, exitCode = 1) {
  const evidence = { command: 'mvn test', exitCode, seconds: 1, output: '' };
  const named = new Map(Object.entries(files).map(([name, text]) => [`reports/${name}`, text]));
  return readReport({ format: 'junit-surefire', text: undefined, files: named, evidence, ending: 'exited', sources });
}

const suite = (...cases: string[]) =>
  `<?xml version="1.0"?>\n<testsuite name="com.example.ShelfTest">${cases.join('\n')}</testsuite>`;
const passed = (name: string, classname = 'com.example.ShelfTest') =>
  `<testcase name="${name}" classname="${classname}" time="0.1"/>`;

describe('reports of Surefire and Gradle', () => {
  it.each([
    ['Surefire 2', 'counts', 'each{String}[1]'],
    ['Surefire 3', 'counts', 'each(String)[1]'],
    ['Gradle', 'counts()', 'each(String)[1]'],
  ])('name tests alike: %s', (_tool, one, many) => {
    const report = suite(passed(one), passed(many), passed('deep', 'com.example.ShelfTest$Inner'));
    expect(summary(read({ 'TEST-a.xml': report }, 0))).toEqual([
      'passed src/test/java/com/example/ShelfTest.java::counts',
      'passed src/test/java/com/example/ShelfTest.java::each[1]',
      'passed src/test/java/com/example/ShelfTest.java::Inner > deep',
    ]);
  });

  it.each([
    [
      'an assertion',
      '<failure type="org.opentest4j.AssertionFailedError" message="1, not 2">x</failure>',
      'AssertionError: 1, not 2',
    ],
    [
      'an assertion of JUnit 4',
      '<failure type="org.junit.ComparisonFailure" message="1, not 2">x</failure>',
      'AssertionError: 1, not 2',
    ],
    [
      'an error',
      '<error type="java.lang.IllegalStateException" message="late">x</error>',
      'IllegalStateException: late',
    ],
  ])('say why a test failed: %s', (_what, problem, said) => {
    const report = suite(`<testcase name="counts" classname="com.example.ShelfTest">${problem}</testcase>`);
    expect(summary(read({ 'TEST-a.xml': report }))).toEqual([
      `failed src/test/java/com/example/ShelfTest.java::counts = ${said}`,
    ]);
  });

  it('name a class that could not be set up as a file that could not be loaded', () => {
    const error =
      '<testcase name="initializationError" classname="com.example.FindTest"><error type="java.lang.Exception" message="no"/></testcase>';
    expect(summary(read({ 'TEST-a.xml': suite(error), 'TEST-b.xml': suite(passed('counts')) }))).toEqual([
      'passed src/test/java/com/example/ShelfTest.java::counts',
      'broken src/test/java/com/example/FindTest.java = Exception: no',
    ]);
  });

  it.each([
    [
      'Maven',
      '[ERROR] COMPILATION ERROR : \n[ERROR] /repo/src/test/java/com/example/FindTest.java:[12,30] cannot find symbol\n  symbol:   method find(java.lang.String)\n  location: class Shelf\n[ERROR] Failed to execute goal\n[ERROR] /repo/src/test/java/com/example/FindTest.java:[12,30] cannot find symbol\n[ERROR]   symbol:   method find(java.lang.String)\n',
    ],
    [
      'Gradle',
      '> Task :compileTestJava FAILED\n/repo/src/test/java/com/example/FindTest.java:12: error: cannot find symbol\n        shelf.find("Emma");\n             ^\n  symbol:   method find(String)\n  location: variable shelf of type Shelf\n1 error\n',
    ],
  ])('hold every test file when one does not compile: %s', (_tool, log) => {
    expect(read({ 'build.log': log })).toMatchObject({
      results: [],
      collectionErrors: ['ShelfTest', 'FindTest'].map(name => ({
        file: `src/test/java/com/example/${name}.java`,
        unit: '**',
        failure: {
          type: 'CompileError',
          message: expect.stringMatching(/^cannot find symbol\n[\s\S]*symbol: +method find/),
        },
        others: [],
      })),
    });
  });

  it.each([
    [
      'whose build fails before any test',
      { 'build.log': '[INFO] BUILD FAILURE\n[ERROR] Plugin x could not be resolved\n' },
      1,
      'unusable: broken-report',
    ],
    [
      'in which a failure is ignored',
      { 'TEST-a.xml': suite('<testcase name="a" classname="com.example.ShelfTest"><failure message="x"/></testcase>') },
      0,
      'unusable: disagrees',
    ],
    [
      'whose process was left early',
      { 'build.log': 'The forked VM terminated without properly saying goodbye\n', 'TEST-a.xml': suite(passed('a')) },
      1,
      'unusable: disagrees',
    ],
    ['without Maven', { 'build.log': 'bash: line 1: mvn: command not found\n' }, 127, 'unusable: could-not-start'],
  ])('say nothing of a run %s', (_what, files, exitCode, said) => {
    expect(summary(read(files as unknown as Record<string, string>, exitCode))).toEqual([said]);
  });

  it('are read beside coverage of JaCoCo', () => {
    const text = readFileSync(join(import.meta.dirname, '../../fixtures/coverage-reports/jacoco.xml'), 'utf8');
    const diffs = [diffOf('src/main/java/com/example/shelf/Shelf.java', [16, 17, 18, 20])];
    expect(coverageOfNewLines({ format: 'jacoco', text, diffs, isMeasured: () => true })).toMatchObject({
      covered: 2,
      total: 3,
      missed: [{ line: 18 }],
    });
  });
});

describe('Java source', () => {
  it('holds tests by their annotations, in nested classes', async () => {
    const text = `package com.example;
class ShelfTest {
  // AC-1
  @Test void plain() { assertEquals(2, count()); }
  @org.junit.Test(expected = IllegalStateException.class) public void expected() { count(); }
  @ParameterizedTest @ValueSource(ints = {1}) void each(int n) { assertThat(count()).isEqualTo(n); }
  @Nested class Inner { @Test void deep() { count(); } }
  @Test void vacuous() { assertTrue(true); }
  void helper() {}
}`;
    const tests = await testsInSource('ShelfTest.java', text);
    expect(tests.map(({ names, asserts }) => `${names.join(' > ')} ${asserts}`)).toEqual([
      'plain true',
      'expected true',
      'each true',
      'Inner > deep false',
      'vacuous false',
    ]);
    expect(tests[0]?.context).toContain('AC-1');
  });

  it.each([
    ['skip', '@Disabled("later")'],
    ['skip', '@Ignore'],
    ['skip', 'assumeTrue(isLinux());'],
    ['skip', 'System.exit(0);'],
    ['suppression', '@SuppressWarnings("unchecked")'],
    ['suppression', 'int x = 1; // NOPMD'],
    ['suppression', '// CHECKSTYLE:OFF'],
  ] as const)('shows what silences a check: %s %s', (kind, text) => {
    expect(findSuppressions([{ path: 'A.java', added: [{ line: 1, text }] }], kind)).toHaveLength(1);
  });

  it('is judged by the checklist', async () => {
    const text = `package com.example;
/** Documented. */
public class Shelf {
  public int bare() { return 1; }
  @Override public String toString() { return "https://db.internal.corp/x"; }
  int hidden() { return 2; }
  private static final String API_KEY = "hunter22";
  // TODO: later
}
class Hidden { public void alsoHidden() {} }`;
    expect(await judged('src/main/java/com/example/Shelf.java', text)).toEqual([
      'docstrings 4: The function `bare` is not documented.',
      'no-hardcoded-values 5: A string holds the address of a host.',
      'no-hardcoded-values 7: A string holds a credential.',
      'no-secrets 7: This line holds what looks like a secret (pattern).',
      'no-todo 8: A TODO is left: // TODO: later',
      'type-hints: the compiler of Java asks for every type of a signature',
    ]);
  });

  const pom = (inner: string) => `<project><version>1</version>${inner}</project>`;

  it.each([
    [
      'a new dependency',
      '<dependencies><dependency><artifactId>gson</artifactId></dependency></dependencies>',
      undefined,
    ],
    [
      'another version of what asserts',
      '<dependencies><dependency><artifactId>junit</artifactId></dependency></dependencies>',
      'the test dependencies',
    ],
    ['skipped tests', '<properties><skipTests>true</skipTests></properties>', 'properties'],
    ['a plugin', '<build><plugins/></build>', 'build'],
  ])('has a pom.xml that may not change what tests mean: %s', (_what, inner, part) => {
    expect(differingPart('pom.xml', pom(''), pom(inner))).toBe(part);
  });
});
