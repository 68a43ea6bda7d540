import type { Heading, List, ListItem, RootContent } from 'mdast';
import { toString as textOf } from 'mdast-util-to-string';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import { boundedMarkdown } from '../../domain/bounded-markdown.ts';
import type { PlanStep, PlanTask } from '../../domain/step.ts';

/** What stands behind a task that is done. */
export const completedMark = '✅ **COMPLETED**';

const parser = unified().use(remarkParse).use(remarkGfm).freeze();
const isCompleted = /✅\s*(?:\*\*|__)?\s*COMPLETED\b/i;
const mark = /\s*✅\s*(?:\*\*|__)?\s*COMPLETED(?:\*\*|__)?/i;
const stepHeading = /^[^\p{L}\p{N}]*step\s+(\d+(?:\.\d+)*)\b[\s:.)\u2012-\u2015-]*/iu;
const phaseHeading = /^[^\p{L}\p{N}]*(?:phase|epic)\s+(\d+(?:\.\d+)*)\b/iu;
const taskHeading = /^[^\p{L}\p{N}]*(?:task\b|\d+(?:\.\d+)+\b)/iu;

/**
 * The steps of an implementation plan: headings that begin with `Step <number>`, below headings of phases or without. The
 * tasks of a step are its headings that begin with `Task` or with a number such as `1.2`, or else the items of its lists.
 */
export function readPlanSteps(markdown: string): PlanStep[] {
  if (boundedMarkdown(markdown) !== markdown) return [];
  const { children } = parser.parse(markdown);
  const steps: PlanStep[] = [];
  let phase: { number: string; depth: number } | undefined;
  for (const [index, node] of children.entries()) {
    if (node.type !== 'heading') continue;
    if (phase && node.depth <= phase.depth) phase = undefined;
    const words = textOf(node);
    const [, phaseNumber] = phaseHeading.exec(words) ?? [];
    if (phaseNumber) phase = { number: phaseNumber, depth: node.depth };
    const [lead, number] = stepHeading.exec(words) ?? [];
    if (lead && number)
      steps.push(
        stepOf({ markdown, heading: node, below: belowHeading(children, index), number, phase: phase?.number, lead }),
      );
  }
  return steps;
}

interface Found {
  markdown: string;
  heading: Heading;
  below: RootContent[];
  number: string;
  phase: string | undefined;
  lead: string;
}

function stepOf({ markdown, heading, below, number, phase, lead }: Found): PlanStep {
  const isDone = isCompleted.test(sourceOf(markdown, heading));
  const tasks = tasksIn(markdown, below).map(task => (isDone ? { ...task, isCompleted: true } : task));
  return {
    number,
    phase,
    title: unmarked(textOf(heading).slice(lead.length)) || `Step ${number}`,
    text: markdown.slice(endOf(heading), endOf(below.at(-1) ?? heading)).trim(),
    tasks,
    line: heading.position?.start.line ?? 1,
  };
}

/** What stands below a heading, up to the next one of its level or a higher one. */
function belowHeading(nodes: readonly RootContent[], index: number): RootContent[] {
  const heading = nodes[index];
  const depth = heading?.type === 'heading' ? heading.depth : 6;
  const below = nodes.slice(index + 1);
  const end = below.findIndex(node => node.type === 'heading' && node.depth <= depth);
  return end === -1 ? below : below.slice(0, end);
}

function tasksIn(markdown: string, below: readonly RootContent[]): PlanTask[] {
  const headings = below.flatMap((node, index) =>
    node.type === 'heading' && taskHeading.test(textOf(node)) ? [{ node, index }] : [],
  );
  if (headings.length > 0)
    return headings.map(({ node, index }) => {
      const last = belowHeading(below, index).at(-1) ?? node;
      return taskOf(markdown, { lead: node, end: endOf(node.children.at(-1) ?? node), last });
    });
  return listsOf(below).flatMap(({ children }) => children.flatMap(item => itemTask(markdown, item)));
}

/** The lists below a heading `Tasks`, or else all of them. */
function listsOf(below: readonly RootContent[]): List[] {
  const isList = (node: RootContent): node is List => node.type === 'list';
  const named = below.findIndex(node => node.type === 'heading' && /^\W*tasks?\W*$/i.test(textOf(node)));
  return (named === -1 ? below : belowHeading(below, named)).filter(isList);
}

function itemTask(markdown: string, item: ListItem): PlanTask[] {
  const [lead] = item.children;
  return lead ? [taskOf(markdown, { lead, end: endOf(lead), last: item })] : [];
}

function taskOf(
  markdown: string,
  { lead, end, last }: { lead: RootContent; end: number; last: RootContent | ListItem },
): PlanTask {
  const source = markdown.slice(startOf(lead), end);
  return {
    title: unmarked(textOf(lead)).replace(/\s+/g, ' '),
    text: markdown.slice(startOf(lead), endOf(last)),
    isCompleted: isCompleted.test(source),
    end,
  };
}

const unmarked = (text: string): string => text.replace(mark, '').trim();

type Placed = {
  position?: { start: { offset?: number | undefined }; end: { offset?: number | undefined } } | undefined;
};
const startOf = (node: Placed): number => node.position?.start.offset ?? 0;
const endOf = (node: Placed): number => node.position?.end.offset ?? 0;
const sourceOf = (markdown: string, node: Placed): string => markdown.slice(startOf(node), endOf(node));

/** The document with these tasks marked as completed, and nothing else changed by a byte. */
export function markCompleted(markdown: string, tasks: readonly Pick<PlanTask, 'end'>[]): string {
  const ends = tasks.map(({ end }) => end).sort((left, right) => right - left);
  return ends.reduce((text, end) => `${text.slice(0, end)} ${completedMark}${text.slice(end)}`, markdown);
}
