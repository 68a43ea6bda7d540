// A process of its own, so that it does not share an event loop with what is timed: a GitHub on loopback with eight
// repositories whose suites keep a core busy, and a scripted model. Told `start`, it labels an issue in each; it says how
// many plans and how many tests have been committed.
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { cp, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readSample } from '../../demo/scripted-model/samples.ts';
import { startScriptedModel } from '../../demo/scripted-model/server.ts';
import { startPlayground } from '../../src/playground/server.ts';

/** What the process says once it is ready. */
export interface TheatreReady {
  url: string;
  model: string;
  app: { id: number; privateKey: string; webhookSecret: string };
  repository: { id: number; name: string; owner: { login: string } };
  installation: { id: number };
}

/** Where the eight features are: plans committed, tests committed. */
export interface Progress {
  planned: number;
  red: number;
}

const features = 8;
const busyTest = `import time


def test_keeps_a_core_busy() -> None:
    """Stand in for the suite of a larger project: four seconds of work."""
    end = time.process_time() + 4
    while time.process_time() < end:
        sum(range(1000))
`;

const sample = await readSample('python-shelf');
const directory = await mkdtemp(join(tmpdir(), 'redfirst-bench-'));
const project = join(directory, 'project');
await cp(sample.directory, project, { recursive: true });
await writeFile(join(project, 'tests', 'unit', 'test_busy.py'), busyTest);
await writeFile(join(project, '.github', 'redfirst.yml'), 'approval: auto\n');

const pem = { format: 'pem' } as const;
const keys = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', ...pem },
  privateKeyEncoding: { type: 'pkcs1', ...pem },
});
const app = { id: 1, slug: 'redfirst', webhookSecret: randomBytes(32).toString('hex') };
const playground = await startPlayground({
  dataDir: join(directory, 'github'),
  app: { ...app, publicKey: keys.publicKey },
});
const model = await startScriptedModel({ scripts: [sample.script] });
const names = Array.from({ length: features }, (_, index) => `shelf-${index + 1}`);
for (const name of names) await playground.createRepository({ owner: 'acme', name, from: project });

async function label(name: string): Promise<void> {
  const post = (path: string, body: object) =>
    fetch(`${playground.url}/repos/acme/${name}/issues${path}`, {
      method: 'POST',
      headers: { authorization: `token ${playground.users.writer.token}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  await post('', sample.issue);
  await post('/1/labels', { labels: ['tdd-feature'] });
}

function progress(): Progress {
  const commits = playground.requests.filter(({ operation }) => operation?.startsWith('mutation Commit'));
  const planned = commits.filter(({ operation }) => operation?.includes('createRef')).length;
  return { planned, red: commits.length - planned };
}

process.on('message', async (message: { start?: string; ask?: string }) => {
  if (message.start) {
    playground.setWebhookUrl(message.start);
    await Promise.all(names.map(label));
  }
  process.send?.(progress());
});

const [repository] = playground.state.repositories;
const [installation] = playground.state.installations;
if (!repository || !installation) throw new Error('the playground has no repository');
const ready: TheatreReady = {
  url: playground.url,
  model: model.url,
  app: { ...app, privateKey: keys.privateKey },
  repository: { id: repository.id, name: repository.name, owner: { login: repository.owner.login } },
  installation: { id: installation.id },
};
process.send?.(ready);
