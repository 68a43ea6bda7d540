import { afterEach, describe } from 'vitest';
import { type ScriptedModelServer, startScriptedModel } from '../../../demo/scripted-model/server.ts';
import { openAiModel } from '../../../src/adapters/openai/model.ts';
import { modelContract } from '../../contracts/model.ts';
import { settings } from './settings.ts';

const servers: ScriptedModelServer[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map(server => server.close()));
});

describe.each(['chat', 'responses'] as const)('by the API %s', api => {
  describe.each([
    ['streams', undefined],
    ['answers in one piece though a stream was asked for', 'ignored'],
    ['rejects the wish for a stream', 'rejected'],
  ] as const)('at a server that %s', (_what, streams) => {
    modelContract('openAiModel', async script => {
      const server = await startScriptedModel({ scripts: [script], ...(streams ? { streams } : {}) });
      servers.push(server);
      return openAiModel({ ...settings, baseURL: server.url, api });
    });
  });
});
