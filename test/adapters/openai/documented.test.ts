import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { scripted } from '../../../demo/scripted-model/script.ts';
import { type ScriptedModelServer, startScriptedModel } from '../../../demo/scripted-model/server.ts';
import { openAiModel } from '../../../src/adapters/openai/model.ts';
import { examineEnvironment } from '../../../src/config/examine.ts';
import { trialLines } from '../../../src/doctor/model.ts';

const page = await readFile(resolve(import.meta.dirname, '..', '..', '..', 'docs', 'models.md'), 'utf8');
const blocks = [...page.matchAll(/^## (.+)\n\n```sh\n([\s\S]*?)```/gm)].map(([, name = '', commands = '']) => ({
  name,
  variables: Object.fromEntries([...commands.matchAll(/^export (\w+)=(.*)$/gm)].map(([, key, value]) => [key, value])),
}));

let server: ScriptedModelServer;
afterEach(() => server.close());

describe('what docs/models.md says to set', () => {
  it.each(blocks.flatMap(block => [undefined, 'ignored', 'rejected'].map(streams => ({ ...block, streams }) as const)))(
    'works for $name where a stream is $streams',
    async ({ name, variables, streams }) => {
      const adding = { calls: [{ tool: 'add', arguments: { left: 2, right: 3 } }] };
      const script = scripted({ 'doctor-answer': [{ sum: 5 }], 'doctor-tools': [adding] });
      server = await startScriptedModel({ scripts: [script], ...(streams ? { streams: streams as 'ignored' } : {}) });

      const { model, variables: found } = examineEnvironment(variables);
      const about = found.filter(({ name }) => name in variables);
      expect(about.flatMap(({ problem }) => problem ?? [])).toEqual([]);
      if (!model) throw new Error(`${name} is no model`);
      const isOpenAi = model.baseURL === undefined;
      expect(isOpenAi).toBe(name === 'OpenAI');
      // Only where the server is differs from what is documented.
      const api = isOpenAi ? 'responses' : model.api;
      const stand = openAiModel({ ...model, apiKey: model.apiKey.reveal(), baseURL: server.url, api });

      const lines = [];
      for await (const line of trialLines(stand)) lines.push([line.name, line.result]);
      expect(lines).toEqual([
        ['structured output', 'right'],
        ['tools', 'right'],
      ]);
      expect(server.requests.at(-1)?.path).toBe(isOpenAi ? '/responses' : '/chat/completions');
    },
  );

  it('is of five servers', async () => {
    server = await startScriptedModel({ scripts: [] });
    expect(blocks.map(({ name }) => name)).toEqual(['OpenAI', 'Ollama', 'vLLM', 'LiteLLM', 'llama.cpp']);
  });
});
