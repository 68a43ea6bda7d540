import { isDecision } from '../domain/analysis-reply.ts';
import type { Settings } from '../domain/settings.ts';
import type { Spec } from '../domain/spec.ts';
import { isDocument } from '../languages/documents.ts';
import { isHarnessPath, isTestPath } from '../languages/roles.ts';
import type { Tree } from '../ports/repositories.ts';
import type { DocumentedChange } from '../referee/documents.ts';
import { isLogged } from './plan/elicitations.ts';

interface Change extends Pick<DocumentedChange, 'changed' | 'existing'> {
  plan: Pick<Spec, 'notes'>;
  /** What the documents that log decisions say now. */
  log: string;
}

/**
 * A change as the rules for documents look at it. Only the notes that say so are decisions of the plan, and those that
 * were logged with it are not asked for again.
 */
export function documentedChange(settings: Settings, { changed, existing, plan, log }: Change): DocumentedChange {
  const isCode = (path: string) =>
    !isTestPath(path, settings) && !isHarnessPath(path, settings) && !isDocument(path, settings) && !isHidden(path);
  const decisions = plan.notes.filter(note => isDecision(note) && !isLogged(note, log));
  return { ...settings.docs, changed, existing, isCode, decisions: decisions.length };
}

/** What the documents that log decisions say in a tree. */
export async function logOf({ docs }: Settings, tree: Tree): Promise<string> {
  const documents = docs.rules.filter(({ change }) => change === 'decision').flatMap(rule => rule.documents);
  return [...(await tree.readMany(documents)).values()].join('\n');
}

/** Directories for tools, and the plans themselves. */
const isHidden = (path: string): boolean => /(^|\/)\.[^/]/.test(path) || path.startsWith('specs/');
