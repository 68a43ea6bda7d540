// How many requests to GitHub a feature takes: 50 surveyed files, 20 committed ones, grouped checks. Prints JSON.
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { startScriptedModel } from '../demo/scripted-model/server.ts';
import { owner, stage, type Theatre } from '../demo/stage.ts';
import type { EditsReply } from '../src/domain/edit.ts';
import { personOn } from '../test/stories/person.ts';
import { codeText, sumsDirectory, sumsFeature } from '../test/stories/sums.ts';
import type { Figure } from './figure.ts';

const surveyed = 50;
const committed = 20;
const repository = 'sums';
const patience = 5 * 60_000;

/** Requests of one part of the story: to the API, in words, and beside them those of git's own protocol. */
interface Part {
  api: string[];
  git: number;
}

/** A commit of each later stage, as most features have one. */
const later = {
  refactor: [
    {
      edits: [{ kind: 'write', path: 'sums/triple.py', content: codeText('triple', '3 * number') }],
      summary: ['Put the factor first'],
    },
  ],
  document: [
    { edits: [{ kind: 'write', path: 'docs/triple.md', content: '# Tripling\n' }], summary: ['Describe tripling'] },
  ],
};

/** A test that the implementer never sees: one commit more. */
const heldOutText = `from sums.triple import triple


def test_triple_of_five() -> None:
    """AC-1: the number is multiplied."""
    assert triple(5) == 15
`;

/** Plays one feature from label to ready, with `redfirst serve` in a process of its own. */
export async function calls(): Promise<{ figures: Figure[]; parts: Record<string, Part> }> {
  const from = await mkdtemp(join(tmpdir(), 'redfirst-bench-'));
  await writeProject(from);
  const feature = sumsFeature('triple', 3);
  const newFiles = [...feature.plan.newFiles, ...fillers().map(({ path }) => ({ path, reason: 'A part of it.' }))];
  const plan = [{ ...feature.plan, newFiles }];
  const implement = [{ ...feature.implement, edits: [...feature.implement.edits, ...fillers()] }];
  const heldOut = [{ path: 'tests/test_triple_more.py', content: heldOutText }];
  const tests = [{ ...feature.tests, heldOut }];
  const model = await startScriptedModel({ scripts: [feature.script({ plan, tests, implement, ...later })] });
  const theatre = await stage({
    repositories: [{ name: repository, from }],
    model: { OPENAI_API_KEY: 'scripted', OPENAI_BASE_URL: model.url, REDFIRST_MODEL: 'scripted' },
    banner: 'A benchmark.',
  });
  try {
    const writer = personOn(theatre.playground, 'writer', { owner, name: repository });
    const issue = await writer.openIssue(feature.issue);
    await settle(theatre.playground);
    const planned = await count(theatre, 'The plan waits for your approval', () => writer.label(issue));
    const red = await count(theatre, 'The tests are red for the right reason', () => writer.say(issue, '/approve'));
    const code = await count(theatre, 'Done: every required check holds', () => writer.say(issue, '/implement'));
    const toRed = planned.api.length + red.api.length;
    const figures = [
      { what: 'API requests to red', value: toRed, unit: 'requests', bar: 11 },
      { what: 'API requests for /implement', value: code.api.length, unit: 'requests', bar: 7 },
      { what: 'API requests for a feature', value: toRed + code.api.length, unit: 'requests', bar: 18 },
      { what: 'requests of git for a feature', value: planned.git + red.git + code.git, unit: 'requests' },
    ];
    return { figures, parts: { plan: planned, red, implement: code } };
  } finally {
    await theatre.close();
    await model.close();
    await rm(from, { recursive: true, force: true });
  }
}

/** The sums project with as many modules as a survey shows at most. */
async function writeProject(directory: string): Promise<void> {
  await cp(sumsDirectory, directory, { recursive: true });
  await mkdir(join(directory, 'sums'), { recursive: true });
  for (let number = 1; number <= surveyed; number += 1)
    await writeFile(
      join(directory, 'sums', `other_${number}.py`),
      `"""Sums of kind ${number}, which nobody needs yet."""\n`,
    );
}

/** Modules beside the one that is wanted, so that a commit has its twenty files. */
function fillers(): EditsReply['edits'] {
  return Array.from({ length: committed - 1 }, (_, index) => ({
    kind: 'write' as const,
    path: `sums/triple_${index + 1}.py`,
    content: `"""Part ${index + 1} of tripling."""\n`,
  }));
}

/** What is requested from a word of a person until the status comment says that it is done. */
async function count({ playground }: Theatre, headline: string, act: () => Promise<unknown>): Promise<Part> {
  const first = playground.requests.length;
  await act();
  for (const end = Date.now() + patience; !shows(playground, headline); await wait(50))
    if (Date.now() > end) throw new Error(`It never came to this: ${headline}`);
  await settle(playground);
  const made = playground.requests.slice(first).filter(({ byApp }) => byApp);
  return {
    api: made
      .filter(({ kind }) => kind !== 'git')
      .map(({ method, path, operation }) => operation ?? `${method} ${path}`),
    git: made.filter(({ kind }) => kind === 'git').length,
  };
}

function shows({ state, bot }: Theatre['playground'], headline: string): boolean {
  const comments = state.repositories.flatMap(({ issues }) => issues.flatMap(issue => issue.comments));
  return comments.some(({ author, body }) => author.id === bot.id && body.includes(`### ${headline}\n`));
}

/** Until nothing has been requested for a second. */
async function settle({ requests }: Theatre['playground']): Promise<void> {
  for (let before = -1; before !== requests.length; await wait(1000)) before = requests.length;
}

if (import.meta.main) console.log(JSON.stringify(await calls(), undefined, 2));
