import { afterEach, describe, expect, it, vi } from 'vitest';
import { readSample, type SampleName } from '../../../demo/scripted-model/samples.ts';
import type { Script } from '../../../demo/scripted-model/script.ts';
import type { TestsReply } from '../../../src/domain/edit.ts';
import { describeWith } from '../../toolchains.ts';
import { look } from '../look.ts';
import { openStory, type Story } from '../story.ts';
import { act, finish, tests, write } from '../turn.ts';
import { everythingSaid, footprint, type Good, type Scene, scenes, scriptOf } from './cast.ts';

vi.setConfig({ testTimeout: 600_000 });

/** One turn of the model, and what it is told in answer. */
type Slip = readonly [turn: unknown, ...told: string[]];

const edit = (path: string, ...edits: object[]) => ['edit_file', { path, edits }] as const;
const replace = (find: string, text: string) => ({ kind: 'replace', find, replace: text });
const read = (path: string) => ['read_file', { path }] as const;

/** Tests that name the second criterion nowhere, and hold nothing for the fourth but a test that passes. */
const careless = ({ files }: TestsReply, { passing }: Scene): TestsReply => ({
  files: [...files.map(file => ({ ...file, content: file.content.replaceAll(/AC-[24]/g, 'AC-1') })), passing],
  heldOut: [],
});

/** What is done wrong before there is any code, each in a turn of its own. */
function blunders(frozen: string, { code, unread }: Scene): Slip[] {
  const loosen = edit(unread.path, replace(unread.text, ''));
  return [
    [act(['read_file', `{"path": "${unread.path}"`]), 'The arguments are not JSON. Nothing was done.'],
    [
      act(['shell', { run: 'ls' }]),
      'There is no "shell". What there is: search_code, read_file, edit_file, run_tests,',
    ],
    [act(['edit_file', { path: code, text: 'x' }]), 'The arguments do not fit; nothing was done.', '→ at edits'],
    [act(loosen), `${unread.path}: Read it first: what was not read, or has changed since, cannot be edited.`],
    [
      act(['search_code', { text: unread.text }], read(unread.path), edit(code, replace('nobody', 'somebody'))),
      `${unread.path}:`,
      `${unread.path}, all`,
      `${code}: The text to replace is not in the file.`,
    ],
    [
      act(read(code), loosen, write(frozen, 'x\n')),
      `Not changed:\n- ${unread.path}: `,
      `\`${frozen}\` is not among the files that this stage may change`,
    ],
  ];
}

/** A linter that is answered with the same mistake over and over, and then as a person says. */
function lintLoop({ code, lint: { name, line } }: Scene): Slip[] {
  const check = ['run_check', { name }] as const;
  const untidy = (spaces: number) => line.replace(' ', ' '.repeat(spaces + 1));
  const again = [0, 1, 2, 3].map(
    (round): Slip => [
      act(edit(code, replace(untidy(round), untidy(round + 1))), check),
      `${name}: exit code 1`,
      ...(round === 3 ? [`People answered. What they say settles it:\n\n${answer}`] : [code]),
    ],
  );
  const tidy = act(edit(code, replace(untidy(4), line)), edit(code, replace(line, 'x')), check);
  return [...again, [tidy, `${code}: It was edited in this turn already.`, `${name}: exit code 0`]];
}

const answer = 'One space, as it was.';

/** The whole feature but for one criterion, handed in as if nothing were missing. */
function forgetful({ implement }: Good, { forgotten: { missing, mended, test, criterion } }: Scene): Slip[] {
  const whole = { edits: implement.flatMap(part => part.edits), summary: implement.flatMap(part => part.summary) };
  const partial = JSON.parse(JSON.stringify(whole), (_key, value) =>
    typeof value === 'string' ? value.replace(mended, missing) : value,
  );
  return [
    [partial, 'It is not done yet:', test],
    [act(tests), '- AC-1 is green', `- ${criterion} is red`],
  ];
}

/** Mended after all, with words that people cannot use and then with words that they can. */
const mended = ({ forgotten: { path, missing, mended: text } }: Scene): Slip[] => [
  [act(edit(path, replace(missing, text)), finish('Use edit_file')), 'the names of your actions mean nothing to them'],
  [act(finish('Add the feature', 'There was no @maintainer\nto ask.'))],
];

/** The same once more, and once more. */
const stubborn = ({ forgotten: { test } }: Scene): Slip[] => [
  [act(finish('Add the feature')), test, 'take another approach; the same once more ends the work.'],
  [act(finish('Add the feature'))],
];

/** How it ends on each sample, and what its commits are about. */
const ends = {
  'python-shelf': { scope: 'service', about: 'Favourite books', last: mended },
  'typescript-rates': { scope: 'limiter', about: 'Burst caps per key', last: stubborn },
} satisfies Record<SampleName, { scope: string; about: string; last(scene: Scene): Slip[] }>;

describeWith(['git', 'bubblewrap', 'pytest'], 'a clumsy model', () => {
  let story: Story;
  afterEach(() => story?.end());

  async function cast(sample: SampleName): Promise<{ script: Script; slips: Slip[] }> {
    const scene = scenes[sample];
    const slips: Slip[] = [];
    const script = await scriptOf(sample, good => {
      const frozen = good.tests.files[0]?.path ?? '';
      slips.push(
        ...blunders(frozen, scene),
        ...lintLoop(scene),
        ...forgetful(good, scene),
        ...ends[sample].last(scene),
      );
      return {
        plan: ['junk', good.plan],
        tests: ['junk', careless(good.tests, scene), good.tests],
        implement: slips.map(([turn]) => turn),
      };
    });
    return { script, slips };
  }

  const prompts = (call: string) => story.modelCalls.filter(({ name }) => name === call).map(({ prompt }) => prompt);

  /** Each mistake was answered at once, in words that it can be mended by. */
  function wasTold(slips: readonly Slip[]): void {
    expect(prompts('plan')[1]).toContain('The answer does not have the required form: The answer is not JSON.');
    const [, second, third] = prompts('tests');
    expect(second).toContain('The answer does not have the required form: The answer is not JSON.');
    expect(third).toMatch(/AC-2 \(".*"\) is named by no test\./);
    expect(third).toMatch(/AC-4 \(".*"\) is named by tests, but none of them is red\./);
    const dialogue = prompts('implement');
    expect(dialogue).toHaveLength(slips.length);
    for (const [index, [, ...told]] of slips.slice(0, -1).entries()) {
      const [before = '', after = ''] = dialogue.slice(index, index + 2);
      expect(after.startsWith(before)).toBe(true);
      for (const words of told) expect(after.slice(before.length)).toContain(words);
    }
  }

  describe.each(Object.keys(ends) as SampleName[])('on %s', sample => {
    it('is told of each clumsiness what to do instead, and a person is asked about the fourth fix of a file', async () => {
      const { code, lint } = scenes[sample];
      const { scope, about, last } = ends[sample];
      const { script, slips } = await cast(sample);
      story = await openStory({ sample, script });
      const { issue } = await readSample(sample);
      const number = await story.writer.openIssue({ ...issue, labels: ['tdd-feature'] });
      const planned = await story.news();
      const now = () => look(story.playground, number);
      const { branch } = now();
      expect(planned).toEqual([
        'reaction eyes on #1',
        'comment: The plan waits for your approval',
        `commit on ${branch}: docs(spec): plan ${about}`,
        `check redfirst/spec: success on "docs(spec): plan ${about}"`,
      ]);

      await story.writer.say(number, '/implement');
      const red = `test(${scope}): add tests for ${about}`;
      expect(await story.news()).toEqual([
        'comment: The code waits for your answer',
        'reaction +1 on "/implement"',
        `pull request (draft): feat: ${about}`,
        `commit on ${branch}: ${red}`,
        `check redfirst/spec: success on "${red}"`,
        `check redfirst/red: success on "${red}"`,
      ]);
      const question = `\`${code}\` does not pass \`${lint.name}\` after 3 corrections. What shall be done about it?`;
      expect(story.status(number)).toContain(`${question}\n\n~~~\n`);

      await story.writer.say(number, answer);
      const news = await story.news();
      wasTold(slips);
      if (last === mended) {
        const newest = `docs(${scope}): document ${about}`;
        expect(news).toEqual([
          'comment: Done: every required check holds',
          'label removed: tdd-feature',
          `pull request (ready): feat: ${about}`,
          `commit on ${branch}: feat(${scope}): implement ${about}`,
          `commit on ${branch}: refactor(${scope}): polish ${about}`,
          `commit on ${branch}: ${newest}`,
          ...['spec', 'red', 'green', 'checklist'].map(name => `check redfirst/${name}: success on "${newest}"`),
        ]);
        expect(now().state?.rows.green?.unexpected).toEqual(['There was no @maintainer to ask.']);
      } else {
        expect(news).toEqual(['comment: Redfirst stopped and needs you']);
        expect(story.status(number)).toContain('no usable implementation in 3 attempts; nothing was committed.');
        expect(now().commits.at(-1)).toBe(red);
      }
      const { changed, planned: named } = footprint(story, number);
      expect(changed.filter(path => !named.includes(path))).toEqual([]);
      expect(everythingSaid(story, number)).not.toMatch(
        /search_code|read_file|edit_file|run_tests|run_check|finish_work/,
      );
      expect(story.sandboxRuns.filter(command => /\bls\b/.test(command))).toEqual([]);
    });
  });
});
