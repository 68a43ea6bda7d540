import { toString as textOf } from 'mdast-util-to-string';
import type { Finding } from '../../../domain/finding.ts';
import { bulletsOf } from '../lists.ts';
import type { Outline, Section } from '../outline.ts';
import { sectionNamed } from '../outline.ts';
import { refusal } from './refusal.ts';

const refuse = refusal('spec-tasks');

/** Phase 1 begins with research; tasks are headings with bullets, with tests throughout, and end with validation. */
export function taskFindings(outline: Outline): Finding[] {
  return [...researchFindings(outline), ...stepFindings(outline)];
}

function researchFindings(outline: Outline): Finding[] {
  const plan = sectionNamed(outline.sections, 'Implementation Plan');
  const phase = sectionNamed(plan?.parts ?? [], 'Phase 1: Foundation');
  if (!phase) return [];
  const first = bulletsOf(phase.content)[0]?.text ?? textOf(phase.content[0]);
  if (/\breadme\b/i.test(first)) return [];
  return [
    refuse(
      phase.line,
      'Phase 1 does not begin with repository research.',
      'Let its first step read README.md, then survey the relevant files.',
    ),
  ];
}

function stepFindings(outline: Outline): Finding[] {
  const section = sectionNamed(outline.sections, 'Step by Step Tasks');
  if (!section) return [];
  const tasks = section.parts;
  const last = tasks.at(-1);
  if (!last) return [refuse(section.line, 'There are no tasks.', 'Make each task an h3 heading with bullets.')];
  return [
    ...tasks
      .filter(task => bulletsOf(task.content).length === 0)
      .map(task => refuse(task.line, `The task "${task.name}" has no bullets.`, 'List its steps as bullets.')),
    ...lastFindings(last),
    ...testFindings(section, tasks.slice(0, -1)),
  ];
}

function lastFindings(last: Section): Finding[] {
  const runsCommands = /validation commands/i.test(wordsOf(last));
  if (/validat/i.test(last.name) && runsCommands) return [];
  return [
    refuse(
      last.line,
      `The last task is "${last.name}", not the validation.`,
      'End with a task "Run the Validation Commands".',
    ),
  ];
}

/** Tests belong to the work: some task names them, and not only the last one when there are several. */
function testFindings(section: Section, working: readonly Section[]): Finding[] {
  const remedy = 'Let the tasks create their tests before the code that they test.';
  if (working.length === 0) return [refuse(section.line, 'Nothing is done before the validation.', 'Add the tasks.')];
  const first = working.findIndex(task => namesTests.test(wordsOf(task)));
  if (first === -1) return [refuse(section.line, 'No task creates tests.', remedy)];
  const isAfterthought = first === working.length - 1 && working.length > 1;
  return isAfterthought ? [refuse(working[first]?.line ?? section.line, 'Tests come last.', remedy)] : [];
}

const namesTests = /(?<![a-z])test(s|ed|ing)?(?![a-z])/i;

function wordsOf(task: Section): string {
  return [task.name, ...task.content.map(node => textOf(node))].join(' ');
}
