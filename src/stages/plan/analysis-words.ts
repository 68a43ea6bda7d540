import { type AnalysisReply, type Decided, decisionText, type WorkKind } from '../../domain/analysis-reply.ts';
import { fenced } from '../../domain/fenced.ts';
import type { Outcome } from '../../domain/outcome.ts';
import type { PlanReply } from '../../domain/plan-reply.ts';
import type { StageRow } from '../../domain/status.ts';
import { blockMarkdown, codeSpanOf, inlineMarkdown } from '../../referee/spec/inline.ts';
import { stopped } from '../stopped.ts';
import { diagramOf } from './diagram.ts';

/** The feature analysis as people read it on the issue, and as the plan is told it: fifteen parts, each with content. */
export function analysisText(reply: AnalysisReply, review?: string): string {
  const { requirements, estimate, tradeoffs } = reply;
  const parts: [title: string, body: string][] = [
    ['Key Requirements', requirements.map(({ quote }, index) => `${index + 1}. > ${inlineMarkdown(quote)}`).join('\n')],
    ['Requirements to Implementation Mapping', requirements.map(mapped).join('\n')],
    ['Implementation Steps', reply.steps.map((step, index) => `${index + 1}. ${inlineMarkdown(step)}`).join('\n')],
    ['Challenges and Edge Cases', listOf(reply.challenges, inlineMarkdown)],
    ['Architecture Diagram', fenced(diagramOf(reply), 'mermaid')],
    ['Domain Entities', listOf(reply.entities, entity)],
    ['API Endpoints', endpoints(reply)],
    ['Performance and Security', under({ Performance: reply.performance, Security: reply.security })],
    ['Unit and Integration Tests', under({ Unit: reply.unitTests, Integration: reply.integrationTests })],
    ['Implementation Approach', bullets(reply.approach)],
    ['ARCHITECTURE.md Review', architecture(reply)],
    ['Fit of the Solution with ARCHITECTURE.md', review ?? 'Judged on the finished plan.'],
    [
      'Trade-offs and Alternatives',
      listOf(tradeoffs, ({ option, tradeoff }) => `${inlineMarkdown(option)}: ${inlineMarkdown(tradeoff)}`),
    ],
    ['Integration with Existing Systems', bullets(reply.integration)],
    ['Time and Resource Estimation', estimate.map(estimated).join('\n')],
  ];
  const text = parts.map(([title, body], index) => `#### ${index + 1}. ${title}\n\n${body}`);
  const decided =
    reply.decisions.length > 0 ? [`#### Decided without asking\n\n${decisionLines(reply.decisions)}`] : [];
  return [...text, ...decided].join('\n\n');
}

/** The analysis below the status comment, for as long as the comment stands. */
export function analysisFold(reply: AnalysisReply, review: string): { title: string; body: string; isKept: true } {
  return { title: 'Read the feature analysis', body: analysisText(reply, review), isKept: true };
}

const decisionLines = (decisions: readonly Decided[]): string => bullets(decisions.map(decisionText));

/** The second look at ARCHITECTURE.md: the finished plan, sentence by sentence. */
export function reviewText({ review }: PlanReply, architecture: string | undefined): string {
  if (architecture === undefined) return 'The repository has no ARCHITECTURE.md.';
  return bullets(review.map(({ quote, keeps, why }) => `"${quote}": ${keeps ? 'kept' : 'departed from'}. ${why}`));
}

interface Part<T> {
  items: readonly T[];
  because: string;
}

function listOf<T>({ items, because }: Part<T>, say: (item: T) => string): string {
  return items.length > 0 ? items.map(item => `- ${say(item)}`).join('\n') : blockMarkdown(because);
}

const bullets = (lines: readonly string[]): string => lines.map(line => `- ${inlineMarkdown(line)}`).join('\n');

const under = (parts: Record<string, Part<string>>): string =>
  Object.entries(parts)
    .map(([name, part]) => `**${name}**\n\n${listOf(part, inlineMarkdown)}`)
    .join('\n\n');

function mapped({ tasks }: AnalysisReply['requirements'][number], index: number): string {
  const lines = tasks.map(task => `   - ${inlineMarkdown(task)}`);
  return [`${index + 1}. Requirement ${index + 1}`, ...lines].join('\n');
}

function entity({ name, attributes, relations }: AnalysisReply['entities']['items'][number]): string {
  const has = attributes.length > 0 ? `: ${attributes.map(inlineMarkdown).join(', ')}` : '';
  return [`**${inlineMarkdown(name)}**${has}`, ...relations.map(relation => `  - ${inlineMarkdown(relation)}`)].join(
    '\n',
  );
}

function endpoints({ endpoints: { items, because } }: AnalysisReply): string {
  if (items.length === 0) return blockMarkdown(because);
  const entries = items.map(({ method, route, description, request, response }, index) =>
    [
      `**${index + 1}.** ${codeSpanOf(`${method} ${route}`)}: ${inlineMarkdown(description)}`,
      `Request:\n\n${fenced(request)}`,
      `Response:\n\n${fenced(response)}`,
    ].join('\n\n'),
  );
  return entries.join('\n\n');
}

function architecture({ architecture: asked, reuse }: AnalysisReply): string {
  const kept = listOf(asked, ({ quote, keeps }) => `"${inlineMarkdown(quote)}": ${inlineMarkdown(keeps)}`);
  const used = listOf(reuse, ({ path, use }) => `${codeSpanOf(path)}: ${inlineMarkdown(use)}`);
  return `${kept}\n\n**Exists already and is not built again**\n\n${used}`;
}

const estimated = ({ task, effort, needs }: AnalysisReply['estimate'][number]): string =>
  `- ${inlineMarkdown(task)}: ${inlineMarkdown(effort)}, ${inlineMarkdown(needs)}`;

const called: Record<WorkKind, string> = {
  feature: 'a feature',
  docs: 'documentation',
  config: 'configuration',
  refactor: 'a refactoring that changes no behaviour',
};

const insist =
  'If it is to be built test first all the same, reply `/retry`, or say in the issue what will behave differently.';

/** An issue that no test can be written for first: it is not forced through red. */
export function declined(
  { kind, kindReason, solvableReason }: AnalysisReply,
  { otherWork, cost }: { otherWork: string; cost: Partial<StageRow> },
): Outcome {
  const isOther = kind !== 'feature';
  const why = isOther ? `This is ${called[kind]}` : 'This cannot be built test first';
  const text = [`${why}: ${inlineMarkdown(isOther ? kindReason : solvableReason)}`, isOther ? otherWork : '', insist];
  const summary = isOther ? `declined: ${called[kind]}` : 'declined: cannot be built test first';
  return stopped('plan', { reason: 'declined', summary, text: text.filter(Boolean).join('\n\n'), cost });
}
