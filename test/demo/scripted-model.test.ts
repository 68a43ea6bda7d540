import { afterEach, describe, expect, it } from 'vitest';
import { type Script, scripted } from '../../demo/scripted-model/script.ts';
import { type ScriptedModelServer, startScriptedModel } from '../../demo/scripted-model/server.ts';

const running: ScriptedModelServer[] = [];
afterEach(() => Promise.all(running.splice(0).map(server => server.close())));

async function start(...scripts: Script[]): Promise<ScriptedModelServer> {
  const server = await startScriptedModel({ scripts });
  running.push(server);
  return server;
}

const post = (server: ScriptedModelServer, body: object) =>
  fetch(`${server.url}/chat/completions`, { method: 'POST', body: JSON.stringify({ model: 'scripted', ...body }) });

const question = (name: string, prompt: string) => ({
  messages: [
    { role: 'system', content: 'You write tests first.' },
    { role: 'user', content: prompt },
  ],
  response_format: { type: 'json_schema', json_schema: { name } },
});

async function ask(server: ScriptedModelServer, name: string, prompt: string): Promise<unknown> {
  const body = (await (await post(server, question(name, prompt))).json()) as {
    choices?: { message: { content: string } }[];
    error?: { message: string };
  };
  return body.choices?.[0] ? JSON.parse(body.choices[0].message.content) : body.error?.message;
}

describe('the scripted model', () => {
  it('answers by the name of the call, one reply after the other', async () => {
    const server = await start(scripted({ plan: [{ n: 1 }], implement: [{ n: 2 }, { n: 3 }] }));
    expect(await ask(server, 'implement', 'first')).toEqual({ n: 2 });
    expect(await ask(server, 'plan', 'first')).toEqual({ n: 1 });
    expect(await ask(server, 'implement', 'second')).toEqual({ n: 2 });
    expect(await ask(server, 'implement', 'third')).toEqual({ n: 3 });
    expect(server.calls.map(call => call.name)).toEqual(['implement', 'plan', 'implement', 'implement']);
  });

  it('picks the script whose title is in the prompt', async () => {
    const server = await start(scripted({ plan: [{ n: 1 }] }, 'Sort by date'), scripted({ plan: [{ n: 2 }] }, 'Undo'));
    expect(await ask(server, 'plan', '# Undo\n\nPlease.')).toEqual({ n: 2 });
    expect(await ask(server, 'plan', '# Redo')).toContain(
      'no script is about this issue; titles: "Sort by date", "Undo"',
    );
  });

  it('gives the same answer to the same question', async () => {
    const server = await start(scripted({ tests: [{ n: 1 }, { n: 2 }] }));
    expect(await ask(server, 'tests', 'same')).toEqual({ n: 1 });
    expect(await ask(server, 'tests', 'same')).toEqual({ n: 1 });
    expect(server.calls).toHaveLength(2);
  });

  it('says how many replies there were when the script is used up', async () => {
    const server = await start(scripted({ plan: [{ n: 1 }] }, 'Undo'));
    await ask(server, 'plan', 'Undo');
    const response = await post(server, question('plan', 'Undo, please'));
    expect(response.status).toBe(500);
    expect(await response.json()).toMatchObject({
      error: {
        message: 'the scripted model has no answer: call 2 of "plan", but the script "Undo" has 1 replies for it',
      },
    });
  });

  it('repeats the last reply where the script says so', async () => {
    const server = await start({ ...scripted({ refactor: [{ n: 1 }] }), whenSpent: 'repeat-last' });
    expect(await ask(server, 'refactor', 'one')).toEqual({ n: 1 });
    expect(await ask(server, 'refactor', 'two')).toEqual({ n: 1 });
  });

  it.each([
    ['junk', 'stop', 'Sure! Here is what you asked for.', null],
    ['refusal', 'stop', null, 'I cannot help with that.'],
    ['truncated', 'length', '{"edits":[{"kind":"wri', null],
  ])('can answer with %s', async (fault, finish_reason, content, refusal) => {
    const server = await start(scripted({ plan: [fault] }));
    const response = await post(server, question('plan', 'anything'));
    expect(await response.json()).toMatchObject({ choices: [{ finish_reason, message: { content, refusal } }] });
  });

  it('can answer with a status', async () => {
    const server = await start(scripted({ plan: [{ status: 429, retryAfter: 7 }, { n: 1 }] }));
    const response = await post(server, question('plan', 'anything'));
    expect([response.status, response.headers.get('retry-after')]).toEqual([429, '7']);
    expect(await ask(server, 'plan', 'anything')).toEqual({ n: 1 });
  });

  it('can keep the caller waiting until it gives up', async () => {
    const server = await start(scripted({ plan: ['hang'] }));
    const waiting = fetch(`${server.url}/chat/completions`, {
      method: 'POST',
      body: JSON.stringify(question('plan', 'anything')),
      signal: AbortSignal.timeout(100),
    });
    await expect(waiting).rejects.toThrow(/abort|timeout/i);
    expect(server.calls).toHaveLength(1);
  });

  it('streams the same answer as server-sent events', async () => {
    const value = { text: 'a'.repeat(1000) };
    const server = await start(scripted({ document: [value] }));
    const response = await post(server, {
      ...question('document', 'anything'),
      stream: true,
      stream_options: { include_usage: true },
    });
    expect(response.headers.get('content-type')).toBe('text/event-stream');
    const lines = (await response.text()).split('\n\n').filter(Boolean);
    expect(lines.at(-1)).toBe('data: [DONE]');
    const chunks = lines.slice(0, -1).map(line => JSON.parse(line.slice('data: '.length)));
    const content = chunks.map(chunk => chunk.choices[0]?.delta.content ?? '').join('');
    expect(JSON.parse(content)).toEqual(value);
    expect(chunks.at(-1)?.usage.completion_tokens).toBe(Math.ceil(JSON.stringify(value).length / 4));
  });

  it('calls tools where tools are offered, in one piece and as events', async () => {
    const step = { text: 'I look.', calls: [{ tool: 'read', arguments: { path: 'a'.repeat(500) } }] };
    const server = await start(scripted({ implement: [step] }));
    const dialogue = { messages: [{ role: 'user', content: 'Write.' }], tools: [{ type: 'function' }] };
    const speak = (body: object) =>
      fetch(`${server.url}/chat/completions`, {
        method: 'POST',
        headers: { 'x-client-request-id': 'implement:1' },
        body: JSON.stringify({ ...dialogue, ...body }),
      });

    const whole = (await (await speak({})).json()) as { choices: { message: { tool_calls: object[] } }[] };
    expect(whole.choices[0]).toMatchObject({
      finish_reason: 'tool_calls',
      message: { content: 'I look.', tool_calls: [{ id: 'call_1_0', function: { name: 'read' } }] },
    });

    const lines = (await (await speak({ stream: true })).text())
      .split('\n\n')
      .filter(line => line.startsWith('data: {'));
    const deltas = lines.flatMap(line => JSON.parse(line.slice('data: '.length)).choices[0]?.delta.tool_calls ?? []);
    expect(deltas[0]).toMatchObject({ index: 0, id: 'call_1_0', function: { name: 'read', arguments: '' } });
    expect(JSON.parse(deltas.map(delta => delta.function.arguments).join(''))).toEqual({ path: 'a'.repeat(500) });
  });

  it('lists its model and knows no other route', async () => {
    const server = await start();
    expect(await (await fetch(`${server.url}/models`)).json()).toMatchObject({ data: [{ id: 'scripted' }] });
    expect((await fetch(`${server.url}/embeddings`, { method: 'POST' })).status).toBe(404);
  });
});
