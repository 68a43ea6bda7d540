import type { Missing } from '../../languages/language.ts';
import { languageAt } from '../../languages/languages.ts';

/** What is missing, when the failure is about something that does not exist, in the words of the language of `file`. */
export function missingIn(text: string, file: string): Missing | undefined {
  for (const [pattern, read] of languageAt(file)?.missing ?? []) {
    const match = pattern.exec(text);
    if (match) return read(match);
  }
  return undefined;
}

/** Time-outs of single tests: pytest-timeout, Vitest, Jest, Mocha, `node --test`. */
export const timeOut =
  /^testTimeoutFailure:|Test timed out in \d+ ?ms|test timed out after|Exceeded timeout of \d+ ?ms|Timeout of \d+ ?ms exceeded|^Failed: Timeout [(>]/;

/** Failed assertions: unittest, pytest's own `Failed`, node:assert, Chai, and Jest's as the report reader marks them. */
export const assertion = /^(?:[\w.]*Assertion(?:Failed)?Error|Failed):|^Failed$/;

export const notImplemented =
  /^(?:NotImplemented(?:Error|Exception)|UnsupportedOperationException)\b|\bnot[ -]?(?:yet[ -])?implemented\b|\bunimplemented\b/i;

/** What the sandbox withholds or the repository lacks. None of it is about the feature. */
export const environment =
  /ConnectionRefusedError|ECONNREFUSED|ENOTFOUND|EAI_AGAIN|gaierror|name resolution|Name or service not known|ENETUNREACH|Network is unreachable|fetch failed|PermissionError|\bEACCES\b|\bEPERM\b|\bEROFS\b|Read-only file system|\bENOSPC\b|No space left|fixture '[^']+' not found|Executable doesn't exist|cancelledByParent|[Cc]onnection refused|UnknownHostException|no such host|network is unreachable|permission denied|read-only file system/;

export const syntax =
  /^(?:SyntaxError|IndentationError|TabError)\b|PARSE_ERROR|Transform failed|unexpected token|error TS1\d{3}:|^CompileError:/i;

/**
 * Whether a failure that a test itself reports, in a language without a type for that, is about the world and not about an
 * answer: what compares two values is an answer, whatever the values say.
 */
export const isOfWorld = (said: string): boolean =>
  environment.test(said) && !/\b(?:got|want|expect|left|right)/i.test(said);
