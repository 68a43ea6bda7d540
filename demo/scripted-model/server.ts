import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { type CompletionRequest, completionOf, eventsOf, promptOf } from './completion.ts';
import { readerOf, type Script, ScriptError, type ScriptedReply } from './script.ts';
import { utteranceOf } from './utterance.ts';

/** One question that reached the server, and what it was given. */
export interface RecordedCall {
  name: string;
  prompt: string;
  reply: ScriptedReply | { error: string };
}

/** A language model that says what was written for it, behind OpenAI's chat completions API on loopback. */
export interface ScriptedModelServer {
  /** What to set `OPENAI_BASE_URL` to. */
  url: string;
  /** Every completion that was asked for, oldest first. */
  calls: readonly RecordedCall[];
  close(): Promise<void>;
}

/** Starts the server; port 0 takes a free one. Answers are chosen by schema name, issue title and attempt. */
export async function startScriptedModel(options: {
  port?: number;
  scripts: readonly Script[];
}): Promise<ScriptedModelServer> {
  const calls: RecordedCall[] = [];
  const read = readerOf(options.scripts);
  const server = createServer((request, response) => {
    answer(request, response).catch(fault => sendError(response, 500, String(fault)));
  });

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const route = `${request.method} ${request.url?.split('?')[0]}`;
    if (route === 'GET /v1/models') return sendJson(response, { object: 'list', data: [modelEntry] });
    if (route !== 'POST /v1/chat/completions') return sendError(response, 404, `no such route: ${route}`);
    const question = JSON.parse(await text(request)) as CompletionRequest;
    const name = nameOf(request, question);
    const prompt = promptOf(question);
    try {
      const reply = read({ name, prompt });
      calls.push({ name, prompt, reply });
      sendReply(response, question, { reply, id: `chatcmpl-${calls.length}` });
    } catch (error) {
      if (!(error instanceof ScriptError)) throw error;
      calls.push({ name, prompt, reply: { error: error.message } });
      sendError(response, 500, `the scripted model has no answer: ${error.message}`);
    }
  }

  server.listen(options.port ?? 0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/v1`,
    calls,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

const modelEntry = { id: 'scripted', object: 'model', created: 0, owned_by: 'redfirst' };

/** A schema carries the call's name. Where there is none, the id of the request does, up to its colon. */
function nameOf({ headers }: IncomingMessage, question: CompletionRequest): string {
  const [fromId = ''] = String(headers['x-client-request-id'] ?? '').split(':');
  return question.response_format?.json_schema?.name ?? fromId;
}

function sendReply(
  response: ServerResponse,
  question: CompletionRequest,
  { reply, id }: { reply: ScriptedReply; id: string },
): void {
  const utterance = utteranceOf(reply, (question.tools ?? []).length > 0);
  if (utterance && question.stream) {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    for (const event of eventsOf(question, utterance, id)) response.write(event);
    response.end();
  } else if (utterance) {
    sendJson(response, completionOf(question, utterance, id));
  } else if (typeof reply === 'object' && 'status' in reply) {
    if (reply.retryAfter !== undefined) response.setHeader('retry-after', reply.retryAfter);
    sendError(response, reply.status, 'a fault that the script asked for');
  }
}

function sendJson(response: ServerResponse, body: object, status = 200): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}

function sendError(response: ServerResponse, status: number, message: string): void {
  sendJson(response, { error: { message, type: 'scripted', param: null, code: null } }, status);
}
