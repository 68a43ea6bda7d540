import { readdir, readFile } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { parse } from 'yaml';
import { AnalysisReply } from '../../src/domain/analysis-reply.ts';
import { EditsReply, TestsReply } from '../../src/domain/edit.ts';
import { PlanReply } from '../../src/domain/plan-reply.ts';
import type { Script } from './script.ts';

const samples = resolve(import.meta.dirname, '..', 'samples');

/** A small true project, the issue that is opened on it, and what the scripted model says of that issue. */
export interface Sample {
  name: string;
  /** The project's files, without `.git`. */
  directory: string;
  issue: { title: string; body: string };
  script: Script;
}

export const sampleNames = ['python-shelf', 'typescript-rates'] as const;
export type SampleName = (typeof sampleNames)[number];

/** Reads a sample from `demo/samples`. Throws when a written reply does not fit the schema of its call. */
export async function readSample(name: SampleName): Promise<Sample> {
  const [head = '', ...body] = (await readFile(join(samples, `${name}.issue.md`), 'utf8')).split('\n');
  const issue = { title: head.replace(/^# /, ''), body: body.join('\n').trim() };
  return { name, directory: join(samples, name), issue, script: await readScript(name, issue.title) };
}

async function readScript(name: SampleName, title: string): Promise<Script> {
  const folder = join(samples, `${name}.replies`);
  const files = await readdir(folder);
  const read = async (file: string) => parse(await readFile(join(folder, file), 'utf8')) as unknown;
  const editsOf = (call: string) =>
    Promise.all(
      files
        .filter(file => file === `${call}.yml` || file.startsWith(`${call}-`))
        .sort()
        .map(async file => ({ value: EditsReply.parse(await read(file)) })),
    );
  const plan = PlanReply.parse(await read('plan.yml'));
  const replies = {
    analysis: [{ value: AnalysisReply.parse(await read('analysis.yml')) }],
    plan: [{ value: plan }],
    tests: [{ value: TestsReply.parse({ files: await readTests(join(folder, 'tests')) }) }],
    implement: await editsOf('implement'),
    refactor: await editsOf('refactor'),
    document: await editsOf('document'),
  };
  return { titles: [title, plan.name], replies, whenSpent: 'repeat-last' };
}

async function readTests(folder: string): Promise<TestsReply['files']> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter(entry => entry.isFile()).map(entry => join(entry.parentPath, entry.name));
  return Promise.all(
    paths.sort().map(async path => ({
      path: relative(folder, path).split('\\').join('/'),
      content: await readFile(path, 'utf8'),
    })),
  );
}
