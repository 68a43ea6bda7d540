import type { AnalysisReply } from '../../domain/analysis-reply.ts';
import type { Finding } from '../../domain/finding.ts';
import { nearestPath } from '../../referee/spec/rules/files.ts';
import { analysisText } from './analysis-words.ts';

/** What an analysis is held against. */
export interface AnalysisContext {
  /** All that people said, as it is seen on the issue. */
  said: string;
  paths: ReadonlySet<string>;
  /** Text of ARCHITECTURE.md; nothing where there is none. */
  architecture: string | undefined;
  /** A person decided that it is built test first: it cannot be declined again. */
  insists: boolean;
}

/** Characters of an analysis: it has to fit into one comment beside the plan. */
const longest = 20_000;

/** Whether nothing further is to be analysed: it is declined, or waits for an answer. */
export const endsEarly = ({ kind, solvable, blockers }: AnalysisReply): boolean =>
  kind !== 'feature' || !solvable || blockers.length > 0;

/**
 * Judges an analysis: what it quotes stands in the issue and in ARCHITECTURE.md, the files that it names exist, the diagram
 * hangs together, and no part is empty without a reason. No findings is a pass.
 */
export function judgeAnalysis(reply: AnalysisReply, context: AnalysisContext): Finding[] {
  const isDeclined = reply.kind !== 'feature' || !reply.solvable;
  if (isDeclined && context.insists)
    return [
      refuse('A person decided that this is built test first.', 'Give `feature` and `solvable`, and analyse it.'),
    ];
  if (endsEarly(reply)) return [];
  return [
    ...quoteFindings(reply, context),
    ...fileFindings(reply, context),
    ...diagramFindings(reply),
    ...emptyFindings(reply),
    ...lengthFindings(reply),
  ];
}

const refuse = (message: string, remedy: string): Finding => ({ rule: 'analysis', message, remedy });

function quoteFindings({ requirements, architecture }: AnalysisReply, context: AnalysisContext): Finding[] {
  const said = wordsOf(context.said);
  const written = wordsOf(context.architecture ?? '');
  const invented = requirements.flatMap(({ quote }) =>
    stands(quote, said) ? [] : refuse(`"${quote}" is not in the issue.`, 'Quote it to the letter.'),
  );
  if (context.architecture === undefined) return invented;
  const none = refuse('ARCHITECTURE.md was not looked at.', 'Quote what it asks of this feature.');
  const misread = architecture.items.flatMap(({ quote }) =>
    stands(quote, written) ? [] : refuse(`"${quote}" is not in ARCHITECTURE.md.`, 'Quote it to the letter.'),
  );
  return [...invented, ...(architecture.items.length === 0 ? [none] : misread)];
}

/** Whether a quote says something that stands in a text. Only words count: marks of Markdown are not quoted. */
export const stands = (quote: string, words: string): boolean =>
  wordsOf(quote).length > 2 && words.includes(wordsOf(quote));

/** The words of a text, each between spaces. */
export const wordsOf = (text: string): string =>
  ` ${
    text
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu)
      ?.join(' ') ?? ''
  } `;

function fileFindings({ reuse }: AnalysisReply, { paths }: AnalysisContext): Finding[] {
  return reuse.items.flatMap(({ path }) => {
    if (paths.has(path)) return [];
    const nearest = nearestPath(path, paths);
    return refuse(
      `\`${path}\` is not in the repository.`,
      nearest ? `Did you mean \`${nearest}\`?` : 'Name a file that is.',
    );
  });
}

function diagramFindings({ components, links }: AnalysisReply): Finding[] {
  const names = components.map(({ name }) => name);
  const twice = names.filter((name, index) => names.indexOf(name) < index);
  const loose = links.flatMap(({ from, to }) => [from, to]).filter(name => !names.includes(name));
  return [
    ...(names.length === 0 ? [refuse('The diagram has no component.', 'Name what the feature touches.')] : []),
    ...twice.map(name => refuse(`The component "${name}" stands twice.`, 'Keep one of them.')),
    ...loose.map(name => refuse(`An arrow leads to "${name}", which is no component.`, 'Name it, or drop the arrow.')),
  ];
}

function emptyFindings(reply: AnalysisReply): Finding[] {
  return Object.entries(reply).flatMap(([part, value]) => {
    if (part === 'blockers' || part === 'decisions' || part === 'links') return [];
    if (Array.isArray(value))
      return value.length > 0 ? [] : refuse(`The part \`${part}\` is empty.`, 'Write what belongs there.');
    if (typeof value !== 'object' || value.items.length > 0 || value.because.trim() !== '') return [];
    return refuse(`The part \`${part}\` is empty.`, 'Write what belongs there, or say why nothing does.');
  });
}

function lengthFindings(reply: AnalysisReply): Finding[] {
  const { length } = analysisText(reply);
  if (length <= longest) return [];
  return [refuse(`The analysis takes ${length} characters, of ${longest} that it may.`, 'Say it more briefly.')];
}
