import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { z } from 'zod';
import { readSample } from '../demo/scripted-model/samples.ts';
import { startScriptedModel } from '../demo/scripted-model/server.ts';
import { owner, stage } from '../demo/stage.ts';
import packageJson from '../package.json' with { type: 'json' };
import { personOn } from './stories/person.ts';

const root = resolve(import.meta.dirname, '..');
/** npm, and what it starts, on the Node that runs this test. */
const env = { PATH: [dirname(process.execPath), process.env['PATH']].join(delimiter) };
const Packed = z.tuple([z.object({ filename: z.string(), files: z.array(z.object({ path: z.string() })) })]);

/** What npm says when it cannot reach a registry, rather than that something is wrong with the package. */
const offline = /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|ENOTCACHED|CERT/;

describe('the package', { timeout: 300_000 }, () => {
  let directory: string;
  let files: string[];
  let problem: string | undefined;

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'redfirst-package-'));
    const pack = await execa('npm', ['pack', '--json', '--pack-destination', directory], { cwd: root, env });
    const [packed] = Packed.parse(JSON.parse(pack.stdout.slice(pack.stdout.indexOf('[\n'))));
    files = packed.files.map(({ path }) => path);
    await writeFile(join(directory, 'package.json'), '{ "private": true }\n');
    const options = ['--omit=dev', '--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error'];
    const install = await execa('npm', ['install', ...options, packed.filename], {
      cwd: directory,
      env,
      reject: false,
    });
    problem = install.failed ? install.stderr : undefined;
  }, 300_000);

  afterAll(() => rm(directory, { recursive: true, force: true }));

  it('holds built code, prompts and documents, and nothing that only a checkout needs', () => {
    const folders = new Set(files.map(path => (path.includes('/') ? path.replace(/\/.*/, '/') : path)));
    expect([...folders].sort()).toEqual(
      ['.env.example', 'LICENSE', 'README.md', 'app.yml', 'dist/', 'docs/', 'package.json', 'prompts/'].sort(),
    );
    expect(files.filter(path => /playground|\.ts$|\.png$/.test(path))).toEqual([]);
  });

  it('comes with the licence of every package whose code is built in', async () => {
    const notices = await readFile(join(root, 'dist', 'THIRD-PARTY.md'), 'utf8');
    const used = await packagesUsedIn(join(root, 'src'));
    const builtIn = used.filter(name => !Object.hasOwn(packageJson.dependencies, name));
    expect(builtIn).toContain('probot');
    expect(builtIn.filter(name => !notices.includes(`## ${name}@`))).toEqual([]);
    expect(notices).toContain('Copyright');
  });

  it('runs where it is installed with its dependencies alone', async context => {
    context.skip(problem !== undefined && maySkip(problem), "skipped: needs npm's registry");
    expect(problem).toBeUndefined();
    const version = await execa('npx', ['--no-install', 'redfirst', '--version'], { cwd: directory, env });
    expect(version.stdout).toBe(packageJson.version);
    const sample = await readSample('python-shelf');
    const model = await startScriptedModel({ scripts: [sample.script] });
    const theatre = await stage({
      repositories: [{ name: sample.name, from: sample.directory }],
      model: { OPENAI_API_KEY: 'scripted', OPENAI_BASE_URL: model.url, REDFIRST_MODEL: 'scripted' },
      banner: '',
      trusted: true,
      cli: join(directory, 'node_modules', 'redfirst', packageJson.bin.redfirst),
    });
    onTestFinished(() => theatre.close().then(() => model.close()));
    const ping = await fetch(`${theatre.url}/ping`);
    expect([ping.status, await ping.text()]).toEqual([200, expect.stringContaining(packageJson.version)]);
    const writer = personOn(theatre.playground, 'writer', { owner, name: sample.name });
    const number = await writer.openIssue(sample.issue);
    await writer.label(number);
    const comments = () => writer.call('GET', `/issues/${number}/comments`).then(JSON.stringify);
    await vi.waitUntil(async () => (await comments()).includes('/approve'), { timeout: 120_000, interval: 200 });
  });
});

/** The packages that files import, but for the playground's and those of types alone. */
async function packagesUsedIn(directory: string): Promise<string[]> {
  const paths = (await readdir(directory, { recursive: true })).filter(path => /^(?!playground).*\.ts$/.test(path));
  const texts = await Promise.all(paths.map(path => readFile(join(directory, path), 'utf8')));
  const imports = texts.flatMap(text => [
    ...text.matchAll(/^import (?!type )[^;]*? from '(?!node:|\.)((?:@[^/']+\/)?[^/']+)/gm),
  ]);
  return [...new Set(imports.map(([, name = '']) => name))];
}

function maySkip(problem: string): boolean {
  return process.env['REDFIRST_REQUIRE_TOOLCHAINS'] !== '1' && offline.test(problem);
}
