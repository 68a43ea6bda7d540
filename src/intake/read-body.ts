import type { IncomingMessage } from 'node:http';
import { Refusal } from './store-signals.ts';

/** What deliveries may hold in memory, each and all together. */
export interface BodyLimits {
  each: number;
  together: number;
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

/**
 * Reads request bodies within limits that hold before anything is kept, and whoever sent them: the signature can only
 * be checked at the end. Throws {@link Refusal}.
 */
export function bodyReader({ each, together }: BodyLimits): (request: IncomingMessage) => Promise<string> {
  let held = 0;

  return async request => {
    if (Number(request.headers['content-length'] ?? 0) > each) throw tooLarge(each);
    const chunks: Buffer[] = [];
    let size = 0;
    try {
      for await (const chunk of request.iterator({ destroyOnReturn: false })) {
        size += chunk.length;
        held += chunk.length;
        if (size > each) throw tooLarge(each);
        if (held > together) throw new Refusal(503, 'Too many deliveries at once.');
        chunks.push(chunk);
      }
      return utf8.decode(Buffer.concat(chunks));
    } catch (error) {
      if (error instanceof TypeError) throw new Refusal(400, 'The body is not UTF-8.');
      throw error;
    } finally {
      held -= size;
    }
  };
}

function tooLarge(limit: number): Refusal {
  return new Refusal(413, `A delivery has at most ${limit} bytes.`);
}
