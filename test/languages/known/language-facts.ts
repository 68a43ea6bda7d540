import { detect } from '../../../src/languages/detect.ts';
import type { DetectedProfile } from '../../../src/languages/profile.ts';
import type { FileDiff } from '../../../src/ports/repositories.ts';
import { inspect } from '../../referee/checklist/inspect.ts';

/** What a repository of these files shows of itself. */
export function detected(files: Record<string, string>, others: string[] = []): DetectedProfile {
  const detection = detect(new Map(Object.entries(files)), [...Object.keys(files), ...others], '.');
  if (detection.kind === 'unknown') throw new Error(detection.why);
  return detection.profile;
}

/** What the checklist has against new code, and why types are not judged. */
export async function judged(path: string, text: string): Promise<string[]> {
  const rows = await inspect({ [path]: text });
  const findings = rows.flatMap(({ item, findings }) =>
    findings.map(({ line, message }) => `${item} ${line}: ${message}`),
  );
  const types = rows.find(({ item }) => item === 'type-hints');
  return [...findings, `type-hints: ${types?.evidence}`].sort();
}

/** A changed file of which these lines were added. */
export function diffOf(path: string, lines: number[]): FileDiff {
  const added = lines.map(line => ({ line, text: '' }));
  return { path, oldPath: undefined, change: 'modified', isBinary: false, newMode: undefined, added, removed: [] };
}
