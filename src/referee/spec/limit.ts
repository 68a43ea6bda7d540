import type { Settings } from '../../domain/settings.ts';
import { isDocument } from '../../languages/documents.ts';
import { isRelevantPath } from '../../languages/relevant.ts';
import { isTestPath } from '../../languages/roles.ts';

/** Which existing files a plan may refer to: the configured ones, documents and tests; nothing where all are. */
export function planLimit(settings: Settings): { limit?: (path: string) => boolean } {
  if (!settings.limitsPlans) return {};
  const limit = (path: string) =>
    isRelevantPath(path, settings) || isTestPath(path, settings) || isDocument(path, settings);
  return { limit };
}
