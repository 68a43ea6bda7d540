import { describe, expect, it } from 'vitest';
import type { Edit } from '../../src/domain/edit.ts';
import type { Tree } from '../../src/ports/repositories.ts';
import { parseSpec } from '../../src/referee/spec/parse.ts';
import { judgeEdits } from '../../src/stages/edit-gate.ts';
import { comment } from '../builders.ts';
import { planText, sumsFeature } from '../stories/sums.ts';
import { settingsFor } from './settings.ts';

const settings = settingsFor();
const files: Record<string, string> = { 'sums/double.py': 'double = 2\n', 'sums/other.py': 'other = 1\n' };
const tree: Tree = {
  oid: '1'.repeat(40),
  list: async () => Object.keys(files).map(path => ({ path, mode: '100644' as const, oid: '2'.repeat(40), size: 1 })),
  read: async path => files[path],
  readMany: async paths => new Map(paths.flatMap(path => (files[path] ? [[path, files[path]] as const] : []))),
  directory: async () => '/nowhere',
};

const feature = sumsFeature('triple', 3);
const plan = parseSpec(planText(feature));
const write = (path: string): Edit => ({ kind: 'write', path, content: 'x = 1\n' });

async function judge(path: string, said: string[] = []) {
  const talk = said.map(text => comment(text));
  const context = { settings, plan, talk, spec: { path: 'specs/triple.md', text: '', hash: '' } };
  const judged = await judgeEdits({ context, tree }, { edits: [write(path)], draft: [] });
  return judged.kind === 'refuse' ? judged.findings.map(({ rule, message }) => ({ rule, message })) : 'accepted';
}

describe('edits of the implementer', () => {
  it('reach the files that the approved plan names', async () => {
    expect(await judge(feature.paths.code)).toBe('accepted');
    expect(await judge('sums/double.py')).toBe('accepted');
  });

  it('reach no other file, be it there or new', async () => {
    const message = (path: string) => `\`${path}\` is not among the files that the approved plan names.`;
    expect(await judge('sums/other.py')).toEqual([{ rule: 'out-of-plan', message: message('sums/other.py') }]);
    expect(await judge('sums/new.py')).toEqual([{ rule: 'out-of-plan', message: message('sums/new.py') }]);
  });

  it('reach a file that a person named in an answer', async () => {
    expect(await judge('sums/other.py', ['Yes, change `sums/other.py` too.'])).toBe('accepted');
    expect(await judge('sums/other.py', ['Yes, change sums/other.py.'])).toBe('accepted');
    expect(await judge('sums/other.py', ['Leave sums/other.pyi alone.', 'And lib/sums/other.py'])).not.toBe('accepted');
  });

  it('may mark a directory of a new file as a package', async () => {
    const inPackage = { ...plan, newFiles: [{ path: 'sums/more/triple.py', reason: 'New.' }] };
    const context = { settings, plan: inPackage, talk: [], spec: undefined };
    const edits = [write('sums/more/__init__.py')];
    expect((await judgeEdits({ context, tree }, { edits, draft: [] })).kind).toBe('accept');
  });
});
