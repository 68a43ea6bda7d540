import { posix } from 'node:path';
import type { FileChange } from '../../domain/file-change.ts';
import { readSyntax } from '../../languages/syntax.ts';
import { testAnswers } from '../answers/test-answers.ts';
import { promisedFiles } from '../red/declared.ts';
import type { StubCase, Stubs } from './stub-case.ts';

/** A function of a plan's code spans: its name, and the text of a stub of it. */
interface Signature {
  name: string;
  stub: string;
}

/** How a compiled language declares a function that is not implemented, and a file of such functions. */
interface Stubbing {
  /** Nothing for a span that is no function, or lacks what a declaration needs. */
  signature(span: string, tests: readonly string[]): Promise<Signature | undefined>;
  /** The file, with whatever has to name it; nothing where it cannot be placed. */
  files(path: string, stubs: string, given: StubCase): Promise<FileChange[]>;
}

/**
 * Stubs in the one new file of code that the plan promises, of the functions that its code spans declare and the tests
 * call. A compiler wants types, so where the plan does not give them, or promises several files, there is no stub.
 */
export async function compiledStubs(given: StubCase): Promise<Stubs> {
  const none: Stubs = { overlay: [], names: [] };
  const ending = posix.extname(given.wanting[0]?.file ?? '');
  const stubbing = stubbings[ending];
  const isNew = (path: string) =>
    path.endsWith(ending) && given.isProduct(path) && !given.tests.has(path) && !given.paths.includes(path);
  const [path, ...others] = [...new Set(promisedFiles(given.spec))].filter(isNew);
  if (!stubbing || path === undefined || others.length > 0) return none;
  const tests = [...new Set(given.wanting.map(({ file }) => file))].map(file => given.tests.get(file) ?? '');
  const found = await Promise.all(given.spec.codeSpans.map(span => stubbing.signature(span, tests)));
  const isCalled = ({ name }: Signature) => tests.some(text => new RegExp(`\\b${name}\\s*\\(`).test(text));
  const signatures = found.filter(each => each !== undefined).filter(isCalled);
  const stubs = new Map(signatures.map(({ name, stub }) => [name, stub]));
  if (stubs.size === 0) return none;
  const overlay = await stubbing.files(path, [...stubs.values()].join('\n'), given);
  const isSound = await readSyntax(path, overlay[0]?.content ?? '', root => !root.hasError);
  const awaited = new Set([...given.tests].filter(([, text]) => awaitsPanic.test(text)).map(([file]) => file));
  return isSound && overlay.length > 0 ? { overlay, names: [...stubs.keys()], awaited } : none;
}

/** What takes the panic of a stub, or any exception, for the answer. */
const awaitsPanic =
  /should_panic|catch_unwind|\brecover\(|\bPanics\w*\(|\b(?:Runtime|UnsupportedOperation)?(?:Exception|Throwable)\b|assertThatThrownBy/;

const refusal = (name: string): string => `"${name} is not implemented"`;

const go: Stubbing = {
  async signature(span) {
    const [, name, rest] = /^(?:func\s+)?(?:\w+\.)?([A-Za-z_]\w*)(\(.*)$/.exec(span) ?? [];
    return name && rest ? { name, stub: `func ${name}${rest} {\n\tpanic(${refusal(name)})\n}\n` } : undefined;
  },
  async files(path, stubs, { paths, tests, read }) {
    const directory = posix.dirname(path);
    const isBeside = (each: string) => posix.dirname(each) === directory && each.endsWith('.go');
    const beside = [...tests.keys(), ...paths].find(isBeside);
    const text = beside && (tests.get(beside) ?? (await read(beside)));
    const name = /^package (\w+?)(?:_test)?\s*$/m.exec(text ?? '')?.[1] ?? posix.basename(directory);
    return [{ path, content: `package ${name}\n\n${stubs}` }];
  },
};

const rust: Stubbing = {
  async signature(span) {
    const [, name, rest] = /^(?:pub\s+)?(?:fn\s+)?(?:\w+::)*([a-z_]\w*)(\(.*)$/.exec(span) ?? [];
    return name && rest
      ? { name, stub: `#[allow(unused)]\npub fn ${name}${rest} {\n    todo!(${refusal(name)})\n}\n` }
      : undefined;
  },
  /** Beside the root of the crate, which has to name the module. */
  async files(path, stubs, { paths, read }) {
    const root = posix.join(posix.dirname(path), 'lib.rs');
    const text = paths.includes(root) ? await read(root) : undefined;
    const module = posix.basename(path, '.rs');
    if (text === undefined || new RegExp(`\\bmod\\s+${module}\\b`).test(text)) return [];
    return [
      { path, content: stubs },
      { path: root, content: `${text}\npub mod ${module};\n` },
    ];
  },
};

const java: Stubbing = {
  async signature(span, tests) {
    const [, said, name = '', parameters = ''] =
      /^(?:(?:public|static|final)\s+)*(?:([\w.<>[\], ?]+)\s+)?(?:\w+\.)?([a-z]\w*)\(([^()]*)\)/.exec(span) ?? [];
    const type = said ?? (name && (await typeExpected(name, tests)));
    if (!type) return undefined;
    const body = `throw new UnsupportedOperationException(${refusal(name)});`;
    return { name, stub: `    public static ${type} ${name}(${parameters}) {\n        ${body}\n    }\n` };
  },
  async files(path, stubs) {
    const [, folder] = /(?:^|\/)java\/(.+)\/\w+\.java$/.exec(path) ?? [];
    const packaged = folder ? `package ${folder.replaceAll('/', '.')};\n\n` : '';
    const name = posix.basename(path, '.java');
    return [{ path, content: `${packaged}import java.util.*;\n\npublic class ${name} {\n${stubs}}\n` }];
  },
};

const stubbings: Record<string, Stubbing> = { '.go': go, '.rs': rust, '.java': java };

const types: [literal: RegExp, type: string][] = [
  [/^-?\d{1,9}$/, 'int'],
  [/^-?\d+$/, 'long'],
  [/^-?\d*\.\d+$/, 'double'],
  [/^"/, 'String'],
  [/^(?:true|false)$/, 'boolean'],
];

/** The type of what the tests expect of a method, where they all expect the same. */
async function typeExpected(name: string, tests: readonly string[]): Promise<string | undefined> {
  const answers = await Promise.all(tests.map(text => readSyntax('Tests.java', text, testAnswers)));
  const own = answers.flat().filter(answer => answer?.subject.split('.').at(-1) === name);
  const seen = new Set(own.map(answer => types.find(([literal]) => literal.test(answer?.expected ?? ''))?.[1]));
  return seen.size === 1 ? [...seen][0] : undefined;
}
