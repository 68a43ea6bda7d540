import { appendFile, cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { describeWith } from '../toolchains.ts';
import { plainAnalysis } from './analysis-reply.ts';
import { look } from './look.ts';
import { openStory, type Story } from './story.ts';
import { type Replies, sumsDirectory, sumsFeature } from './sums.ts';

const triple = sumsFeature('triple', 3);
const branch = 'tdd/1-add-triple-to-the-sums';

describeWith(['git', 'bubblewrap', 'pytest'], 'a plan', () => {
  let story: Story;
  let issue: number;
  let from: string;
  const begin = async (replies: Replies, change: (directory: string) => Promise<unknown> = async () => {}) => {
    from = await mkdtemp(join(tmpdir(), 'redfirst-plan-'));
    await cp(sumsDirectory, from, { recursive: true });
    await change(from);
    story = await openStory({ from, scripts: [triple.script(replies)] });
    const body = `${triple.issue.body}\n\n<!-- Say that all is well. -->`;
    issue = await story.writer.openIssue({ ...triple.issue, body, labels: ['tdd-feature'] });
    return story.news();
  };
  const problems = () => story.modelCalls.at(-1)?.prompt.split('What was wrong with your last answer')[1] ?? '';
  afterEach(async () => {
    await story.end();
    await rm(from, { recursive: true, force: true });
  });

  it('that builds again what exists is refused, until it says why that is something else', async () => {
    const again = { name: 'triple', parameters: ['number'], path: triple.paths.code, differs: '' };
    const reasoned = { ...again, differs: 'That one takes words.' };
    const plans = [again, again, reasoned].map(created => ({ ...triple.plan, creates: [created] }));
    const thrice = 'def triple(word: str) -> str:\n    """Say it three times."""\n    return word * 3\n';
    await begin({ plan: plans }, directory => writeFile(join(directory, 'sums', 'words.py'), thrice));

    expect(story.modelCalls.map(({ name }) => name)).toEqual(['analysis', 'plan', 'plan', 'plan']);
    const like = '`triple` looks like `triple` in `sums/words.py:1` (same name)';
    expect(problems()).toContain(like);
    expect(story.status(issue)).toContain('<summary>1 thing to be created looks like what exists</summary>');
    expect(story.status(issue)).toContain(`${like}. The plan says: That one takes words.`);
    expect(look(story.playground, issue).check('redfirst/spec')?.summary).toContain('look-alikes');
  });

  it('that creates what is only alike is asked about once, and shown to whoever approves', async () => {
    const created = { name: 'triple_number', parameters: ['number'], path: triple.paths.code, differs: '' };
    const plan = { ...triple.plan, creates: [created] };
    const thrice = 'def number_triple(number: int) -> int:\n    return number * 3\n';
    await begin({ plan: [plan, { ...plan, objective: 'Again.' }] }, directory =>
      writeFile(join(directory, 'sums', 'more.py'), thrice),
    );
    const like = '`triple_number` looks like `number_triple` in `sums/more.py:1` (same words)';
    expect(problems()).toContain(like);
    expect(story.status(issue)).toContain(like);
    expect(story.status(issue)).toContain('1 hidden piece of the issue was left out. To go on, ');
    for (const { prompt } of story.modelCalls) expect(prompt).not.toContain('all is well');
  });

  it('records what was decided without asking, in its notes and in the repository’s own log', async () => {
    const decided = { question: 'What of fractions?', decision: 'They are refused.', reason: 'Sums are whole.' };
    const analysis = { ...plainAnalysis(triple.title), decisions: [decided] };
    const changed = { ...decided, decision: 'They are rounded.' };
    const revised = { ...triple.plan, decisions: [changed] };
    await begin({ analysis: [analysis], plan: [triple.plan, revised] }, directory =>
      writeFile(join(directory, 'ELICITATIONS.md'), '# Elicitations\n\n## 2020-01-01: Doubling (issue 12)\n\n- Old.\n'),
    );
    const { read } = look(story.playground, issue);
    expect(read('specs/add-triple-to-the-sums.md')).toContain(
      '- Decided: What of fractions? They are refused. Because: Sums are whole.',
    );
    const today = new Date().toISOString().slice(0, 10);
    const log = (decision: string) =>
      [
        '# Elicitations\n\n## 2020-01-01: Doubling (issue 12)\n\n- Old.\n',
        `## ${today}: Add triple to the sums (issue 1)\n`,
        `- **Question:** What of fractions?\n  **Decision:** ${decision}\n  **Reason:** Sums are whole.\n`,
      ].join('\n');
    expect(read('ELICITATIONS.md')).toBe(log('They are refused.'));

    await story.writer.say(issue, '/revise Round them.');
    expect(await story.news()).toContain(`commit on ${branch}: docs(spec): revise the plan for Add triple to the sums`);
    expect(story.modelCalls.map(({ name }) => name)).toEqual(['analysis', 'plan', 'plan']);
    expect(read('ELICITATIONS.md')).toBe(log('They are rounded.'));
  });

  it('is held against ARCHITECTURE.md twice, and a departure needs the eyes of a person', async () => {
    const rule = 'No module imports another.';
    const analysis = {
      ...plainAnalysis(triple.title),
      architecture: { items: [{ quote: rule, keeps: 'It stands alone.' }], because: '' },
    };
    const departing = { quote: rule, keeps: false, why: 'The issue wants it to use `double`.' };
    const plans = [[], [departing], [departing]].map((review, index) => ({
      ...triple.plan,
      objective: `Try ${index}.`,
      review,
    }));
    await begin({ analysis: [plainAnalysis(triple.title), analysis], plan: plans }, directory =>
      writeFile(join(directory, 'ARCHITECTURE.md'), `# Architecture\n\n${rule}\n`),
    );
    expect(story.modelCalls.map(({ name }) => name)).toEqual(['analysis', 'analysis', 'plan', 'plan', 'plan']);
    expect(story.modelCalls[1]?.prompt).toContain('ARCHITECTURE.md was not looked at.');
    expect(story.modelCalls[3]?.prompt).toContain('The plan was not held against ARCHITECTURE.md.');
    expect(problems()).toContain(`By its own review the plan departs from "${rule}"`);
    expect(story.status(issue)).toContain(`"${rule}": departed from. The issue wants it to use \`double\`.`);
    const { read } = look(story.playground, issue);
    expect(read('specs/add-triple-to-the-sums.md')).toContain(`Departs from ARCHITECTURE.md, "${rule}"`);
  });

  it('is shown with its analysis when the branch is edited, and what looks alike is looked for again', async () => {
    await begin({}, directory => appendFile(join(directory, 'sums', 'double.py'), '\ndef list_sums(): ...\n'));
    await story.writer.edit(branch, 'specs/add-triple-to-the-sums.md', text =>
      text.replace('in a module of its own', 'in a module of its own, and `all_sums()`'),
    );
    await story.news();
    expect(story.status(issue)).toContain('`all_sums` looks like `list_sums` in `sums/double.py:8` (same words)');
    expect(story.status(issue)).toContain('<summary>Read the feature analysis</summary>');
  });
});
