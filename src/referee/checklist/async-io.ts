import { languageAt } from '../../languages/languages.ts';
import { descendants, readSyntax, type SyntaxNode } from '../../languages/syntax.ts';
import type { Inspection, Inspector } from './changed-code.ts';
import { productCode } from './changed-code.ts';

/** Calls that block the event loop, by the name they are called by. */
const blocking = {
  python:
    /^(?:open|input|time\.sleep|os\.system|requests\.(?:get|post|put|patch|delete|head|options|request)|httpx\.(?:get|post|put|patch|delete|head|options|request)|urllib\.request\.(?:urlopen|urlretrieve)|urlopen|subprocess\.(?:run|call|check_call|check_output)|socket\.create_connection|sqlite3\.connect|psycopg2\.connect)$/,
  script:
    /^(?:fs\.|fsSync\.|child_process\.)?(?:readFile|writeFile|appendFile|readdir|stat|lstat|mkdir|rm|unlink|copyFile|rename|exists|access|exec|execFile|spawn)Sync$/,
};

interface Call {
  line: number;
  name: string;
}

interface AsyncCode {
  functions: number;
  calls: Call[];
}

/** Functions that are asynchronous do not block on input or output. */
export const inspectAsyncIo: Inspector = async files => {
  const inspection: Inspection = { inspected: 0, what: 'asynchronous functions on added lines', findings: [] };
  const code = productCode(files);
  const judged = code.filter(({ path }) => !languageAt(path)?.definitions);
  if (judged.length === 0 && code[0])
    inspection.note = `not judged for ${languageAt(code[0].path)?.title}: which calls block is known for Python and JavaScript`;
  for (const { path, text, added, grammar } of judged) {
    const names = grammar === 'python' ? blocking.python : blocking.script;
    const read = (root: SyntaxNode) => asyncCode(root, names, added);
    const { functions, calls } = (await readSyntax(path, text, read)) ?? { functions: 0, calls: [] };
    inspection.inspected += functions;
    for (const { line, name } of calls) {
      const message = `\`${name}\` blocks in an asynchronous function.`;
      inspection.findings.push({
        rule: 'async-io',
        message,
        path,
        line,
        remedy: 'Use the asynchronous counterpart, or a thread.',
      });
    }
  }
  return inspection;
};

function asyncCode(root: SyntaxNode, names: RegExp, added: ReadonlySet<number>): AsyncCode {
  const nodes = [...descendants(root)];
  const isTouched = (node: SyntaxNode) =>
    [...added].some(line => line > node.startPosition.row && line <= node.endPosition.row + 1);
  const calls = nodes
    .filter(node => /^call(?:_expression)?$/.test(node.type) && added.has(node.startPosition.row + 1))
    .map(node => ({ node, line: node.startPosition.row + 1, name: node.childForFieldName('function')?.text ?? '' }))
    .filter(({ node, name }) => names.test(name) && isAsync(functionAround(node)))
    .map(({ line, name }) => ({ line, name }));
  return { functions: nodes.filter(node => isFunction(node) && isAsync(node) && isTouched(node)).length, calls };
}

const isFunction = ({ type }: SyntaxNode): boolean =>
  /^(?:function_definition|lambda|(?:generator_)?function_(?:declaration|expression)|arrow_function|method_definition)$/.test(
    type,
  );

function functionAround(node: SyntaxNode): SyntaxNode | null {
  let around = node.parent;
  while (around && !isFunction(around)) around = around.parent;
  return around;
}

const isAsync = (node: SyntaxNode | null): boolean => node?.children.some(child => child?.type === 'async') === true;
