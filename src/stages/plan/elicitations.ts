import { posix } from 'node:path';
import type { Decided } from '../../domain/analysis-reply.ts';
import type { FileChange } from '../../domain/file-change.ts';
import type { Settings } from '../../domain/settings.ts';
import { matchesAny } from '../../languages/globs.ts';
import type { Tree } from '../../ports/repositories.ts';
import { inlineMarkdown } from '../../referee/spec/inline.ts';
import { outlineOf } from '../../referee/spec/outline.ts';

/** Decisions about one issue, and the day they were made. */
export interface Elicited {
  issue: { number: number; title: string };
  /** As in ISO 8601, `2026-01-31`. */
  date: string;
  decisions: readonly Decided[];
}

/**
 * The governed ELICITATIONS.md with what was decided without asking; nothing where the repository has no such file, or
 * where nothing was decided.
 */
export async function elicitationsChange(tree: Tree, settings: Settings, elicited: Elicited): Promise<FileChange[]> {
  const path = settings.docs.governed.find(each => posix.basename(each) === 'ELICITATIONS.md');
  if (!path || elicited.decisions.length === 0 || matchesAny(path, settings.protected)) return [];
  const text = await tree.read(path);
  return text === undefined ? [] : [{ path, content: withElicitations(text, elicited) }];
}

/** The document with a section about an issue at its end, in the place of an earlier one. Nothing else is touched. */
export function withElicitations(text: string, { issue, date, decisions }: Elicited): string {
  const mark = `(issue ${issue.number})`;
  const lines = text.trim() === '' ? [] : text.replace(/\n+$/, '').split('\n');
  const { sections } = outlineOf(text);
  const index = sections.findIndex(({ name }) => name.endsWith(mark));
  const section = [`## ${date}: ${inlineMarkdown(issue.title)} ${mark}`, '', ...decisions.map(entry)];
  const own = sections[index];
  if (!own) return [...lines, ...(lines.length > 0 ? [''] : []), ...section, ''].join('\n');
  const next = sections[index + 1];
  const after = next ? ['', ...lines.slice(next.line - 1)] : [];
  return [...lines.slice(0, own.line - 1), ...section, ...after, ''].join('\n');
}

/** Whether the log holds a decision of a plan's notes, as {@link decisionText} says it. */
export function isLogged(note: string, log: string): boolean {
  const said = note.replace(/^Decided: /, '').replace(' Because: ', ' ');
  return lettersOf(log.replaceAll(/\*\*(?:Question|Decision|Reason):\*\*/g, '')).includes(lettersOf(said));
}

const lettersOf = (text: string): string => text.replaceAll(/[^\p{L}\p{N}]+/gu, '');

const entry = ({ question, decision, reason }: Decided): string =>
  [
    `- **Question:** ${inlineMarkdown(question)}`,
    `  **Decision:** ${inlineMarkdown(decision)}`,
    `  **Reason:** ${inlineMarkdown(reason)}`,
  ].join('\n');
