import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import type { Sample } from './scripted-model/samples.ts';
import { owner, type Theatre } from './stage.ts';

/** Longer than any stage of a sample takes on a slow machine. */
const patience = 5 * 60_000;

/** One issue from label to green, with a line for each stage as it is done. */
export async function play({ playground }: Theatre, { name, issue }: Sample): Promise<void> {
  const writer = callerOf(playground.url, playground.users.writer.token, name);
  console.log(`\n${owner}/${name}: ${issue.title}`);
  const { number } = z.object({ number: z.number() }).parse(await writer('POST', '/issues', issue));
  const timeline = openTimeline(playground);
  await writer('POST', `/issues/${number}/labels`, { labels: ['tdd-feature'] });
  await timeline.until('plan', () => statusOf(writer, number));
  await writer('POST', `/issues/${number}/comments`, { body: '/approve' });
  await timeline.until('red', () => statusOf(writer, number));
  await writer('POST', `/issues/${number}/comments`, { body: '/implement' });
  await timeline.until('verify', () => statusOf(writer, number));
  const pulls = z.array(z.object({ number: z.number(), draft: z.boolean() })).parse(await writer('GET', '/pulls'));
  const [pull] = pulls;
  if (!pull || pull.draft) throw new Error('there is no pull request that is ready for review');
  console.log(`  issue        ${playground.url}/${owner}/${name}/issues/${number}`);
  console.log(`  pull request ${playground.url}/${owner}/${name}/pull/${pull.number}`);
}

type Caller = ReturnType<typeof callerOf>;

function callerOf(url: string, token: string, name: string) {
  return async (method: string, path: string, body?: unknown): Promise<unknown> => {
    const headers = { authorization: `token ${token}`, 'content-type': 'application/json' };
    const response = await fetch(`${url}/repos/${owner}/${name}${path}`, {
      method,
      headers,
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return response.json();
  };
}

const Row = z.object({
  state: z.string(),
  summary: z.string(),
  seconds: z.number().optional(),
  tokens: z.number().optional(),
});
const Status = z.object({ rows: z.record(z.string(), Row), stop: z.object({ text: z.string() }).optional() });
type Status = z.infer<typeof Status>;

/** What the status comment remembers, as anybody can read it on the issue. */
async function statusOf(call: Caller, number: number): Promise<Status> {
  const comments = z.array(z.object({ body: z.string() })).parse(await call('GET', `/issues/${number}/comments`));
  const [, json] = /<!-- redfirst:status (.*) -->/.exec(comments.map(({ body }) => body).join('\n')) ?? [];
  return json ? Status.parse(JSON.parse(json)) : { rows: {} };
}

/** Prints each stage once it is done, with the requests that Redfirst has made of GitHub meanwhile. */
function openTimeline({ requests }: Theatre['playground']) {
  const printed = new Set<string>();
  let counted = requests.length;
  const calls = () => {
    const made = requests.slice(counted).filter(request => request.byApp && request.kind !== 'git').length;
    counted = requests.length;
    return made;
  };
  const print = (stage: string, { summary, seconds = 0, tokens = 0 }: z.infer<typeof Row>) => {
    printed.add(stage);
    const columns = [
      stage.padEnd(9),
      `${seconds.toFixed(1)} s`.padStart(8),
      `${calls()} calls`.padStart(9),
      `${tokens} tokens`.padStart(12),
    ];
    console.log(`  ${columns.join(' ')}  ${summary}`);
  };
  return {
    async until(stage: string, look: () => Promise<Status>): Promise<void> {
      for (const end = Date.now() + patience; Date.now() < end; await wait(100)) {
        const { rows, stop } = await look();
        for (const [name, row] of Object.entries(rows))
          if (row.state === 'done' && !printed.has(name)) print(name, row);
        if (stop) throw new Error(stop.text);
        if (printed.has(stage)) return;
      }
      throw new Error(`${stage} was not done within ${patience / 60_000} minutes`);
    },
  };
}
