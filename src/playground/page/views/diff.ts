import type { ChangedFile } from '../../git/diff.ts';
import { type Html, html } from '../html.ts';

interface Line {
  kind: 'hunk' | 'added' | 'removed' | 'same' | 'note';
  old: number | undefined;
  new: number | undefined;
  text: string;
}

const kinds: Record<string, Line['kind']> = { '+': 'added', '-': 'removed', '\\': 'note' };

/** Lines of a patch with the numbers they have on both sides. */
export function patchLines(patch: string): Line[] {
  let [before, after] = [0, 0];
  return patch.split('\n').map(text => {
    const hunk = /^@@ -(\d+)(?:,\d+)? \+(\d+)/.exec(text);
    if (hunk) {
      [before, after] = [Number(hunk[1]), Number(hunk[2])];
      return { kind: 'hunk', old: undefined, new: undefined, text };
    }
    const kind = kinds[text.charAt(0)] ?? 'same';
    const counts = kind === 'note' ? [false, false] : [kind !== 'added', kind !== 'removed'];
    const line = { kind, old: counts[0] ? before : undefined, new: counts[1] ? after : undefined, text };
    before += counts[0] ? 1 : 0;
    after += counts[1] ? 1 : 0;
    return line;
  });
}

function table(patch: string): Html {
  const rows = patchLines(patch).map(
    line =>
      html`<tr class="${line.kind}"><td class="number">${line.old}</td><td class="number">${line.new}</td><td><code>${line.text}</code></td></tr>`,
  );
  return html`<div class="scroll"><table class="diff"><tbody>${rows}</tbody></table></div>`;
}

/** Changed files with their coloured patches. */
export function diff(files: readonly ChangedFile[]): Html {
  return html`${files.map(
    file => html`<details class="box file" open><summary>
      <b>${file.previousPath !== undefined && html`${file.previousPath} → `}${file.path}</b>
      <span class="muted">${file.status}</span> <span class="plus">+${file.additions}</span> <span class="minus">−${file.deletions}</span></summary>
      ${file.patch === undefined ? html`<p class="padded muted">No text to compare.</p>` : table(file.patch)}</details>`,
  )}`;
}
