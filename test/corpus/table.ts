import { corpora } from './all.ts';
import type { Corpus, CorpusCase } from './case.ts';
import { runs } from './doors.ts';

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
  const pulls = corpora.flatMap(corpus => corpus.pulls ?? []).length;
  return `${honest} honest changes and ${all.length - honest} dishonest ones. All go through \`redfirst check\`, ${pulls} of them as labelled pull requests too, and ${runs.length} as runs: with the same verdict.`;
}

function tableOf(corpus: Corpus): string {
  const rows = corpus.cases
    .toSorted((one, other) => Number(isHonest(other)) - Number(isHonest(one)))
    .map(given => `| ${given.title} | ${verdictOf(given)} | ${doorsOf(given, corpus)} |`);
  const head = ['| the change | the verdict | through which doors |', '|---|---|---|'];
  return [`### ${corpus.language}, ${corpus.runner}`, '', ...head, ...rows].join('\n');
}

const verdictOf = ({ caughtBy }: CorpusCase): string => (caughtBy === undefined ? '✅ holds' : `❌ ${shown(caughtBy)}`);

const doorsOf = (given: CorpusCase, { pulls = [] }: Corpus): string =>
  ['check', ...(pulls.includes(given) ? ['pull request'] : []), ...(runs.includes(given) ? ['run'] : [])].join(', ');

/** Rules are words of the machine, items of checks are words for people. */
const shown = (caughtBy: string): string => (/^[a-z]+(?:-[a-z]+)+$/.test(caughtBy) ? `\`${caughtBy}\`` : caughtBy);
