import { descendants, readSyntax, type SyntaxNode } from '../../languages/syntax.ts';
import { directAssertion, isReadDirectly } from '../source/direct-assertions.ts';
import type { SourceTest } from '../source/source-test.ts';
import { withoutMacros } from './calls.ts';
import { compiledExpectation } from './compiled-expectations.ts';
import { parametrisedCells } from './parametrised.ts';
import { literallyExpected } from './test-answers.ts';

/** A file of tests some of which ask for something else than before, and so have to fail. */
export interface BentFile {
  path: string;
  text: string;
  bent: SourceTest[];
}

/**
 * Changes what the tests of a file expect, one literal in each test that holds an answer equal to one, or one in each of
 * its sets of parameters. What passes all the same is not decided by the code: it reads its tests, equals everything, or
 * is reported as somebody pleases. Only assertions that a passing test cannot have left out are changed.
 */
export async function bendExpectations(path: string, text: string, tests: readonly SourceTest[]): Promise<BentFile> {
  const places = (await readSyntax(path, withoutMacros(path, text), root => placesIn(root, path))) ?? [];
  const bent: SourceTest[] = [];
  const edits: Edit[] = [];
  for (const place of places.toReversed()) {
    const test = tests.findLast(each => each.line <= place.line && place.line <= each.endLine);
    if (!test || bent.includes(test) || !isAlone(test, tests)) continue;
    bent.push(test);
    edits.push(...place.edits);
  }
  let changed = text;
  for (const { start, end, literal } of edits.sort((one, other) => other.start - one.start))
    changed = `${changed.slice(0, start)}${literal}${changed.slice(end)}`;
  return { path, text: changed, bent };
}

/** Whether results can be of this test and of no other: one of two with the same name is not run, and a title may be computed. */
const isAlone = ({ id }: SourceTest, tests: readonly SourceTest[]): boolean =>
  tests.filter(each => each.id === id).length === 1 && !/[$%]/.test(id);

/** The results of such tests that passed all the same, every set of parameters by itself; a subtest is another test. */
export function passedThough<T extends { id: string; status: string }>(
  results: readonly T[],
  bent: readonly SourceTest[],
): T[] {
  return results.filter(
    ({ id, status }) => status === 'passed' && bent.some(test => id === test.id || id.startsWith(`${test.id}[`)),
  );
}

/** What stands instead between two places of a text. */
interface Edit {
  start: number;
  end: number;
  literal: string;
}

/** An assertion, and what makes it expect something else. */
interface Place {
  line: number;
  edits: Edit[];
}

function placesIn(root: SyntaxNode, path: string): Place[] {
  return [...descendants(root)].flatMap(node => {
    const edits = expectedIn(node, path).map(editOf);
    const whole = edits.filter(edit => edit !== undefined);
    return whole.length > 0 && whole.length === edits.length
      ? [{ line: node.startPosition.row + 1, edits: whole }]
      : [];
  });
}

/** The literals that an assertion holds an answer equal to. */
function expectedIn(node: SyntaxNode, path: string): SyntaxNode[] {
  if (!isReadDirectly(path)) return [compiledExpectation(node, path) ?? []].flat();
  const assertion = directAssertion(node, path);
  const literal = assertion && literallyExpected(assertion);
  if (literal) return [literal];
  return assertion && path.endsWith('.py') ? parametrisedCells(assertion) : [];
}

function editOf({ startIndex: start, endIndex: end, text }: SyntaxNode): Edit | undefined {
  const literal = another(text);
  return literal === undefined ? undefined : { start, end, literal };
}

/** Another literal of the same kind; nothing for what is not plainly a number or a text. */
function another(literal: string): string | undefined {
  if (/^\d{1,12}(?:\.\d{1,3})?$/.test(literal)) return literal.replace(/^\d+/, whole => String(beside(Number(whole))));
  return /^(["'])[^"'\\{}]*\1$/.test(literal) ? `${literal.slice(0, -1)}q${literal.at(-1)}` : undefined;
}

/** The next number, or the one before the largest that a type of a compiled language holds. */
const beside = (number: number): number =>
  [127, 255, 32_767, 65_535, 2_147_483_647, 4_294_967_295].includes(number) ? number - 1 : number + 1;
