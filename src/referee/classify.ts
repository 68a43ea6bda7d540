import type { ClassifiedTest } from '../domain/red.ts';
import type { Spec } from '../domain/spec.ts';
import type { CollectionError, TestFailure, TestResult } from '../domain/test-report.ts';
import type { Missing } from '../languages/language.ts';
import { isHarnessPath, isTestPath, type TestFiles } from '../languages/roles.ts';
import { declaresModule, declaresSymbol } from './red/declared.ts';
import { assertion, environment, missingIn, notImplemented, syntax, timeOut } from './red/failure-patterns.ts';
import { raisedIn } from './red/frames.ts';

/** What a test is judged against. */
export interface RedContext {
  spec: Pick<Spec, 'codeSpans' | 'newFiles'>;
  settings: TestFiles;
}

/** The class of a test, without the test. */
export type Classification = Pick<ClassifiedTest, 'class' | 'red' | 'why' | 'symbol'>;

/** Why a test is not green before the implementation exists, as its own result tells it. */
export function classifyResult(result: TestResult, context: RedContext): Classification {
  if (result.status === 'passed') return { class: 'passes', red: false, why: 'passes without the implementation' };
  if (result.status === 'skipped') return { class: 'skipped', red: false, why: 'was skipped, so it shows nothing' };
  const failure = result.failure ?? { message: 'failed without a message', detail: '' };
  const classified = classifyFailure(failure, result.file, context);
  const isSetup =
    result.status === 'error' && !['missing-symbol', 'not-implemented', 'timeout'].includes(classified.class);
  return isSetup
    ? { class: 'environment', red: false, why: `broke outside of its body: ${saidIn(failure)}` }
    : classified;
}

/**
 * The class of a file that could not be loaded. A compiler gives every reason at once, and each of them has to be a legal
 * one: behind a missing symbol that was declared hides no other mistake.
 */
export function classifyLoadError(
  { file, failure, others = [] }: CollectionError,
  context: RedContext,
): Classification {
  const [first, ...rest] = [failure, ...others].map(each => classifyFailure(each, file, context));
  const illegal = rest.find(({ red }) => !red);
  if (!first?.red || !illegal) return first ?? { class: 'collection', red: false, why: 'did not load' };
  return illegal;
}

/**
 * The class of a failure. Red for the right reason: an assertion, a stub that is not implemented, a symbol that the
 * spec declares, or an error thrown by the code under test where the test expects an answer. An error that the test
 * itself throws says nothing about the code.
 */
export function classifyFailure(failure: TestFailure, file: string, context: RedContext): Classification {
  const text = failure.type ? `${failure.type}: ${failure.message}` : failure.message;
  const why = saidIn(failure);
  const thrower = raisedIn(failure.detail, context.settings.root);
  const isOfProduct = thrower !== undefined && thrower !== file && !isOfTests(thrower, context);
  if (timeOut.test(text)) return { class: 'timeout', red: false, why: `ran out of time: ${why}` };
  if (assertion.test(text)) return { class: 'assertion', red: true, why };
  if (notImplemented.test(text) && (isOfProduct || thrower === undefined))
    return { class: 'not-implemented', red: true, why };
  const missing = missingIn(text, file);
  const classified = missing && classifyMissing(missing, file, context);
  if (classified && (classified.red || !isOfProduct)) return { ...classified, why: `${classified.why}: ${why}` };
  if (environment.test(text)) return { class: 'environment', red: false, why };
  if (syntax.test(text)) return { class: 'collection', red: false, why: `cannot be read: ${why}` };
  if (isOfProduct) return { class: 'assertion', red: true, why: `\`${thrower}\` throws instead of answering: ${why}` };
  return { class: 'collection', red: false, why: `the test itself broke before it could assert: ${why}` };
}

const isOfTests = (path: string, { settings }: RedContext): boolean =>
  isTestPath(path, settings) || isHarnessPath(path, settings);

function classifyMissing(missing: Missing, file: string, { spec, settings }: RedContext): Classification {
  const { module, symbols } = missing;
  if (module !== undefined) {
    if (declaresModule(spec, { specifier: module, importer: missing.importer ?? file, root: settings.root }))
      return { class: 'missing-symbol', red: true, symbol: module, why: `module \`${module}\` is not there yet` };
    const isOwn = /^\.|^[@~#]\/|\.[cm]?[jt]sx?$/.test(module);
    const why = `module \`${module}\` is missing and the spec names no new file for it`;
    return { class: isOwn ? 'collection' : 'environment', red: false, symbol: module, why };
  }
  const declared = symbols.find(symbol => declaresSymbol(spec, symbol));
  if (declared)
    return { class: 'missing-symbol', red: true, symbol: declared, why: `\`${declared}\` is not there yet` };
  const [symbol = 'it'] = symbols;
  return {
    class: 'missing-symbol',
    red: false,
    symbol,
    why: `\`${symbol}\` is missing and the spec does not declare it`,
  };
}

/** The first line of what the runner said, for people; pytest puts the name of a missing fixture further down. */
function saidIn({ type, message }: TestFailure): string {
  const fixture = /fixture '[^']+' not found/.exec(message)?.[0];
  const said = fixture ?? message.trim().split('\n', 1)[0]?.slice(0, 200) ?? '';
  return type && !said.startsWith(type) ? `${type}: ${said}` : said;
}
