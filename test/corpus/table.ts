import { corpora } from './all.ts';
import type { Corpus, CorpusCase } from './case.ts';
import { ableToRun, runsOf, whyNoRun } from './doors.ts';

const place = /(?<=<!-- corpus: [^\n]*-->\n)[\s\S]*?(?=\n<!-- \/corpus -->)/;

/** The document with the table of every change that the corpus tests judge. Throws when it has no place for one. */
export function withCorpus(document: string): string {
  if (!place.test(document)) throw new Error('There are no lines <!-- corpus: … --> and <!-- /corpus -->.');
  return document.replace(place, () => `\n${counts()}\n\n${corpora.map(tableOf).join('\n\n')}\n`);
}

const isHonest = ({ caughtBy }: Corpus['cases'][number]): boolean => caughtBy === undefined;

function counts(): string {
  const all = corpora.flatMap(({ cases }) => cases);
  const honest = all.filter(isHonest).length;
  const runs = corpora.flatMap(runsOf).length;
  const able = corpora.flatMap(ableToRun).length - runs;
  const doors = [
    `${honest} honest changes and ${all.length - honest} dishonest ones.`,
    'All go through `redfirst check` and as labelled pull requests, with the same verdict and the same items that fail.',
    `${runs} are runs of Redfirst as well, with the same verdict: one that holds and one for each gate that is tried there.`,
    `A run takes several times as long as either: ${able} more are played with \`REDFIRST_CORPUS_RUNS=all\` alone. Why the others are none the table says.`,
  ];
  return doors.join(' ');
}

function tableOf(corpus: Corpus): string {
  const rows = corpus.cases
    .toSorted((one, other) => Number(isHonest(other)) - Number(isHonest(one)))
    .map(given => `| ${given.title} | ${verdictOf(given)} | ${doorsOf(given, corpus)} |`);
  const head = ['| the change | the verdict | through which doors |', '|---|---|---|'];
  return [`### ${corpus.language}, ${corpus.runner}`, '', ...head, ...rows].join('\n');
}

const verdictOf = ({ caughtBy }: CorpusCase): string => (caughtBy === undefined ? '✅ holds' : `❌ ${shown(caughtBy)}`);

function doorsOf(given: CorpusCase, corpus: Corpus): string {
  if (runsOf(corpus).includes(given)) return 'check, pull request, run';
  const why = whyNoRun(corpus, given);
  return why === undefined ? 'check, pull request' : `check, pull request; no run: ${why}`;
}

/** Rules are words of the machine, items of checks are words for people. */
const shown = (caughtBy: string): string => (/^[a-z]+(?:-[a-z]+)+$/.test(caughtBy) ? `\`${caughtBy}\`` : caughtBy);
