import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeWith } from '../../toolchains.ts';
import { summary } from '../recorded-reports.ts';
import { outcome, type RunnerProject, runnerProject } from './project.ts';

const old = 'src/test/java/com/example/shelf/ShelfTest.java';
const path = 'src/test/java/com/example/shelf/FindTest.java';
const asks = (body: string) =>
  `package com.example.shelf;\n\nimport static org.junit.Assert.assertEquals;\n\nimport org.junit.Test;\n\npublic class FindTest {\n    @Test\n    public void finds() {\n        Shelf shelf = new Shelf();\n        ${body}\n    }\n}\n`;

describeWith(['bubblewrap', 'gradle', 'jdk', 'junit4'], 'Gradle in the sandbox', () => {
  let gradle: RunnerProject;

  beforeAll(async () => {
    gradle = await runnerProject('gradle');
  });
  afterAll(() => gradle.remove());

  it('runs the tests from what was installed, without a network', async () => {
    expect(summary(await gradle.run())).toEqual([`passed ${old}::countsBooks`]);
  }, 300_000);

  it('is red by an assertion', async () => {
    const verdict = await gradle.prove({ [path]: asks('assertEquals(2, shelf.count());') });
    expect(outcome(verdict)).toEqual([`assertion ${path}::finds`]);
  }, 300_000);

  it('is red by a declared symbol that is missing, and the old tests wait', async () => {
    const text = asks('assertEquals(1, shelf.find("Emma"));');
    const verdict = await gradle.prove({ [path]: text }, { codeSpans: ['find(title)'] });
    expect(outcome(verdict)).toEqual([`missing-symbol ${path}::finds (find)`]);
    expect(verdict).toMatchObject({ proof: { waiting: [`${old}::countsBooks`] } });
  }, 300_000);

  it('is not red by a mistake beside a declared symbol', async () => {
    const text = asks('int one = "one"; assertEquals(one, shelf.find("Emma"));');
    const verdict = await gradle.prove({ [path]: text }, { codeSpans: ['find(title)'] });
    expect(outcome(verdict)).toEqual(['red-collection']);
  }, 300_000);
});
