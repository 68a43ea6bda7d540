import { corpora } from './all.ts';
import type { Corpus } from './case.ts';

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
  return `${honest} honest changes and ${all.length - honest} dishonest ones.`;
}

function tableOf({ language, runner, cases }: Corpus): string {
  const rows = cases
    .toSorted((one, other) => Number(isHonest(other)) - Number(isHonest(one)))
    .map(({ title, caughtBy }) => `| ${title} | ${caughtBy === undefined ? '✅ holds' : `❌ ${shown(caughtBy)}`} |`);
  return [`### ${language}, ${runner}`, '', '| the change | the verdict |', '|---|---|', ...rows].join('\n');
}

/** Rules are words of the machine, items of checks are words for people. */
const shown = (caughtBy: string): string => (/^[a-z]+(?:-[a-z]+)+$/.test(caughtBy) ? `\`${caughtBy}\`` : caughtBy);
