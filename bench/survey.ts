/** How long the survey of a large repository takes, and whether it finds the file that was meant. Prints JSON. */
import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { localRepositories } from '../src/adapters/git/local.ts';
import { parseConfig } from '../src/config/parse.ts';
import { resolveSettings } from '../src/config/resolve.ts';
import { survey } from '../src/writer/survey.ts';
import { type Figure, quantile } from './figure.ts';

const fileCount = 5000;
const runs = 5;
const nouns = 'invoice customer order payment account session token report ledger parcel ticket refund'.split(' ');
const verbs = 'create update delete find list merge archive export import validate schedule cancel'.split(' ');

/** What few files have a word of, and what all have. */
const queries = {
  'a rare word': 'Let a reader unmark a favourite item\n\nMarking works, but a favourite cannot be taken back.',
  'common words':
    'Let a customer cancel an invoice payment\n\nIts id, the limit and the options are unknown, found or not.',
};

const silent = { debug() {}, info() {}, warn() {}, error() {} };

function pick<T>(items: readonly T[], seed: number): T {
  const item = items[seed % items.length];
  if (item === undefined) throw new Error('nothing to pick from');
  return item;
}

/** One module of about five kilobytes: functions with documentation and bodies, and imports of its neighbours. */
function moduleText(number: number): string {
  const noun = pick(nouns, number);
  const functions = Array.from({ length: 12 }, (_, index) => {
    const verb = pick(verbs, number + index);
    return [
      `def ${verb}_${noun}_${number}_${index}(${noun}_id: str, options: dict[str, str]) -> dict[str, str]:`,
      `    """${verb} the ${noun} with this id, and return it with the number ${number * index}."""`,
      `    found = lookup_${noun}(${noun}_id, limit=${number % 97})`,
      `    if found is None:`,
      `        raise KeyError(f"no ${noun} {${noun}_id}")`,
      `    found["${verb}d"] = options.get("${pick(nouns, index)}", "unknown")`,
      `    return found`,
    ].join('\n');
  });
  return `from app.${pick(nouns, number + 1)} import lookup_${noun}\n\n\n${functions.join('\n\n\n')}\n`;
}

/** Puts five thousand modules into a directory. */
export async function writeLargeProject(directory: string): Promise<void> {
  const files = Array.from({ length: fileCount }, (_, number) => ({
    path: `app/${pick(nouns, number)}/part_${number % 50}/module_${number}.py`,
    text: moduleText(number),
  }));
  files.push({
    path: 'app/favourites/mark.py',
    text: 'def mark_favourite(item_id: str) -> None:\n    """Mark an item."""\n',
  });
  files.push({ path: 'README.md', text: '# Large\n\nA repository of many modules.\n' });
  for (const { path, text } of files) {
    await mkdir(dirname(join(directory, path)), { recursive: true });
    await writeFile(join(directory, path), text);
  }
}

async function makeRepository(directory: string): Promise<string> {
  await writeLargeProject(directory);
  const git = (...args: string[]) => execFileSync('git', args, { cwd: directory, encoding: 'utf8' }).trim();
  git('init', '--quiet');
  git('add', '.');
  git('-c', 'user.name=bench', '-c', 'user.email=bench@example.org', 'commit', '--quiet', '--message', 'files');
  // As a fetch leaves it: in one pack.
  git('repack', '-a', '-d', '--quiet');
  return git('rev-parse', 'HEAD');
}

/** How long the survey of a large repository takes, each time from a clone that nothing was read from before. */
export async function surveyTime(): Promise<Figure[]> {
  const root = await mkdtemp(join(tmpdir(), 'redfirst-bench-'));
  try {
    const path = join(root, 'repository');
    await mkdir(path);
    const oid = await makeRepository(path);
    const figures: Figure[] = [];
    for (const [words, query] of Object.entries(queries)) {
      const seconds: number[] = [];
      for (let run = 0; run < runs; run++)
        seconds.push(await surveyOnce({ path, store: join(root, `${words}-${run}`), oid, query }));
      const what = `survey of ${fileCount} files by ${words}`;
      figures.push(
        { what: `${what}, median`, value: quantile(seconds, 0.5), unit: 's', bar: 2 },
        { what: `${what}, fastest`, value: Math.min(...seconds), unit: 's', bar: 2 },
      );
    }
    return figures;
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}

interface Surveyed {
  path: string;
  store: string;
  oid: string;
  query: string;
}

async function surveyOnce({ path, store, oid, query }: Surveyed): Promise<number> {
  const clones = localRepositories({ path, directory: store, log: silent });
  const tree = await (
    await clones.open({ installationId: 1, id: 1, owner: 'bench', name: 'large', cloneUrl: '' })
  ).treeAt(oid);
  const startedAt = performance.now();
  const { files } = await survey({ tree, settings: settings(), query, budgetTokens: 24_000 });
  const seconds = (performance.now() - startedAt) / 1000;
  if (query === queries['a rare word'] && !files.some(file => file.path === 'app/favourites/mark.py'))
    throw new Error('the survey missed the file that is meant');
  return seconds;
}

function settings() {
  const config = parseConfig('tests: { run: pytest, report: junit-pytest, paths: [tests/**] }');
  if (config.kind === 'invalid') throw new Error('the configuration of the bench is invalid');
  const resolved = resolveSettings(config.config, { kind: 'unknown', looked: [], why: '' });
  if (resolved.kind === 'undetected') throw new Error('the settings of the bench are incomplete');
  return resolved.settings;
}

if (import.meta.main) console.log(JSON.stringify(await surveyTime()));
