// Every bench in one run, with the bars of the project beside what was measured:
//
//   npm run build && npm run bench [-- --json]
//
// Nothing else should run meanwhile. The figures are this machine's; the ratios to an empty Probot app travel better.
import { cpus, totalmem } from 'node:os';
import { acknowledge } from './ack.ts';
import { boot } from './boot.ts';
import { calls } from './calls.ts';
import type { Figure } from './figure.ts';
import { refereeTime } from './referee.ts';
import { sandboxOverhead } from './sandbox-overhead.ts';
import { surveyTime } from './survey.ts';
import { tokens } from './tokens.ts';

async function sandbox(): Promise<Figure[]> {
  const { medians } = await sandboxOverhead();
  const beside = { what: 'the same command without a sandbox', value: medians.bare };
  return [
    { what: 'sandbox: an empty command', value: medians.jail, unit: 'ms', beside },
    { what: 'sandbox: overhead of a run', value: medians.overhead, unit: 'ms', bar: 50 },
  ];
}

const { figures: acks, load } = await acknowledge();
const { figures: boots, missing } = await boot();
const { figures: requests, parts } = await calls();
const figures = [
  ...acks,
  ...boots,
  ...(await sandbox()),
  ...(await refereeTime()),
  ...(await surveyTime()),
  ...(await tokens()),
  ...requests,
];
const machine = `${cpus().length} cores (${cpus()[0]?.model.trim()}), ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}`;

if (process.argv.includes('--json'))
  console.log(JSON.stringify({ machine, load, missing, figures, parts }, undefined, 2));
else print();

function print(): void {
  const cells = figures.map(({ what, value, unit, bar, beside }) => [
    what,
    `${Number(value.toFixed(1))} ${unit}`,
    bar === undefined ? '' : `≤ ${bar}`,
    beside ? `${beside.what}: ${Number(beside.value.toFixed(1))}` : '',
  ]);
  console.log(`${machine}\n\n| measured | value | bar | beside it, in the same run |\n|---|---|---|---|`);
  for (const row of cells) console.log(`| ${row.join(' | ')} |`);
  console.log(
    `\nDuring the deliveries: ${load.sandboxes} sandboxes at work, ${load.unfinished} of 8 features unfinished at the end.`,
  );
  if (missing) console.log(missing);
}
