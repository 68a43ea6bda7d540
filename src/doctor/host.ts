import type { DataLook, StoreLook } from '../ports/looks.ts';
import { about, type Line } from './line.ts';

/** Which Node runs us, against the oldest that the package asks for (`>=22.20`). */
export function nodeLine({ version, engines }: { version: string; engines: string }): Line {
  const [major = 0, minor = 0] = numbersOf(version);
  const [oldestMajor = 0, oldestMinor = 0] = numbersOf(engines);
  const isOld = major < oldestMajor || (major === oldestMajor && minor < oldestMinor);
  const { right, wrong } = about('Node');
  return isOld ? wrong(version, `Install Node ${oldestMajor}.${oldestMinor} or newer.`) : right(version);
}

const numbersOf = (text: string): number[] => (text.match(/\d+/g) ?? []).map(Number);

/** Which isolation code of repositories is run in. */
export function sandboxLine({ kind, description }: { kind: string; description: string }): Line {
  const { right, note } = about('sandbox');
  if (kind !== 'trusted') return right(description);
  return note(description, 'Unset REDFIRST_SANDBOX where the code of repositories is not all your own.');
}

const gibibyte = 2 ** 30;

/** Where the embedded store, clones and caches are kept, and how much room there is. */
export function dataLine({ path, isThere, free }: DataLook): Line {
  const { right, wrong } = about('data directory');
  const found = `${path} ${isThere ? 'can be written to' : 'can be made'}, ${(free / gibibyte).toFixed(1)} GiB free`;
  return free < gibibyte ? wrong(found, 'Clones, dependencies and the store need more room than that.') : right(found);
}

const oldestPostgres = 13;

/** The store that `redfirst serve` works with. */
export function storeLine(look: StoreLook): Line {
  const { right, wrong } = about('database');
  if (look.kind === 'postgres') {
    const isOld = Number.parseInt(look.version, 10) < oldestPostgres;
    const found = `PostgreSQL ${look.version} answers`;
    return isOld ? wrong(found, `It has to be PostgreSQL ${oldestPostgres} or newer.`) : right(found);
  }
  const words = {
    held: 'in use by a running Redfirst',
    there: 'there, and in use by nobody',
    none: 'not made yet; `redfirst serve` makes it',
  };
  return right(`embedded store ${look.path}: ${words[look.kind]}`);
}
