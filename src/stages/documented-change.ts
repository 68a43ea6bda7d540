import { isDecision } from '../domain/analysis-reply.ts';
import type { Settings } from '../domain/settings.ts';
import type { Spec } from '../domain/spec.ts';
import { isDocument } from '../languages/documents.ts';
import { isHarnessPath, isTestPath } from '../languages/roles.ts';
import type { DocumentedChange } from '../referee/documents.ts';

interface Change extends Pick<DocumentedChange, 'changed' | 'existing'> {
  plan: Pick<Spec, 'notes'>;
}

/** A change as the rules for documents look at it. Only the notes that say so are decisions of the plan. */
export function documentedChange(settings: Settings, { changed, existing, plan }: Change): DocumentedChange {
  const isCode = (path: string) =>
    !isTestPath(path, settings) && !isHarnessPath(path, settings) && !isDocument(path, settings) && !isHidden(path);
  return { ...settings.docs, changed, existing, isCode, decisions: plan.notes.filter(isDecision).length };
}

/** Directories for tools, and the plans themselves. */
const isHidden = (path: string): boolean => /(^|\/)\.[^/]/.test(path) || path.startsWith('specs/');
