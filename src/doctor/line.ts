import { Failure } from '../domain/failure.ts';

/** One thing that was looked at. What is no fault, yet worth knowing or left out, is a note. */
export interface Line {
  part: 'set-up' | 'gates';
  name: string;
  result: 'right' | 'wrong' | 'note';
  found: string;
  /** What to do. */
  remedy?: string;
}

type Said = Pick<Line, 'found' | 'remedy'>;

/** Lines about one thing of the set-up. */
export const about = (name: string) => ({
  right: (found: string): Line => ({ part: 'set-up', name, result: 'right', found }),
  wrong: (found: string, remedy?: string): Line => ({ part: 'set-up', name, result: 'wrong', ...said(found, remedy) }),
  note: (found: string, remedy?: string): Line => ({ part: 'set-up', name, result: 'note', ...said(found, remedy) }),
});

const said = (found: string, remedy: string | undefined): Said =>
  remedy === undefined ? { found } : { found, remedy };

/** What was found, or, where the world is broken, the one line that says how. */
export async function looked(name: string, look: () => Promise<Line | Line[]>): Promise<Line[]> {
  try {
    return [await look()].flat();
  } catch (error) {
    if (error instanceof Failure) return [about(name).wrong(error.message)];
    throw error;
  }
}
