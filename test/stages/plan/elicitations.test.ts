import { expect, it } from 'vitest';
import { elicitationsChange, withElicitations } from '../../../src/stages/plan/elicitations.ts';
import { treeOf } from '../../engine/fakes.ts';
import { settingsFor } from '../settings.ts';

const decisions = [{ question: 'Which?', decision: 'This.', reason: 'It is usual.' }];
const elicited = { issue: { number: 7, title: 'Add <b>x</b>' }, date: '2026-01-31', decisions };
const section =
  '## 2026-01-31: Add \\<b>x\\</b> (issue 7)\n\n- **Question:** Which?\n  **Decision:** This.\n  **Reason:** It is usual.\n';

it('a section is put at the end, and nothing else is touched', () => {
  expect(withElicitations('\n', elicited)).toBe(section);
  expect(withElicitations('# Log\n\n* old  \n', elicited)).toBe(`# Log\n\n* old  \n\n${section}`);
});

it('a section about the same issue is replaced where it stands', () => {
  const log = `# Log\n\n## 2020-01-01: A (issue 7)\n\n- a\n\n## 2020-01-02: B (issue 77)\n\n- b\n`;
  expect(withElicitations(log, elicited)).toBe(`# Log\n\n${section}\n## 2020-01-02: B (issue 77)\n\n- b\n`);
});

it.each([
  ['an empty file switches the log on', { 'ELICITATIONS.md': '' }, '', ['ELICITATIONS.md']],
  ['without a file nothing is logged', {}, '', []],
  [
    'the governed file of that name is the log',
    { 'docs/ELICITATIONS.md': '', 'ELICITATIONS.md': '' },
    'docs: { governed: [docs/ELICITATIONS.md] }',
    ['docs/ELICITATIONS.md'],
  ],
])('%s', async (_what, files, lines, logged) => {
  const changes = await elicitationsChange(treeOf(files), settingsFor(lines), elicited);
  expect(changes.map(({ path }) => path)).toEqual(logged);
  expect(await elicitationsChange(treeOf(files), settingsFor(lines), { ...elicited, decisions: [] })).toEqual([]);
});
