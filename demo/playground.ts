// A GitHub of one's own in the browser, with Redfirst at work on it:
//
//   npm run playground [-- --repo <a local git repository>] [--port 4000] [--trusted]
//
// With OPENAI_API_KEY or OPENAI_BASE_URL, and REDFIRST_MODEL, that model writes, as docs/environment.md has it. Without, the
// samples have a scripted one.
import { existsSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { readSample, sampleNames } from './scripted-model/samples.ts';
import { startScriptedModel } from './scripted-model/server.ts';
import { owner, stage } from './stage.ts';

const { values } = parseArgs({
  options: {
    repo: { type: 'string' },
    port: { type: 'string', default: '4000' },
    trusted: { type: 'boolean', default: false },
  },
});
const own = values.repo && resolve(process.env['INIT_CWD'] ?? '.', values.repo);
const isRepository = !own || ['.git', 'HEAD'].some(name => existsSync(join(own, name)));
if (!isRepository) refuse(`--repo ${own}: this is no git repository. Give the directory of one, with its .git.`);
if (!(Number(values.port) < 65_536)) refuse(`--port ${values.port}: a port is a number from 0 to 65535.`);

const samples = await Promise.all(sampleNames.map(readSample));
const isOfModel = (name: string) => /^(?:OPENAI_|REDFIRST_(?:MODEL|RECORD|REPLAY))/.test(name);
const given: Record<string, string> = Object.fromEntries(
  Object.entries(process.env).flatMap(([name, value]) => (value && isOfModel(name) ? [[name, value]] : [])),
);
const hasModel = ['OPENAI_API_KEY', 'OPENAI_BASE_URL', 'REDFIRST_MODEL'].some(name => given[name]);
const scripted =
  hasModel || own ? undefined : await startScriptedModel({ scripts: samples.map(({ script }) => script) });
const model = scripted
  ? { OPENAI_API_KEY: 'scripted', OPENAI_BASE_URL: scripted.url, REDFIRST_MODEL: 'scripted' }
  : given;
const banner = scripted
  ? 'The model is scripted: it knows the two sample issues and no others. Set OPENAI_API_KEY and REDFIRST_MODEL for a real one.'
  : hasModel
    ? `The model ${given['REDFIRST_MODEL'] ?? ''} writes.`
    : 'No model is configured, so nothing is planned or written. Set OPENAI_API_KEY and REDFIRST_MODEL for that.';

const theatre = await stage({
  repositories: own
    ? [{ name: basename(own), from: own }]
    : samples.map(({ name, directory: from }) => ({ name, from })),
  model,
  banner,
  port: Number(values.port),
  trusted: values.trusted,
});
if (!own) await openSampleIssues(theatre.playground.url);
console.log(
  `${banner}\n\nOpen ${theatre.playground.url} – put the label tdd-feature on an issue, then follow the comments. Ctrl-C ends it.`,
);
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, async () => {
    await theatre.close();
    process.exit(0);
  });
}

function refuse(message: string): never {
  console.error(message);
  process.exit(1);
}

async function openSampleIssues(url: string): Promise<void> {
  for (const { name, issue } of samples) {
    await fetch(`${url}/repos/${owner}/${name}/issues`, {
      method: 'POST',
      headers: { authorization: `token ${theatre.playground.users.writer.token}`, 'content-type': 'application/json' },
      body: JSON.stringify(issue),
    });
  }
}
