import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { chatCompletions } from './completion.ts';
import { responses } from './response.ts';
import { readerOf, type Script, ScriptError, type ScriptedReply } from './script.ts';
import { meter } from './usage.ts';
import { utteranceOf } from './utterance.ts';
import { type Answer, piecesOf, type Usage, type Wire } from './wire.ts';

/** One question that reached the server, and what it was given. */
export interface RecordedCall {
  name: string;
  prompt: string;
  reply: ScriptedReply | { error: string };
  /** What the server would charge for, where something was said. */
  usage?: Usage;
}

/** A language model that says what was written for it, behind OpenAI's APIs on loopback. */
export interface ScriptedModelServer {
  /** What to set `OPENAI_BASE_URL` to. */
  url: string;
  /** Every answer that was asked for, oldest first. */
  calls: readonly RecordedCall[];
  /** Where each request went and whether it asked for a stream, those without an answer included. */
  requests: readonly { path: string; isStream: boolean }[];
  close(): Promise<void>;
}

export interface ScriptedModelOptions {
  /** 0 takes a free one. */
  port?: number;
  scripts: readonly Script[];
  /** What becomes of a wish for a stream; it is honoured when missing. */
  streams?: 'ignored' | 'rejected';
}

const wires: Record<string, Wire> = {
  'POST /v1/chat/completions': chatCompletions,
  'POST /v1/responses': responses,
};

/** Starts the server. Answers are chosen by the call's name, issue title and attempt. */
export async function startScriptedModel({
  port = 0,
  scripts,
  streams,
}: ScriptedModelOptions): Promise<ScriptedModelServer> {
  const calls: RecordedCall[] = [];
  const requests: ScriptedModelServer['requests'][number][] = [];
  const read = readerOf(scripts);
  const count = meter();
  const server = createServer((request, response) => {
    answer(request, response).catch(fault => sendError(response, 500, { message: String(fault) }));
  });

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const route = `${request.method} ${request.url?.split('?')[0]}`;
    if (route === 'GET /v1/models') return sendJson(response, { object: 'list', data: [modelEntry] });
    const wire = wires[route];
    if (!wire) return sendError(response, 404, { message: `no such route: ${route}` });
    const body: unknown = JSON.parse(await text(request));
    const asked = wire.read(body);
    requests.push({ path: route.replace('POST /v1', ''), isStream: asked.isStream });
    if (asked.isStream && streams === 'rejected') return sendError(response, 400, { message: 'stream: unsupported' });
    if (asked.fault) return sendError(response, asked.fault.status, asked.fault);
    const { prompt } = asked;
    const name = asked.name ?? nameIn(request);
    try {
      const reply = read({ name, prompt });
      const call: RecordedCall = { name, prompt, reply };
      calls.push(call);
      const utterance = utteranceOf(reply, asked.hasTools);
      if (!utterance) return sendFault(response, reply);
      call.usage = count(asked, utterance);
      const spoken: Answer = { id: `scripted-${calls.length}`, asked, utterance, usage: call.usage };
      speak(response, { wire, spoken, body, isStream: asked.isStream && streams === undefined });
    } catch (error) {
      if (!(error instanceof ScriptError)) throw error;
      calls.push({ name, prompt, reply: { error: error.message } });
      sendError(response, 500, { message: `the scripted model has no answer: ${error.message}` });
    }
  }

  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const { port: taken } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${taken}/v1`,
    calls,
    requests,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

const modelEntry = { id: 'scripted', object: 'model', created: 0, owned_by: 'redfirst' };

/** Where no schema carries the call's name, the id of the request does, up to its colon. */
const nameIn = ({ headers }: IncomingMessage) => String(headers['x-client-request-id'] ?? '').split(':')[0] ?? '';

interface Speech {
  wire: Wire;
  spoken: Answer;
  body: unknown;
  isStream: boolean;
}

function speak(response: ServerResponse, { wire, spoken, body, isStream }: Speech): void {
  const { end } = spoken.utterance;
  const pieces = isStream ? [...wire.events(spoken, body)] : piecesOf(JSON.stringify(wire.whole(spoken, body)));
  response.writeHead(200, { 'content-type': isStream ? 'text/event-stream' : 'application/json' });
  for (const piece of end === 'whole' ? pieces : pieces.slice(0, pieces.length / 2)) response.write(piece);
  if (end === 'whole') response.end();
  if (end === 'hangs-up') response.destroy();
}

function sendFault(response: ServerResponse, reply: ScriptedReply): void {
  if (typeof reply !== 'object' || !('status' in reply)) return;
  if (reply.retryAfter !== undefined) response.setHeader('retry-after', reply.retryAfter);
  sendError(response, reply.status, { message: 'a fault that the script asked for' });
}

function sendJson(response: ServerResponse, body: object, status = 200): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}

function sendError(
  response: ServerResponse,
  status: number,
  { message, param }: { message: string; param?: string },
): void {
  sendJson(response, { error: { message, type: 'scripted', param: param ?? null, code: null } }, status);
}
