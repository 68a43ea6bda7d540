import { go } from './known/go.ts';
import { java } from './known/java.ts';
import { python } from './known/python.ts';
import { rust } from './known/rust.ts';
import { script } from './known/script.ts';
import type { Language } from './language.ts';
import { grammarOf } from './syntax.ts';

/** Every language that is known, in the order in which they are tried. */
export const languages: readonly Language[] = [python, script, go, rust, java];

/** The language of a file, by its ending; nothing for a file that is not code we know. */
export function languageAt(path: string): Language | undefined {
  const grammar = grammarOf(path);
  return grammar && languages.find(({ grammars }) => grammars.includes(grammar));
}
