import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bubblewrapSandbox } from '../../src/adapters/sandbox/bubblewrap.ts';
import { trustedSandbox } from '../../src/adapters/sandbox/trusted.ts';
import { parseConfig } from '../../src/config/parse.ts';
import { resolveSettings } from '../../src/config/resolve.ts';
import type { Service } from '../../src/domain/settings.ts';
import type { Tree } from '../../src/ports/repositories.ts';
import type { Sandbox } from '../../src/ports/sandbox.ts';
import { runMemory } from '../../src/stages/run-memory.ts';
import { readServices, servicesArtifact } from '../../src/stages/services.ts';
import { type CommandRun, runCommand, runSuite, type Workbench } from '../../src/stages/suite.ts';
import { testLimits } from '../contracts/sandbox.ts';
import { silentLog } from '../silent-log.ts';
import { describeWith } from '../toolchains.ts';

const server = `
import http.server, sys
class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        if self.path == "/crash":
            import os; os._exit(3)
        print("Error: asked for", self.path, flush=True) if self.path == "/error" else None
        self.send_response(200 if self.path != "/missing" else 404)
        self.end_headers()
        self.wfile.write(b"hello")
    def log_message(self, *args): pass
print("Listening, 0 errors", flush=True)
http.server.HTTPServer(("127.0.0.1", int(sys.argv[1])), Handler).serve_forever()
`;

const ask = (path: string) =>
  `python3 -c "from urllib.request import urlopen; print(urlopen('http://127.0.0.1:8123${path}').read().decode())"`;

const http = (path = '/', within = 60) => ({ http: `http://127.0.0.1:8123${path}`, within });
const api: Service = { name: 'api', run: 'python3 server.py 8123', ready: http() };

function settingsWith(services: readonly Service[]) {
  const config = parseConfig('tests: { run: python3 -m pytest, report: junit-pytest, paths: ["tests/**"] }');
  if (config.kind === 'invalid') throw new Error(JSON.stringify(config.problems));
  const resolved = resolveSettings(config.config, { kind: 'unknown', looked: [], why: '' });
  if (resolved.kind === 'undetected') throw new Error(resolved.why);
  return { ...resolved.settings, services: [...services] };
}

describeWith(['bubblewrap'], 'a command with services beside it', () => {
  let directory: string;
  let sandbox: Sandbox;
  let trusted: Sandbox;

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'redfirst-services-'));
    await mkdir(join(directory, 'tree'));
    await writeFile(join(directory, 'tree', 'server.py'), server);
    const options = { limits: testLimits, readOnlyPaths: [], registry: {}, log: silentLog };
    sandbox = bubblewrapSandbox({ ...options, cacheDirectory: join(directory, 'cache') });
    trusted = trustedSandbox({ ...options, cacheDirectory: join(directory, 'trusted') });
  });
  afterAll(() => rm(directory, { recursive: true, force: true }));

  function benchWith(services: readonly Service[], inside = sandbox): Workbench {
    const tree: Tree = {
      oid: '1'.repeat(40),
      list: async () => [],
      read: async () => undefined,
      readMany: async () => new Map(),
      directory: async () => join(directory, 'tree'),
    };
    const { signal } = new AbortController();
    return { sandbox: inside, settings: settingsWith(services), tree, overlay: [], runs: runMemory(), signal };
  }

  /** Processes of this host with these arguments. */
  const alive = async (line: string) => {
    const ids = (await readdir('/proc')).filter(name => /^\d+$/.test(name));
    const lines = await Promise.all(ids.map(id => readFile(`/proc/${id}/cmdline`, 'utf8').catch(() => '')));
    return lines.filter(text => text.split('\0').join(' ').trim() === line);
  };

  const run = (command: string, services: readonly Service[], inside = sandbox): Promise<CommandRun> =>
    runCommand(benchWith(services, inside), {
      command,
      artifacts: [],
      environment: {},
      seconds: 30,
      needsServices: true,
    });

  it('reaches a service on the loopback interface of its own jail', async () => {
    const ran = await run(ask('/'), [api]);
    expect(ran).toMatchObject({ kind: 'ran', services: [{ name: 'api', errors: [] }] });
    expect(ran.result).toMatchObject({ exitCode: 0, output: 'hello\n' });
  });

  it('ends with the status of the command', async () => {
    expect(await run('echo "it\'s out"; exit 7', [api])).toMatchObject({
      kind: 'ran',
      result: { exitCode: 7, output: "it's out\n" },
    });
  });

  it('starts the next one when the one before is ready, whatever tells that', async () => {
    const ready = (way: Partial<Service['ready']>) => ({ ...way, within: 60 });
    const ran = await run('cat order', [
      { name: 'first', run: 'sleep 0.3; echo first >>order; echo it is up; sleep 60', ready: ready({ log: 'is up' }) },
      { name: 'second', run: 'echo second >>order; touch here; sleep 60', ready: ready({ run: 'test -f here' }) },
      { ...api, run: `echo third >>order; ${api.run}` },
    ]);
    expect(ran.result.output).toBe('first\nsecond\nthird\n');
  });

  it('takes a service that puts itself into the background', async () => {
    const daemon: Service = { ...api, run: '(python3 server.py 8123 &) ; exit 0' };
    expect(await run(ask('/'), [daemon])).toMatchObject({ kind: 'ran', result: { output: 'hello\n' } });
  });

  it('collects what its log says of errors, and not that there are none', async () => {
    const ran = await run(`${ask('/error')} && ${ask('/error')}`, [api]);
    const said = 'Error: asked for /error';
    expect(ran).toMatchObject({ kind: 'ran', services: [{ name: 'api', errors: [said, said] }] });
  });

  it.each<[string, Service, string]>([
    [
      'never gets ready',
      { ...api, ready: http('/missing', 6) },
      'was not ready within 6 s. The end of its log: Listening, 0 errors',
    ],
    [
      'dies before',
      { ...api, run: 'echo no database; exit 4' },
      'ended with exit code 4 before it was ready. The end of its log: no database',
    ],
    ['is not there', { ...api, run: 'no-such-program' }, 'ended with exit code 127 before it was ready'],
  ])('is not run beside a service that %s', async (_how, service, why) => {
    const ran = await run('echo ran', [service]);
    expect(ran).toMatchObject({ kind: 'not-set-up', reason: 'service-down', command: service.run });
    expect(ran.kind === 'not-set-up' && ran.why).toContain(`The service \`api\` (\`${service.run}\`) ${why}`);
    expect(ran.result.output).not.toMatch(/^ran$/m);
  });

  it('says nothing where a service dies meanwhile, and is never a red suite', async () => {
    const report = await runSuite({
      ...benchWith([api]),
      settings: {
        ...settingsWith([api]),
        tests: { ...settingsWith([]).tests, run: `${ask('/crash')}; exit 1` },
      },
    });
    expect(report).toMatchObject({ kind: 'unusable', reason: 'service-down' });
    expect(report.kind === 'unusable' && report.detail).toContain('exit code 3 while it was needed');
  });

  it('leaves nothing running, not even without a jail and for a command that hangs', async () => {
    const mark = `${process.pid}.25`;
    const long: Service = { name: 'long', run: `echo up; sleep ${mark}`, ready: { log: 'up', within: 60 } };
    await run('true', [long], trusted);
    const hangs = { command: 'sleep 60', artifacts: [], environment: {}, seconds: -5 };
    const ran = await runCommand(benchWith([long], trusted), { ...hangs, needsServices: true });
    expect(ran.result.ending).toBe('timed-out');
    await expect.poll(() => alive(`sleep ${mark}`)).toEqual([]);
  });
});

describe('readServices', () => {
  it('takes a service of which nothing was left for one that was down', () => {
    const other: Service = { ...api, name: 'other' };
    const left = { [`${servicesArtifact}/0.up`]: 'up\n' };
    expect(readServices([api], left)).toEqual({ kind: 'up', services: [{ name: 'api', errors: [] }] });
    expect(readServices([api, other], left)).toEqual({
      kind: 'down',
      name: 'other',
      why: 'left no word of itself, and its log is empty',
    });
  });
});
