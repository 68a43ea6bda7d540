// Calls and tokens of a feature and of a step of a plan, and how much of what is asked a server's cache knows already. Prints JSON.
//
//   node bench/tokens.ts
//
// The model is scripted: what it is asked is real, what it answers is written. Tokens are counted as o200k_base does.
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { readSample, sampleNames } from '../demo/scripted-model/samples.ts';
import type { Script } from '../demo/scripted-model/script.ts';
import { type RecordedCall, startScriptedModel } from '../demo/scripted-model/server.ts';
import { owner, stage } from '../demo/stage.ts';
import type { Playground } from '../src/playground/server.ts';
import { loadCounter } from '../src/writer/survey-tokens.ts';
import { libraryWith, stepIssue, stepScript } from '../test/stories/library.ts';
import { personOn } from '../test/stories/person.ts';
import { sumsDirectory, sumsFeature } from '../test/stories/sums.ts';
import type { Figure } from './figure.ts';
import { writeLargeProject } from './survey.ts';

const patience = 10 * 60_000;

/** What is asked of a model for the features of both samples, and how large a prompt gets in a large repository. */
export async function tokens(): Promise<Figure[]> {
  const samples = await Promise.all(sampleNames.map(name => readSample(name)));
  const figures: Figure[] = [];
  for (const { name, directory, issue, script } of samples) {
    const { calls } = await play({ name, from: directory, issue, script });
    figures.push(...(await figuresOf(`${name}: a feature`, calls)));
  }
  return [...figures, ...(await stepOfPlan()), await largestPrompt()];
}

interface Feature {
  name: string;
  from: string;
  issue: { title: string; body: string };
  script: Script;
  /** The label, where it is not the one of a feature: then nobody is waited for. */
  label?: string;
}

interface Played {
  calls: readonly RecordedCall[];
  seconds: number;
}

/** Plays one issue from label to ready and gives what the model was asked for it, and how long it took. */
async function play({ name, from, issue, script, label }: Feature): Promise<Played> {
  const model = await startScriptedModel({ scripts: [script] });
  const theatre = await stage({
    repositories: [{ name, from }],
    model: { OPENAI_API_KEY: 'scripted', OPENAI_BASE_URL: model.url, REDFIRST_MODEL: 'scripted' },
    banner: 'A benchmark.',
  });
  try {
    const writer = personOn(theatre.playground, 'writer', { owner, name });
    const startedAt = Date.now();
    const number = await writer.openIssue({ ...issue, labels: [label ?? 'tdd-feature'] });
    if (label === undefined) {
      await until(theatre.playground, 'The plan waits for your approval');
      await writer.say(number, '/implement');
    }
    await until(theatre.playground, 'Done: every required check holds');
    return { calls: model.calls, seconds: (Date.now() - startedAt) / 1000 };
  } finally {
    await theatre.close();
    await model.close();
  }
}

async function until({ state, bot }: Playground, headline: string): Promise<void> {
  const said = () =>
    state.repositories.flatMap(({ issues }) =>
      issues.flatMap(({ comments }) => comments.filter(({ author }) => author.id === bot.id).map(({ body }) => body)),
    );
  for (const end = Date.now() + patience; !said().some(body => body.includes(`### ${headline}\n`)); await wait(50))
    if (Date.now() > end) throw new Error(`It never came to this: ${headline}\n\n${said().join('\n')}`);
}

/** The first step of a plan that people wrote, with its service beside the tests. */
async function stepOfPlan(): Promise<Figure[]> {
  const from = await libraryWith();
  try {
    const step = { name: 'library', from, issue: stepIssue, script: stepScript(), label: 'tdd-step' };
    const { calls, seconds } = await play(step);
    const what = 'a step of a plan';
    return [...(await figuresOf(what, calls)), { what: `${what}: from label to ready`, value: seconds, unit: 's' }];
  } finally {
    await rm(from, { recursive: true, force: true });
  }
}

async function figuresOf(name: string, calls: readonly RecordedCall[]): Promise<Figure[]> {
  const count = await loadCounter();
  const asked = sum(calls.map(({ prompt }) => count(prompt)));
  const said = sum(calls.map(({ reply }) => count(JSON.stringify(reply))));
  const [input, cached] = [sum(calls.map(({ usage }) => usage?.input)), sum(calls.map(({ usage }) => usage?.cached))];
  return [
    { what: `${name}: calls of the model`, value: calls.length, unit: 'calls' },
    { what: `${name}: tokens asked`, value: asked, unit: 'tokens', beside: { what: 'tokens answered', value: said } },
    {
      what: `${name}: share of the tokens asked that began as an earlier call`,
      value: (100 * cached) / input,
      unit: '%',
    },
  ];
}

const sum = (values: readonly (number | undefined)[]) => values.reduce<number>((all, value) => all + (value ?? 0), 0);

/** The sums project among five thousand modules of another. */
async function largestPrompt(): Promise<Figure> {
  const from = await mkdtemp(join(tmpdir(), 'redfirst-bench-'));
  try {
    await writeLargeProject(from);
    await cp(sumsDirectory, from, { recursive: true });
    const feature = sumsFeature('triple', 3);
    // Words of many modules, so that the survey has more to show than a prompt may hold.
    const body = `${feature.issue.body} Every invoice, order, payment, account, report and ledger needs it.`;
    const issue = { ...feature.issue, body };
    const { calls } = await play({ name: 'large', from, issue, script: feature.script() });
    const count = await loadCounter();
    const sizes = calls.map(({ name, prompt }) => ({ name, size: count(prompt) }));
    const largest = sizes.toSorted((left, right) => right.size - left.size)[0];
    const what = `largest prompt in a repository of 5,000 files (\`${largest?.name}\`)`;
    return { what, value: largest?.size ?? Number.NaN, unit: 'tokens', bar: 32_000 };
  } finally {
    await rm(from, { recursive: true, force: true });
  }
}

if (import.meta.main) console.log(JSON.stringify(await tokens(), undefined, 2));
