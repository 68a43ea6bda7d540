import { afterAll, beforeAll, expect, it } from 'vitest';
import { canaryFor } from '../../../src/languages/canary.ts';
import { judgeCanary } from '../../../src/referee/canary.ts';
import { describeWith } from '../../toolchains.ts';
import { summary } from '../recorded-reports.ts';
import { outcome, type RunnerProject, runnerProject } from './project.ts';

const path = 'src/test/java/com/example/shelf/FindTest.java';
const old = 'src/test/java/com/example/shelf/ShelfTest.java';
const findTest = (body: string, members = '') => `package com.example.shelf;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Test;

class FindTest {
${members}    @Test
    void finds() {
        Shelf shelf = new Shelf();
        shelf.add("Emma");
        ${body}
    }
}
`;
const needs = ['bubblewrap', 'maven', 'jdk', 'junit', 'maven-resources', 'maven-compiler', 'surefire'] as const;

describeWith(needs, 'Maven and Surefire in the sandbox', () => {
  let java: RunnerProject;

  beforeAll(async () => {
    java = await runnerProject('java');
  });
  afterAll(() => java.remove());

  it('names tests by file, nested classes and parameters', async () => {
    expect(summary(await java.run()).sort()).toEqual([
      `passed ${old}::Empty > holdsNothing`,
      `passed ${old}::countsBooks[1]`,
      `passed ${old}::countsBooks[2]`,
    ]);
  });

  it('is red by an assertion', async () => {
    const verdict = await java.prove({ [path]: findTest('assertEquals(2, shelf.count());') });
    expect(outcome(verdict)).toEqual([`assertion ${path}::finds`]);
  });

  it('is red by declared symbols that are missing, and all old tests wait', async () => {
    const text = findTest('assertEquals(new Place(1), shelf.find("Emma"));');
    const verdict = await java.prove({ [path]: text }, { codeSpans: ['find(title)', 'Place'] });
    expect(outcome(verdict)).toEqual([`missing-symbol ${path}::finds (Place)`]);
    expect(verdict).toMatchObject({ proof: { waiting: { length: 3 }, mustPass: { length: 4 } } });
  });

  it.each([
    ['an argument more', 'assertEquals(1, shelf.count("Emma"));', 'count'],
    ['another argument', 'shelf.add(7);', 'add'],
    ['another answer', 'String count = shelf.count();', 'count'],
  ])('is red by a declared signature that is another one yet: %s', async (_name, body, symbol) => {
    const verdict = await java.prove(
      { [path]: findTest(`${body} assertEquals(1, shelf.count());`) },
      { codeSpans: [symbol] },
    );
    expect(outcome(verdict)).toEqual([`missing-symbol ${path}::finds (${symbol})`]);
  });

  it.each([
    ['a symbol that no spec declares', 'assertEquals(1, shelf.find("Emma"));', ['red-missing-symbol']],
    ['a mistake of the types', 'int count = "one"; assertEquals(count, shelf.find());', ['red-collection']],
    ['a syntax error', 'assertEquals(1, shelf.count())', ['red-collection']],
  ])('is not red by %s', async (_name, body, rules) => {
    expect(outcome(await java.prove({ [path]: findTest(body) }))).toEqual(rules);
  });

  it('tells a stub, an error of the code and a disabled test apart', async () => {
    const code = `package com.example.shelf;

public class Later {
    public static int stub() {
        throw new UnsupportedOperationException("not implemented");
    }

    public static int breaks() {
        return Integer.parseInt("one");
    }
}
`;
    const members = ['stub', 'breaks'].map(
      name => `    @Test\n    void ${name}() {\n        assertEquals(1, Later.${name}());\n    }\n\n`,
    );
    const disabled = '    @Disabled("later")\n    @Test\n    void later() {\n    }\n\n';
    const report = await java.run([
      { path: 'src/main/java/com/example/shelf/Later.java', content: code },
      { path, content: findTest('assertEquals(1, shelf.count());', `${members.join('')}${disabled}`) },
    ]);
    expect(summary(report)).toEqual(
      expect.arrayContaining([
        `failed ${path}::stub = UnsupportedOperationException: not implemented (11)`,
        `failed ${path}::breaks = NumberFormatException: For input string: "one" (16)`,
        `skipped ${path}::later`,
      ]),
    );
    const broken = report.kind === 'ran' ? report.results.find(({ name }) => name === 'breaks') : undefined;
    expect(broken?.failure?.detail).toContain('(src/main/java/com/example/shelf/Later.java:9:1)');
  });

  it('does not believe a class that leaves the process before its tests', async () => {
    const early =
      'package com.example.shelf;\n\nclass Early {\n    static {\n        System.exit(0);\n    }\n\n    static int one() {\n        return 1;\n    }\n}\n';
    const report = await java.run([
      { path: 'src/main/java/com/example/shelf/Early.java', content: early },
      { path, content: findTest('assertEquals(1, Early.one());') },
    ]);
    expect(summary(report).filter(line => line.includes('finds'))).toEqual([]);
  });

  it('runs a planted test, which fails as it must', async () => {
    const text = (await java.tree.read(old)) ?? '';
    const canary = canaryFor('junit-surefire', { path: old, text }, 'n0123');
    if (!canary) throw new Error('no canary');
    expect(judgeCanary({ path: canary.path, nonce: 'n0123' }, await java.run([canary]))).toEqual({
      kind: 'failed',
      bent: 0,
    });
  });
});
