import { descendants, readSyntax, type SyntaxNode } from '../../languages/syntax.ts';
import type { ChangedFile, Inspection, Inspector } from './changed-code.ts';

interface CommentLine {
  line: number;
  text: string;
}

const marker = /(?:^|[^\w-])(TODO|FIXME|XXX|HACK)(?![\w-])/;

/** Files whose comments begin with a hash and for which we have no grammar. */
const hashComments = /\.(?:ya?ml|toml|sh|bash|cfg|ini|rb|tf)$|(?:^|\/)(?:Dockerfile|Makefile)$/;

/** No unfinished work is left in a comment on an added line. Only comments count: a string may speak of a TODO. */
export const inspectTodo: Inspector = async files => {
  const inspection: Inspection = { inspected: 0, what: 'added comment lines', findings: [] };
  for (const file of files) {
    const comments = (await commentLines(file)).filter(({ line }) => file.added.has(line));
    inspection.inspected += comments.length;
    for (const { line, text } of comments) {
      const word = marker.exec(text)?.[1];
      if (!word) continue;
      const remedy = 'Finish it, or open an issue for it and remove the comment.';
      inspection.findings.push({
        rule: 'no-todo',
        message: `A ${word} is left: ${text.trim().slice(0, 120)}`,
        path: file.path,
        line,
        remedy,
      });
    }
  }
  return inspection;
};

async function commentLines({ path, text, grammar }: ChangedFile): Promise<CommentLine[]> {
  if (grammar) return (await readSyntax(path, text, commentsIn)) ?? [];
  if (!hashComments.test(path)) return [];
  return text.split('\n').flatMap((line, index) => {
    const comment = /(?:^|\s)#(.*)$/.exec(line)?.[1];
    return comment === undefined ? [] : [{ line: index + 1, text: comment }];
  });
}

function commentsIn(root: SyntaxNode): CommentLine[] {
  return [...descendants(root)]
    .filter(({ type }) => /comment$/.test(type))
    .flatMap(node => node.text.split('\n').map((text, index) => ({ line: node.startPosition.row + 1 + index, text })));
}
