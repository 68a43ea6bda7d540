import type { TestFailure } from '../../domain/test-report.ts';
import { type Place, plainText, shorten } from './place.ts';
import { lineIn } from './results.ts';

const stackLine = /^\s+at .*$/m;
const typedMessage = /^((?:[A-Za-z_$][\w$]*)?(?:Error|Exception))(?: \[[A-Z_]+\])?(?:: |$)([\s\S]*)$/;

/** A failure from what JavaScript runners print: `TypeError: message`, then the stack. `type` overrules the printed one. */
export function scriptFailure(
  printed: string,
  { place, file, type }: { place: Place; file: string; type?: string | undefined },
): TestFailure {
  const detail = plainText(place, printed).trim();
  const head = (detail.split(stackLine, 1)[0] ?? '').trim();
  const typed = typedMessage.exec(head);
  const line = lineIn(detail.slice(head.length), file);
  const name = type ?? typed?.[1];
  return {
    ...(name && { type: name }),
    message: shorten(typed?.[2] ?? head),
    detail: shorten(detail),
    ...(line && { line }),
  };
}
