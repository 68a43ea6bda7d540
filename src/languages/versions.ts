import { stripVTControlCharacters } from 'node:util';
import type { LanguageName } from '../domain/settings.ts';
import { languages } from './languages.ts';

/** Whose versions are asked for, and how its tests are run. */
interface Tested {
  language: LanguageName;
  tests: { run: string };
}

/** The shell command that tells the versions of a language and of the runner, as the test command calls them. */
export function versionsAskedFor({ language, tests }: Tested): string {
  const known = languages.find(({ names }) => names.includes(language));
  return (known?.versions(tests.run) ?? []).join('; ');
}

/** Characters of versions that are told. */
const limit = 200;

const unfit = /[^\w .,:;/()+="'@~-]/g;

/** What such a command printed, as far as it tells versions, in one line. */
export function readVersions(output: string): string {
  const lines = stripVTControlCharacters(output)
    .split('\n')
    .filter(line => /\d+\.\d+/.test(line));
  const told = lines.map(line => line.replace(unfit, '').replace(/\s+/g, ' ').trim()).join('; ');
  return told.slice(0, limit) || 'not told';
}
