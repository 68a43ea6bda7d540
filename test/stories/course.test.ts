import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { describeWith } from '../toolchains.ts';
import { desk, libraryWith, stepIssue, stepsScript, testingPlan, written } from './library.ts';
import { look } from './look.ts';
import { openStory, type Story } from './story.ts';

vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 });

const planPath = 'docs/Phase1/6.1_implementation_plan.md';
const fixture = (path: string) => readFile(resolve(import.meta.dirname, '../fixtures/library', path), 'utf8');
const later = '# TODO(step 3): greet whoever lends.';
const left = '# TODO(step 1): say that it is ours.';

describeWith(['git', 'bubblewrap', 'pytest'], 'the three steps of a plan that people wrote, one after another', () => {
  let story: Story;
  let number: number;
  const now = () => look(story.playground, number);
  const asked = (name: string) => story.modelCalls.filter(call => call.name === name).map(({ prompt }) => prompt);

  beforeAll(async () => {
    const implement = [
      written(desk('# TODO(step 1): greet whoever lends.')),
      written(desk(later, '\n\ndef give_back(book: Book) -> Book:\n    """Give it back."""\n    return book\n')),
      written(desk(later)),
      { summary: [], edits: [{ kind: 'replace', path: 'library/server.py', find: `${left}\n`, replace: '' }] },
    ];
    const server = (await fixture('library/server.py')).replace('PORT =', `${left}\nPORT =`);
    const script = stepsScript({ implement, 'testing-plan': [testingPlan('[x]'), testingPlan('[ ]')] });
    story = await openStory({ from: await libraryWith({ 'library/server.py': server }), script });
    number = await story.writer.openIssue(stepIssue);
    await story.writer.label(number, 'tdd-step');
  });
  afterAll(() => story?.end());

  it('goes from the label to a pull request that is ready, and waits for nobody', async () => {
    expect(await story.news()).toMatchInlineSnapshot(`
      [
        "reaction eyes on #1",
        "comment: Done: every required check holds",
        "label removed: tdd-step",
        "pull request (ready): feat: Step 1: Lending",
        "commit on tdd/1-carry-on-with-the-library: docs(spec): plan Step 1: Lending",
        "commit on tdd/1-carry-on-with-the-library: test(book): add tests for Step 1: Lending",
        "commit on tdd/1-carry-on-with-the-library: feat(book): implement Step 1: Lending",
        "commit on tdd/1-carry-on-with-the-library: docs(book): document Step 1: Lending",
        "check redfirst/spec: success on "docs(spec): plan Step 1: Lending"",
        "check redfirst/spec: success on "test(book): add tests for Step 1: Lending"",
        "check redfirst/red: success on "test(book): add tests for Step 1: Lending"",
        "check redfirst/spec: success on "docs(book): document Step 1: Lending"",
        "check redfirst/red: success on "docs(book): document Step 1: Lending"",
        "check redfirst/green: success on "docs(book): document Step 1: Lending"",
        "check redfirst/checklist: success on "docs(book): document Step 1: Lending"",
      ]
    `);
  });

  it('is told what the step is, with the design and without a design that it does not refer to', () => {
    const [step = ''] = asked('step');
    expect(step).toContain('T1: #### Task 1.2: Create `Book`');
    expect(step).not.toContain('Lay out the package\n\n');
    expect(step).toContain('Books are values');
    expect(step).toContain('listens on port 8137');
    expect(step).not.toContain('`GET /health` answers `up`');
    expect(asked('tests')[0]).toContain('AC-2: Task 1.3: Create lend in library/desk.py');
  });

  it('refuses a TODO of its own step, old or new, and what the plan does not name', () => {
    const [, second = '', third = '', fourth = ''] = asked('implement');
    expect(second).toContain('A TODO is left: # TODO(step 1)');
    expect(third).toContain('The function `give_back` is not named in the plan of this step.');
    expect(fourth).toContain('`TODO(step 1)` is work of this very step.');
    expect(now().read('library/server.py')).not.toContain('TODO');
    expect(now().read('library/desk.py')).toContain(later);
    expect(now().check('redfirst/checklist')?.summary).toContain('only what the plan names');
  });

  it('marks its tasks in the plan, and changes nothing else there', async () => {
    const plan = await fixture(planPath);
    const mark = (text: string, line: string) => text.replace(line, `${line} ✅ **COMPLETED**`);
    const marked = [
      '#### Task 1.2: Create `Book` in `library/book.py`',
      '#### Task 1.3: Create `lend` in `library/desk.py`',
    ].reduce(mark, plan);
    expect(now().read(planPath)).toBe(marked);
  });

  it('writes a testing plan in which nothing is passed, and a report', () => {
    expect(asked('testing-plan')[0]).toContain('No mocks.');
    expect(asked('testing-plan')[1]).toContain('Something is marked as passed');
    expect(now().read('docs/Phase1/Steps/1/6.2_testing_plan.md')).toBe(testingPlan('[ ]').content);
    const report = now().read('docs/Phase1/Steps/1/6.2_implementation_report.md');
    expect(report).toContain('# Implementation report: Step 1: Lending');
    expect(report).toContain('- `library/desk.py:12` TODO(step 3): greet whoever lends.');
    expect(report).toContain('| `library/book.py` | added |');
  });

  it('keeps the project structure true', async () => {
    const structure = await fixture('CLAUDE.md');
    expect(now().read('CLAUDE.md')).toBe(
      structure
        .replace('│   └── server.py', '│   ├── book.py\n│   ├── desk.py\n│   └── server.py')
        .replace('├── docs/', '├── docs/')
        .replace(
          '└── tests/\n    └── test_server.py',
          '├── specs/\n│   └── carry-on-with-the-library.md\n└── tests/\n    ├── test_lending.py\n    └── test_server.py',
        ),
    );
  });

  it('ran with the service beside it', () => {
    expect(now().check('redfirst/green')?.summary).toContain('| service `server` | came up, stayed up');
  });

  /** People merge what the step before came to, and set the next one. */
  async function goOn(step: number): Promise<void> {
    await story.maintainer.merge(now().pull?.number ?? 0);
    const set = (text: string) => text.replace(/current_step = \d/, `current_step = ${step}`);
    await story.maintainer.edit('main', 'library/Context.toml', set);
    await story.news();
    number = await story.writer.openIssue({ title: `Carry on with step ${step}`, body: '' });
    await story.writer.label(number, 'tdd-step');
  }

  it('goes on with the second step once people have merged the first', async () => {
    await goOn(2);
    expect(await story.news()).toContain('comment: Done: every required check holds');
    expect(now().commits.map(subject => subject.split(':')[0])).toEqual([
      'docs(spec)',
      'test(desk)',
      'feat(desk)',
      'docs(desk)',
    ]);
    expect(now().read('library/desk.py')).toContain(later);
    expect(now().read(planPath)).toContain('#### Task 2.1: Create `give_back` in `library/desk.py` ✅ **COMPLETED**\n');
  });

  it('says in the third which service does not come up, with the end of its log, and calls nothing red', async () => {
    const door = (run: string) => (text: string) =>
      `${text.replace(/ {2}- \{ name: door.*\n/, '')}  - { name: door, run: '${run}', ready: { http: 'http://127.0.0.1:8138/', within: 20 } }\n`;
    await story.maintainer.edit('main', '.github/redfirst.yml', door('echo no key; exit 3'));
    await goOn(3);
    expect(await story.news()).toContain('comment: Redfirst stopped and needs you');
    expect(story.status(number)).toContain('ended with exit code 3 before it was ready. The end of its log: no key');
    expect(now().state?.stop).toMatchObject({ stage: 'red', reason: 'base-unusable' });
    expect(now().pull).toBeUndefined();

    await story.maintainer.edit('main', '.github/redfirst.yml', door('python3 -m http.server 8138'));
    await story.writer.say(number, '/retry');
    expect(await story.news()).toContain('comment: Done: every required check holds');
    for (const service of ['server', 'door'])
      expect(now().check('redfirst/green')?.summary).toContain(`| service \`${service}\` | came up, stayed up`);
  });

  it('reads the design that the third refers to, and does what was left for it', () => {
    expect(asked('step')[2]).toContain('`GET /health` answers `up`');
    expect(now().read('library/desk.py')).not.toContain('TODO');
    expect(now().read('library/desk.py')).toContain('def give_back');
    expect(
      now()
        .read(planPath)
        .match(/#### Task .* ✅ \*\*COMPLETED\*\*$/gm),
    ).toHaveLength(5);
  });
});
