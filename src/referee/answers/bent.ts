import { descendants, readSyntax, type SyntaxNode } from '../../languages/syntax.ts';
import { directAssertion } from '../source/direct-assertions.ts';
import type { SourceTest } from '../source/source-test.ts';
import { literallyExpected } from './test-answers.ts';

/** A file of tests some of which ask for something else than before, and so have to fail. */
export interface BentFile {
  path: string;
  text: string;
  bent: SourceTest[];
}

/**
 * Changes what the tests of a file expect, one literal in each test that holds an answer equal to one. What passes all
 * the same is not decided by the code: it reads its tests, equals everything, or is reported as somebody pleases. Only
 * assertions that a passing test cannot have left out are changed.
 */
export async function bendExpectations(path: string, text: string, tests: readonly SourceTest[]): Promise<BentFile> {
  const places = (await readSyntax(path, text, root => placesIn(root, path.endsWith('.py')))) ?? [];
  const bent: SourceTest[] = [];
  let changed = text;
  for (const { start, end, line, literal } of places.toReversed()) {
    const test = tests.findLast(each => each.line <= line && line <= each.endLine);
    if (!test || bent.includes(test) || !isAlone(test, tests)) continue;
    bent.push(test);
    changed = `${changed.slice(0, start)}${literal}${changed.slice(end)}`;
  }
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

interface Place {
  start: number;
  end: number;
  line: number;
  /** What stands there instead. */
  literal: string;
}

function placesIn(root: SyntaxNode, isPython: boolean): Place[] {
  return [...descendants(root)].flatMap(node => {
    const assertion = directAssertion(node, isPython);
    const expected = assertion && literallyExpected(assertion);
    const literal = expected && another(expected.text);
    if (!expected || literal === undefined) return [];
    const { startIndex: start, endIndex: end, startPosition } = expected;
    return [{ start, end, line: startPosition.row + 1, literal }];
  });
}

/** Another literal of the same kind; nothing for what is not plainly a number or a text. */
function another(literal: string): string | undefined {
  if (/^\d{1,12}(?:\.\d{1,3})?$/.test(literal)) return literal.replace(/^\d+/, whole => String(Number(whole) + 1));
  return /^(["'])[^"'\\{}]*\1$/.test(literal) ? `${literal.slice(0, -1)}q${literal.at(-1)}` : undefined;
}
