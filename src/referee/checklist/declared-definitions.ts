import type { DefinitionConventions } from '../../languages/language.ts';
import { commentsAbove, descendants, type SyntaxNode } from '../../languages/syntax.ts';
import type { Definition } from './definition.ts';

/** Definitions of a language that declares them by kind, with a comment above each that documents it. */
export function declaredDefinitions(root: SyntaxNode, { kinds, isPublic, doc }: DefinitionConventions): Definition[] {
  return [...descendants(root)].flatMap(node => {
    const kind = kinds[node.type];
    const name = node.childForFieldName('name');
    if (!kind || !name) return [];
    const comments = [node, node.parent].flatMap(each =>
      each && isStatementOf(each, node) ? commentsAbove(each) : [],
    );
    return [
      {
        kind,
        name: name.text,
        line: name.startPosition.row + 1,
        isPublic: isPublic(node),
        isDocumented: comments.some(comment => doc.test(comment)),
        untyped: [],
      },
    ];
  });
}

/** The declaration itself, or the statement that declares this one thing: `type Shelf struct {…}`. */
const isStatementOf = (each: SyntaxNode, node: SyntaxNode): boolean =>
  each === node || each.type === 'type_declaration';
