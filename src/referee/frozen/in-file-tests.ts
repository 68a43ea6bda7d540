import type { TreeEntry } from '../../domain/file-change.ts';
import type { Finding } from '../../domain/finding.ts';
import { languageAt } from '../../languages/languages.ts';
import { isTestPath, type TestFiles } from '../../languages/roles.ts';
import { attributesAbove, childrenOf, descendants, readSyntax, type SyntaxNode } from '../../languages/syntax.ts';

/** Source files that may hold tests of their own and were changed or deleted since the tests were frozen. */
export function holdingTests(before: readonly TreeEntry[], now: readonly TreeEntry[], settings: TestFiles): string[] {
  const oids = new Map(now.map(({ path, oid }) => [path, oid]));
  return before
    .filter(({ path, oid }) => languageAt(path)?.isTestBlock && !isTestPath(path, settings) && oids.get(path) !== oid)
    .map(({ path }) => path);
}

/**
 * What stood in the test blocks of source files still stands there, to the letter. More may be added: it is judged as
 * every new test is.
 */
export async function judgeInFileTests(
  before: ReadonlyMap<string, string>,
  now: ReadonlyMap<string, string>,
): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const [path, text] of before) {
    const kept = new Set((await membersIn(path, now.get(path) ?? '')).map(each => each.text));
    const lost = (await membersIn(path, text)).find(each => !kept.has(each.text));
    if (!lost) continue;
    const message = `\`${lost.name}\` in the tests of \`${path}\` was changed after the tests were frozen.`;
    findings.push({ rule: 'frozen-changed', message, path, remedy: 'Restore it; new tests may stand beside it.' });
  }
  return findings;
}

interface Member {
  name: string;
  text: string;
}

async function membersIn(path: string, text: string): Promise<Member[]> {
  const isBlock = languageAt(path)?.isTestBlock;
  if (!isBlock) return [];
  const read = (root: SyntaxNode) =>
    [...descendants(root)]
      .filter(isBlock)
      .flatMap(block => childrenOf(block.childForFieldName('body') ?? block).flatMap(memberOf));
  return (await readSyntax(path, text, read)) ?? [];
}

const undecisive = /comment$|^(?:attribute_item|use_declaration|empty_statement)$/;

/** A declaration, or a call that makes tests, with the attributes above it; comments and imports decide nothing. */
function memberOf(node: SyntaxNode): Member[] {
  if (undecisive.test(node.type)) return [];
  const name = node.childForFieldName('name')?.text ?? node.text.split('\n', 1)[0]?.slice(0, 60) ?? '';
  return [{ name, text: [...attributesAbove(node), node].map(({ text }) => text).join('\n') }];
}
