import { describe, expect, it } from 'vitest';
import { emptyStatus } from '../../../src/domain/status.ts';
import type { Sandbox } from '../../../src/ports/sandbox.ts';
import { peopleOn } from '../../../src/stages/green/people.ts';
import { runCheck } from '../../../src/stages/green/run-check.ts';
import type { Task } from '../../../src/stages/green/task.ts';
import { runMemory } from '../../../src/stages/run-memory.ts';
import { openDraft } from '../../../src/writer/loop/draft.ts';
import { treeOf } from '../../engine/fakes.ts';
import { settingsFor } from '../settings.ts';

const ladder = 'ladder: [{ name: Lint, run: lint ., item: lint }, { name: Types, run: types ., item: types }]';

/** A repository whose commands say what they are told to, and the action that runs them. */
function open(results: { exitCode: number; output: string }[], lines = ladder) {
  const ran: string[] = [];
  const sandbox: Sandbox = {
    describe: async () => '',
    install: async () => ({ kind: 'installed', layer: { key: '', directory: '', paths: [] } }),
    run: async ({ command }) => {
      ran.push(command);
      const [next = { exitCode: 0, output: '' }] = results.splice(0, 1);
      return { ending: 'exited', seconds: 1, artifacts: {}, ...next };
    },
  };
  const settings = { ...settingsFor(lines), setup: undefined };
  const tree = treeOf({ 'a.py': 'x\n' });
  const signal = new AbortController().signal;
  const context = { settings, sandbox, runs: runMemory(), signal };
  const draft = openDraft(tree, ['a.py']);
  const people = peopleOn({ talk: [], status: emptyStatus });
  const [offer] = runCheck({ context, tree } as unknown as Task, { draft, people });
  const check = async (name: string) => {
    const result = await offer?.perform(JSON.stringify({ name }), { edited: new Set(), refused: [] });
    return result ?? { kind: 'refused', text: 'there is no such action' };
  };
  const write = (text: string, path = 'a.py') => draft.put([{ path, content: `${text}\n` }]);
  return { check, write, ran };
}

const bad = (line: number) => ({ exitCode: 1, output: `a.py:${line}: too long (0.2s)` });

describe('a check', () => {
  it('is run by its name, and no other command is', async () => {
    const { check, ran } = open([bad(1)]);
    expect(await check('Lint')).toMatchObject({ kind: 'told', text: 'Lint: exit code 1\na.py:1: too long (<time>)' });
    expect(await check('rm -rf .')).toMatchObject({ kind: 'refused' });
    expect(ran).toEqual(['lint .']);
  });

  it('is not offered where the repository has none', async () => {
    expect(await open([], 'ladder: []').check('Lint')).toMatchObject({ text: 'there is no such action' });
  });

  it('that a file fails a fourth time is for a person to look at, with what failed', async () => {
    const { check, write } = open([bad(1), bad(2), bad(3), bad(4)]);
    for (const text of ['one', 'two', 'three']) {
      write(text);
      expect(await check('Lint')).toMatchObject({ kind: 'told' });
    }
    write('four');
    const result = await check('Lint');
    expect(result.kind === 'over' ? result.product.questions : []).toEqual([
      '`a.py` does not pass `Lint` after 3 corrections. What shall be done about it?\n\n~~~\na.py:4: too long (<time>)\n~~~',
    ]);
  });

  it('is not counted for a file that was not changed, nor after it has passed', async () => {
    const { check, write } = open([bad(1), bad(2), { exitCode: 0, output: '' }, bad(3), bad(4), bad(5)]);
    for (const text of ['1', '2', '3', '4', '5', '5']) {
      write(text);
      expect(await check('Lint')).toMatchObject({ kind: 'told' });
    }
  });

  it('counts for the file that it names', async () => {
    const { check, write } = open([bad(1), bad(2), bad(3), { exitCode: 1, output: 'b.py:1: too long' }]);
    for (const text of ['1', '2', '3', '4']) {
      write(text);
      write(text, 'b.py');
      expect(await check('Lint')).toMatchObject({ kind: 'told' });
    }
  });

  it('of another kind that fails in the same way is a failure to be remembered', async () => {
    const { check, write } = open([bad(1)]);
    write('one');
    expect(await check('Types')).toMatchObject({ kind: 'told', failing: { paths: ['a.py'] } });
  });
});
