import { parsePatch, type StructuredPatch, type StructuredPatchHunk } from 'diff';
import type { FileDiff } from '../../ports/repositories.ts';
import type { ObjectStore } from './object-store.ts';

const options = ['--no-ext-diff', '--no-textconv', '--no-color', '--src-prefix=a/', '--dst-prefix=b/', '-U0', '-M'];

/** What changed between two commits that are complete in `store`, by line. */
export async function diffOf(store: ObjectStore, from: string, to: string): Promise<FileDiff[]> {
  const output = await store.run(['diff', ...options, '--end-of-options', from, to]);
  return output.length === 0 ? [] : parsePatch(output.toString()).map(fileDiffOf);
}

function fileDiffOf(patch: StructuredPatch): FileDiff {
  const lines = patch.hunks.map(changedLines);
  const change = changeOf(patch);
  const [oldPath, newPath] = [pathOf(patch.oldFileName, 'a/'), pathOf(patch.newFileName, 'b/')];
  return {
    path: (change === 'deleted' ? oldPath : newPath) ?? '',
    oldPath: change === 'renamed' ? oldPath : undefined,
    change,
    isBinary: patch.isBinary ?? false,
    newMode: change === 'deleted' ? undefined : patch.newMode,
    added: lines.flatMap(({ added }) => added),
    removed: lines.flatMap(({ removed }) => removed),
  };
}

function changeOf({ isCreate, isDelete, isRename }: StructuredPatch): FileDiff['change'] {
  if (isCreate) return 'added';
  if (isDelete) return 'deleted';
  return isRename ? 'renamed' : 'modified';
}

function pathOf(name: string | undefined, prefix: string): string | undefined {
  return name?.startsWith(prefix) ? name.slice(prefix.length) : name;
}

function changedLines({ lines, oldStart, newStart }: StructuredPatchHunk): Pick<FileDiff, 'added' | 'removed'> {
  const removed = lines.filter(line => line.startsWith('-'));
  const added = lines.filter(line => line.startsWith('+'));
  const numbered = (texts: string[], start: number) =>
    texts.map((text, index) => ({ line: start + index, text: text.slice(1) }));
  return { added: numbered(added, newStart), removed: numbered(removed, oldStart) };
}
