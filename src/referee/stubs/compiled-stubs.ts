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
  /** A new file in which functions can join those that are there, where the language has such. */
  beside?(test: string, paths: readonly string[]): string | undefined;
}

/**
 * Stubs in the one new file of code that the plan promises, of the functions and types that its code spans declare and
 * the tests name; of Go in any package that exists. A compiler wants types, so where the plan does not give them, or
 * promises several files, there is no stub.
 */
export async function compiledStubs(given: StubCase): Promise<Stubs> {
  const none: Stubs = { overlay: [], names: [] };
  const importer = given.wanting[0]?.file ?? '';
  const ending = posix.extname(importer);
  const stubbing = stubbings[ending];
  const isOwn = (path: string) => path.endsWith(ending) && given.isProduct(path) && !given.tests.has(path);
  const promised = [...new Set(promisedFiles(given.spec))].filter(path => isOwn(path) && !given.paths.includes(path));
  const [path = stubbing?.beside?.(importer, given.paths.filter(isOwn)), ...others] = promised;
  if (!stubbing || path === undefined || others.length > 0) return none;
  const tests = [...new Set(given.wanting.map(({ file }) => file))].map(file => given.tests.get(file) ?? '');
  const found = await Promise.all(given.spec.codeSpans.map(span => stubbing.signature(bare(span), tests)));
  const isNamed = ({ name }: Signature) => tests.some(text => new RegExp(`\\b${name}\\b`).test(text));
  const signatures = found.filter(each => each !== undefined).filter(isNamed);
  const stubs = new Map(signatures.map(({ name, stub }) => [name, stub]));
  if (stubs.size === 0) return none;
  const overlay = await stubbing.files(path, [...stubs.values()].join('\n'), given);
  const isSound = await readSyntax(path, overlay[0]?.content ?? '', root => !root.hasError);
  return isSound && overlay.length > 0 ? { overlay, names: [...stubs.keys()] } : none;
}

/** A declaration as a plan or a line of code has it, without what opens its body. */
const bare = (span: string): string => span.trim().replace(/\s*\{$/, '');

const refusal = (name: string): string => `"${name} is not implemented"`;

const go: Stubbing = {
  async signature(span) {
    const [, type] = /^type\s+(\w+)\s+\S/.exec(span) ?? [];
    if (type) return { name: type, stub: `${span}\n` };
    const [, receiver = '', name, rest] =
      /^(?:func\s+)?(\(\w*\s*\*?\w+\)\s+)?(?:\w+\.)?([A-Za-z_]\w*)(\(.*)$/.exec(span) ?? [];
    return name && rest
      ? { name, stub: `func ${receiver}${name}${rest} {\n\tpanic(${refusal(name)})\n}\n` }
      : undefined;
  },
  beside(test, paths) {
    const directory = posix.dirname(test);
    const isThere = paths.some(path => posix.dirname(path) === directory);
    return isThere ? posix.join(directory, 'redfirst_stub.go') : undefined;
  },
  async files(path, stubs, { paths, tests, readMany }) {
    const directory = posix.dirname(path);
    const isBeside = (each: string) => posix.dirname(each) === directory && each.endsWith('.go');
    const beside = [...tests.keys(), ...paths].find(isBeside);
    const text = beside && (tests.get(beside) ?? (await readMany([beside])).get(beside));
    const name = /^package (\w+?)(?:_test)?\s*$/m.exec(text ?? '')?.[1] ?? posix.basename(directory);
    return [{ path, content: `package ${name}\n\n${stubs}` }];
  },
};

const rust: Stubbing = {
  async signature(span) {
    const [, type] = /^(?:pub\s+)?(?:struct|enum)\s+(\w+)\b.*[;}]$/.exec(span) ?? [];
    if (type) return { name: type, stub: `#[derive(Debug, Clone, PartialEq)]\n${span.replace(/^(?!pub)/, 'pub ')}\n` };
    const [, name, rest] = /^(?:pub\s+)?(?:fn\s+)?(?:\w+::)*([a-z_]\w*)(\(.*)$/.exec(span) ?? [];
    return name && rest && !/\bself\b/.test(rest)
      ? { name, stub: `#[allow(unused)]\npub fn ${name}${rest} {\n    todo!(${refusal(name)})\n}\n` }
      : undefined;
  },
  /** Beside the root of the crate, which has to name the module. */
  async files(path, stubs, { paths, readMany }) {
    const root = posix.join(posix.dirname(path), 'lib.rs');
    const text = paths.includes(root) ? (await readMany([root])).get(root) : undefined;
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
export async function typeExpected(name: string, tests: readonly string[]): Promise<string | undefined> {
  const answers = await Promise.all(tests.map(text => readSyntax('Tests.java', text, testAnswers)));
  const own = answers.flat().filter(answer => answer?.subject.split('.').at(-1) === name);
  const seen = new Set(own.map(answer => types.find(([literal]) => literal.test(answer?.expected ?? ''))?.[1]));
  return seen.size === 1 ? [...seen][0] : undefined;
}
