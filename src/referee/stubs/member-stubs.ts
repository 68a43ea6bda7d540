import { posix } from 'node:path';
import { declaredSymbols } from '../../languages/declared-symbols.ts';
import { descendants, readSyntax, type SyntaxNode } from '../../languages/syntax.ts';
import { typeExpected } from './compiled-stubs.ts';
import type { StubCase, Stubs } from './stub-case.ts';

/** What a plan's code span declares of something that exists: a member of a type, or a function of a module. */
interface Member {
  owner: string;
  name: string;
  /** What stands behind the name, from its parameters on; nothing for a property. */
  rest: string;
  /** The type of its answer, where the language says that first. */
  answer?: string | undefined;
}

/** What is known where a member is placed. */
interface Place {
  path: string;
  text: string;
  tests: readonly string[];
}

/** How a language declares a member that is not implemented, in a file that exists. */
interface Placing {
  endings: readonly string[];
  span: RegExp;
  /** The text of the file with it; nothing where it cannot stand there. */
  place(member: Member, at: Place): Promise<string | undefined>;
  /** How people write it. */
  label(member: Member): string;
}

const refusal = ({ owner, name }: Member, join = '.'): string => `${owner}${join}${name} is not implemented`;

const script: Placing = {
  endings: ['.ts', '.mts', '.cts', '.tsx', '.js', '.mjs', '.cjs', '.jsx'],
  span: /^(?<owner>[A-Z][\w$]*)(?:\.prototype)?[.#](?<name>[\w$]+)(?<rest>\(.*)?$/,
  async place(member, { path, text, tests }) {
    const { owner, name, rest } = member;
    const isTyped = /\.[cm]?tsx?$/.test(path);
    const isStatic = tests.some(test => new RegExp(`\\b${owner}\\.${name}\\b`).test(test));
    const [any, anything] = isTyped ? [': any', '..._: any[]'] : ['', ''];
    const head = rest ? `${name}(${anything})${any}` : `get ${name}()${any}`;
    const stub = `${isStatic ? 'static ' : ''}${head} { throw new Error('${refusal(member)}'); }`;
    return intoBody(path, text, { owner, stub });
  },
  label: ({ owner, name }) => `${owner}.${name}`,
};

const java: Placing = {
  endings: ['.java'],
  span: /^(?:(?:public|static|final)\s+)*(?:(?<answer>[\w.<>[\], ?]+)\s+)?(?<owner>[A-Z]\w*)\.(?<name>[a-z]\w*)(?<rest>\([^()]*\))$/,
  async place(member, { path, text, tests }) {
    const { owner, name, rest } = member;
    const type = member.answer ?? (await typeExpected(name, tests));
    if (!type) return undefined;
    const isStatic = tests.some(test => new RegExp(`\\b${owner}\\.${name}\\b`).test(test));
    const thrown = `throw new UnsupportedOperationException("${refusal(member)}");`;
    const stub = `public ${isStatic ? 'static ' : ''}${type} ${name}${rest} { ${thrown} }`;
    const placed = await intoBody(path, text, { owner, stub });
    return placed?.replace(/^(package [\w.]+;)?/, '$1 import java.util.*;');
  },
  label: ({ owner, name }) => `${owner}.${name}`,
};

const rust: Placing = {
  endings: ['.rs'],
  span: /^(?:pub\s+)?(?:fn\s+)?(?:\w+::)*(?<owner>\w+)::(?<name>[a-z_]\w*)(?<rest>\(.*)$/,
  async place(member, { path, text }) {
    const { owner, name, rest } = member;
    const stub = `pub fn ${name}${rest} {\n    todo!("${refusal(member, '::')}")\n}\n`;
    if (posix.basename(path, '.rs') === owner) return `${text}\n#[allow(unused)]\n${stub}`;
    const isThere = new RegExp(`\\b(?:struct|enum)\\s+${owner}\\b(?!\\s*<)`).test(text);
    return isThere ? `${text}\n#[allow(unused)]\nimpl ${owner} {\n${stub}}\n` : undefined;
  },
  label: ({ owner, name }) => `${owner}::${name}`,
};

const placings: readonly Placing[] = [script, java, rust];

/**
 * Stubs of members that the plan declares and the tests name, in the files that hold their type or are their module.
 * Where the type is in no file, or has such a member already, there is none.
 */
export async function memberStubs(given: StubCase): Promise<Stubs> {
  const stubs: Stubs = { overlay: [], names: [] };
  const ending = posix.extname(given.wanting[0]?.file ?? '');
  const placing = placings.find(({ endings }) => endings.includes(ending));
  if (!placing) return stubs;
  const tests = [...new Set(given.wanting.map(({ file }) => file))].map(file => given.tests.get(file) ?? '');
  const members = given.spec.codeSpans.flatMap(span => memberOf(span, placing)).filter(isNamedIn(tests));
  if (members.length === 0) return stubs;
  const isOwn = (path: string) =>
    placing.endings.includes(posix.extname(path)) && given.isProduct(path) && !given.tests.has(path);
  const texts = new Map(await given.readMany(given.paths.filter(isOwn)));
  const changed = new Set<string>();
  for (const member of members) {
    const placed = await placedIn(texts, { member, placing, tests });
    if (!placed) continue;
    texts.set(placed.path, placed.text);
    changed.add(placed.path);
    stubs.names.push(placing.label(member));
  }
  return { ...stubs, overlay: [...changed].map(path => ({ path, content: texts.get(path) ?? null })) };
}

function memberOf(span: string, { span: pattern }: Placing): Member[] {
  const { owner, name, rest = '', answer } = pattern.exec(span.trim())?.groups ?? {};
  return owner && name ? [{ owner, name, rest, answer }] : [];
}

const isNamedIn =
  (tests: readonly string[]) =>
  ({ name }: Member): boolean =>
    tests.some(test => new RegExp(`(?<![\\w$])${name.replaceAll('$', '\\$')}(?![\\w$])`).test(test));

async function placedIn(
  texts: ReadonlyMap<string, string>,
  { member, placing, tests }: { member: Member; placing: Placing; tests: readonly string[] },
): Promise<{ path: string; text: string } | undefined> {
  const { owner, name } = member;
  const holds = new RegExp(`\\b(?:class|struct|enum|interface)\\s+${owner}\\b`);
  for (const [path, text] of texts) {
    const isModule = placing === rust && posix.basename(path, '.rs') === owner;
    if (!isModule && !holds.test(text)) continue;
    const known = await declaredSymbols(path, text);
    if (known.some(each => each.name === name && (isModule || each.owner === owner))) return undefined;
    const placed = await placing.place(member, { path, text, tests });
    if (placed !== undefined) return { path, text: placed };
  }
  return undefined;
}

/** A class with one member more, at the end of its body. */
function intoBody(
  path: string,
  text: string,
  { owner, stub }: { owner: string; stub: string },
): Promise<string | undefined> {
  return readSyntax(path, text, root => {
    const isIt = (node: SyntaxNode) =>
      /^(?:abstract_)?class(?:_declaration)?$/.test(node.type) && node.childForFieldName('name')?.text === owner;
    const body = [...descendants(root)].find(isIt)?.childForFieldName('body');
    return body ? `${text.slice(0, body.endIndex - 1)}  ${stub}\n${text.slice(body.endIndex - 1)}` : undefined;
  });
}
