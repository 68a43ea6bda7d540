import { compareSteps } from '../../domain/step.ts';
import { descendants, grammarOf, readSyntax, type SyntaxNode } from '../../languages/syntax.ts';
import type { ChangedFile, Inspection, Inspector } from './changed-code.ts';

interface CommentLine {
  line: number;
  text: string;
}

const marker = /(?:^|[^\w-])(TODO|FIXME|XXX|HACK)(?![\w-])/;

/** Files whose comments begin with a hash and for which we have no grammar. */
const hashComments = /\.(?:ya?ml|toml|sh|bash|cfg|ini|rb|tf)$|(?:^|\/)(?:Dockerfile|Makefile)$/;

/** Work that is left for a step of the plan: `TODO(step 3): …`. */
const stepMarker = /(?:^|[^\w-])TODO\s*\(\s*step\s+(\d+(?:\.\d+)*)\s*\)/i;

/**
 * No unfinished work is left in a comment on an added line. Only comments count: a string may speak of a TODO. A change
 * that carries out a step of a plan may leave `TODO(step N)` for later steps.
 */
export const inspectTodo =
  (step?: string): Inspector =>
  async files => {
    const inspection: Inspection = { inspected: 0, what: 'added comment lines', findings: [] };
    for (const file of files) {
      const comments = (await commentLines(file)).filter(({ line }) => file.added.has(line));
      inspection.inspected += comments.length;
      for (const { line, text } of comments) {
        const word = marker.exec(isForLater(text, step) ? text.replace(stepMarker, ' ') : text)?.[1];
        if (!word) continue;
        const remedy = remedyFor(step);
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

function isForLater(text: string, step: string | undefined): boolean {
  const [, later] = stepMarker.exec(text) ?? [];
  return step !== undefined && later !== undefined && compareSteps(later, step) > 0;
}

const remedyFor = (step: string | undefined): string =>
  step === undefined
    ? 'Finish it, or open an issue for it and remove the comment.'
    : `Finish it. What a later step does may stay as \`TODO(step N)\` with N above ${step}.`;

/** Comments that leave work for this very step, wherever they stand in a file. */
export async function todosOfStep(path: string, text: string, step: string): Promise<number[]> {
  if (!stepMarker.test(text)) return [];
  const comments = await commentLines({ path, text, grammar: grammarOf(path) });
  return comments.flatMap(comment => {
    const [, number] = stepMarker.exec(comment.text) ?? [];
    return number !== undefined && compareSteps(number, step) === 0 ? [comment.line] : [];
  });
}

async function commentLines({
  path,
  text,
  grammar,
}: Pick<ChangedFile, 'path' | 'text' | 'grammar'>): Promise<CommentLine[]> {
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
