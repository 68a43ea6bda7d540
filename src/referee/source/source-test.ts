/** A test as its source shows it. */
export interface SourceTest {
  file: string;
  /** `<file>::<name>` as the runner's report spells it; computed parts stand as they are written. */
  id: string;
  /** Names of the blocks or classes around it, then its own. */
  names: string[];
  /** One piece of source makes several results: parametrised, or with a title computed at run time. */
  isMany: boolean;
  line: number;
  endLine: number;
  /** Decorators and body. */
  text: string;
  /** What stands around the test and speaks of it: the comment above, names and docstrings of enclosing blocks. */
  context: string;
  /** Whether the body asserts anything. */
  asserts: boolean;
}

/**
 * Whether a result belongs to a test that was read from source. A parameter set adds `[…]` in pytest, a subtest its
 * own name; in a computed title printf and template places stand for any text (Jest and Vitest, `test.each`).
 */
export function isResultOf({ id, isMany }: Pick<SourceTest, 'id' | 'isMany'>, resultId: string): boolean {
  if (id === resultId || resultId.startsWith(`${id}[`) || resultId.startsWith(`${id} > `)) return true;
  return isMany && id.search(place) >= 0 && titlePattern(id).test(resultId);
}

const place = /%[sdifjop#$]|\$\{[^}]*\}|\$[\w.#]+/g;

function titlePattern(id: string): RegExp {
  const pieces = id.split(place).map(piece => piece.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${pieces.join('[\\s\\S]*')}$`);
}
