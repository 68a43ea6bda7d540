import { afterEach, expect, it, vi } from 'vitest';
import { describeWith } from '../toolchains.ts';
import { look, until } from './look.ts';
import { openStory, type Story } from './story.ts';
import { codeText, sumsDirectory, sumsFeature } from './sums.ts';

vi.setConfig({ testTimeout: 180_000 });

const { issue, paths, script } = sumsFeature('triple', 3);
const act = (...calls: (readonly [tool: string, given: object | string])[]) => ({
  text: 'I go on.',
  calls: calls.map(([tool, given]) => ({ tool, arguments: given })),
});
const write = (content: string, path = paths.code) =>
  ['edit_file', { path, edits: [{ kind: 'write', content }] }] as const;
const replace = (path: string, find: string, text: string) =>
  ['edit_file', { path, edits: [{ kind: 'replace', find, replace: text }] }] as const;
const finish = ['finish_work', { summary: ['Add the function triple'], unexpected: null }] as const;
const lint = ['run_check', { name: 'Length' }] as const;
const tests = ['run_tests', {}] as const;
const good = codeText('triple', 'number * 3');
/** Code whose only fault is a line that is too long, of another length each time. */
const long = (more: number) =>
  good.replace('"""A number, multiplied."""', `"""A number,${' multiplied'.repeat(7 + more)}."""`);

/** Files that the plan does not show, and a linter that anything has to pass. */
const configuration = `
relevantFiles: [README.md, sums/double.py]
ladder: [{ name: Length, run: "! grep -nHE '.{80,}' sums/*.py", item: lint }]
`;

describeWith(['git', 'bubblewrap', 'pytest'], 'the model works by actions', () => {
  let story: Story;
  let number: number;
  afterEach(() => story.end());
  const prompts = () => story.modelCalls.filter(({ name }) => name === 'implement').map(({ prompt }) => prompt);

  /** A feature whose tests are red, and what the model does when it is asked for code. */
  async function begin(implement: readonly unknown[], environment = {}): Promise<void> {
    story = await openStory({ from: sumsDirectory, script: script({ implement }), environment });
    const configure = (text: string) => text.replace(/^ladder.*$/m, configuration);
    await story.maintainer.edit('main', '.github/redfirst.yml', configure);
    await story.maintainer.push('main', { files: { 'sums/half.py': 'HALF = 2\n' }, message: 'feat: half' });
    await story.news();
    number = await story.writer.openIssue({ ...issue, labels: ['tdd-feature'] });
    await story.news();
    await story.writer.say(number, '/approve');
    await story.news();
  }

  it('is told of each clumsiness what to do instead, and comes to green', async () => {
    await begin([
      act(['read_file', '{"path": "sums/half.py"']),
      act(['shell', { run: 'ls' }]),
      act(replace('sums/half.py', '2', '3')),
      act(['search_code', { text: 'HALF' }], ['read_file', { path: 'sums/half.py' }]),
      act(replace('sums/half.py', 'QUARTER', '3')),
      act(write('def test_triple() -> None:\n    pass\n', paths.test), finish),
      act(write(long(0)), write(good), tests, lint),
      act(write(good), lint, tests),
      act(['finish_work', { summary: ['Use edit_file to add triple'], unexpected: null }]),
      act(['finish_work', { summary: ['Add the function triple'], unexpected: 'There was no @maintainer\nto ask.' }]),
    ]);
    await story.writer.say(number, '/implement');

    expect(await story.news()).toContain('comment: Done: every required check holds');
    const said = prompts().at(-1) ?? '';
    for (const words of [
      'The arguments are not JSON. Nothing was done.',
      'There is no "shell". What there is: search_code, read_file, edit_file, run_tests, run_check,',
      'sums/half.py: Read it first',
      'sums/half.py:1: HALF = 2',
      'sums/half.py, all 1 lines:\nHALF = 2\n',
      'The text to replace is not in the file.',
      `It is not done yet:\n- ${paths.test}: \`${paths.test}\` is not among the files that this stage may change`,
      `${paths.code}: It was edited in this turn already.`,
      '- AC-1 is green: 1 test.',
      'Length: exit code 1\nsums/triple.py:1:',
      'Length: exit code 0',
      'the names of your actions mean nothing to them',
    ])
      expect(said).toContain(words);
    expect(prompts()).toHaveLength(10);
    expect(look(story.playground, number).state?.rows.green?.unexpected).toEqual(['There was no @maintainer to ask.']);
    expect(story.sandboxRuns.filter(command => command.includes('ls'))).toEqual([]);
  });

  it('asks a person when a linter is not satisfied by three corrections, and goes on with the answer', async () => {
    const rounds = [0, 1, 2, 3].map(more => act(write(long(more)), lint));
    await begin([...rounds, act(write(good), lint, finish)]);
    await story.writer.say(number, '/implement');

    expect(await story.news()).toEqual(['comment: The code waits for your answer', 'reaction +1 on "/implement"']);
    const status = story.status(number);
    expect(status).toContain(
      '`sums/triple.py` does not pass `Length` after 3 corrections. What shall be done about it?',
    );
    expect(status).toContain('sums/triple.py:1:');
    expect(status).not.toMatch(/run_check|edit_file/);
    expect(look(story.playground, number).commits.at(-1)).toMatch(/^test/);

    await story.outsider.say(number, 'Leave it.');
    expect(await story.news()).toEqual([]);
    await story.writer.say(number, 'Say it in fewer words.');
    expect(await story.news()).toContain('comment: Done: every required check holds');
    expect(prompts()).toHaveLength(5);
    expect(prompts()[4]).toContain('People answered. What they say settles it:\n\nSay it in fewer words.');
    expect(prompts()[4]).not.toContain('Leave it.');
  });

  it('is given up in the middle by /cancel', async () => {
    await begin([act(['read_file', { path: 'sums/double.py' }]), act(tests), 'hang']);
    await story.writer.say(number, '/implement');
    await until(() => prompts().length === 3);
    await story.writer.say(number, '/cancel');
    expect(await story.news()).toEqual([
      'comment: Cancelled',
      'reaction +1 on "/cancel"',
      'label removed: tdd-feature',
    ]);
    expect(look(story.playground, number).commits.at(-1)).toMatch(/^test/);
    expect(prompts()).toHaveLength(3);
  });

  it('stops in the middle when the money is spent, and goes on where it was', async () => {
    await begin([act(tests), act(write(good)), act(finish)], { REDFIRST_MODEL_PRICE: '1,1' });
    const rows = look(story.playground, number).state?.rows;
    const spent = (rows?.plan?.usd ?? 0) + (rows?.red?.usd ?? 0);
    const cap = `\nbudget: { usd: ${(spent + 0.000_001).toFixed(9)} }\n`;
    await story.maintainer.edit('main', '.github/redfirst.yml', text => text + cap);
    await story.news();
    await story.writer.say(number, '/implement');
    expect(await story.news()).toEqual(['comment: Redfirst stopped and needs you', 'reaction +1 on "/implement"']);
    expect(story.status(number)).toContain('what was paid for is not asked for again');
    expect(prompts()).toHaveLength(1);

    await story.writer.say(number, '/continue 5');
    expect(await story.news()).toContain('comment: Done: every required check holds');
    expect(prompts()).toHaveLength(3);
  });
});
