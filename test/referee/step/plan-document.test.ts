import { describe, expect, it } from 'vitest';
import { completedMark, markCompleted, readPlanSteps } from '../../../src/referee/step/plan-document.ts';

const plan = `# Implementation plan

## Phase 1: Shelf

### Step 1: Books ✅ **COMPLETED**

- Create \`Book\`.

### ✏️ Step 2 – Lending

Two people may not hold one book, see [the API](docs/5.3_technical_design_api_endpoints.md).

#### Task 2.1: Add \`lend\` to \`library/desk.py\` ✅ **COMPLETED**

It takes a book.

#### Task 2.2: Refuse what is lent ##

- with \`AlreadyLent\`
  - for everybody

#### Task 2.3: Take it back

## Phase 2: Readers

### Step 1. Names

#### Background

- is no task

#### Tasks

1. Create \`Reader\`,
   with a name. ✅ **COMPLETED**
2. [ ] Greet *her*
3. [x] Forget

### Step 10

\`\`\`
### Step 11
\`\`\`
`;

const shape = (markdown: string) =>
  readPlanSteps(markdown).map(({ number, phase, title, tasks }) => [
    phase,
    number,
    title,
    tasks.map(task => `${task.isCompleted ? '✓ ' : ''}${task.title}`),
  ]);

describe('an implementation plan', () => {
  it('has phases, steps and tasks, as headings or as lists', () => {
    expect(shape(plan)).toEqual([
      ['1', '1', 'Books', ['✓ Create Book.']],
      [
        '1',
        '2',
        'Lending',
        ['✓ Task 2.1: Add lend to library/desk.py', 'Task 2.2: Refuse what is lent', 'Task 2.3: Take it back'],
      ],
      ['2', '1', 'Names', ['✓ Create Reader, with a name.', 'Greet her', 'Forget']],
      ['2', '10', 'Step 10', []],
    ]);
  });

  it('gives each step and each task as they stand there', () => {
    const [, lending] = readPlanSteps(plan);
    expect(lending?.text.startsWith('Two people')).toBe(true);
    expect(lending?.text.endsWith('Take it back')).toBe(true);
    expect(lending?.tasks[1]?.text).toBe(
      'Task 2.2: Refuse what is lent ##\n\n- with `AlreadyLent`\n  - for everybody'.replace('Task', '#### Task'),
    );
  });

  it('has no steps where lists nest too deep to be read in time', () => {
    expect(readPlanSteps(`${'- '.repeat(40)}x\n${plan}`)).toEqual([]);
  });
});

/** Every way a line may end and a file may begin. */
const variants = [
  ['as it is', plan],
  ['with the line ends of Windows', plan.replaceAll('\n', '\r\n')],
  ['with a byte order mark', `\ufeff${plan}`],
  ['with emoji and wide letters', plan.replaceAll('Take', '📚 取')],
  ['without a last line end', plan.trimEnd()],
  ['with spaces at line ends', plan.replaceAll('\n', '  \n')],
] as const;

describe('marking', () => {
  it.each(variants)('changes nothing but what it adds, in a plan %s', (_how, text) => {
    for (const step of readPlanSteps(text)) {
      const open = step.tasks.filter(task => !task.isCompleted);
      // Every choice among the open tasks of a step.
      for (let choice = 0; choice < 2 ** open.length; choice += 1) {
        const chosen = open.filter((_, index) => (choice >> index) % 2 === 1);
        const marked = markCompleted(text, chosen);
        const added = marked.split(` ${completedMark}`).length - text.split(` ${completedMark}`).length;
        expect(added).toBe(chosen.length);
        const again = readPlanSteps(marked).find(({ line }) => line === step.line);
        const expected = step.tasks.map(task => task.isCompleted || chosen.includes(task));
        expect(again?.tasks.map(task => task.isCompleted)).toEqual(expected);
        expect(again?.tasks.map(({ title }) => title)).toEqual(step.tasks.map(({ title }) => title));
        expect(withoutMarksAt(marked, chosen)).toBe(text);
      }
    }
  });

  it('stands behind the words of a heading or an item', () => {
    const [, lending] = readPlanSteps(plan);
    const marked = markCompleted(plan, lending?.tasks.slice(1) ?? []);
    expect(marked).toContain('#### Task 2.2: Refuse what is lent ✅ **COMPLETED** ##\n');
    expect(marked).toContain('#### Task 2.3: Take it back ✅ **COMPLETED**\n');
  });
});

function withoutMarksAt(text: string, tasks: readonly { end: number }[]): string {
  const added = ` ${completedMark}`;
  return [...tasks]
    .sort((left, right) => left.end - right.end)
    .reduce((rest, { end }) => {
      expect(rest.slice(end, end + added.length)).toBe(added);
      return rest.slice(0, end) + rest.slice(end + added.length);
    }, text);
}
