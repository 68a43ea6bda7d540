import { z } from 'zod';
import { narrowed } from '../../languages/narrowed.ts';
import type { Draft } from '../../writer/loop/draft.ts';
import { type Offer, offer, orNull } from '../../writer/loop/offer.ts';
import { runSuite } from '../suite.ts';
import { progressOf } from './progress.ts';
import type { Task } from './task.ts';

/** Running the tests on what is written so far: all of them, or those of one criterion. */
export function runTests({ context, tree, proof }: Task, draft: Draft): Offer<never> {
  const criteria = proof.traces.map(({ criterion }) => criterion);
  const schema = z.object({
    criterion: orNull(z.enum(criteria)).describe('Its id, to see its tests alone. Null for all tests.'),
  });
  const description =
    'Runs the tests on what you have written, and says which criteria are green, which are red and why, and which is next.';
  return offer({ name: 'run_tests', description, schema }, async ({ criterion }) => {
    const only = proof.traces.find(trace => trace.criterion === criterion);
    const files = new Set(only?.tests.map(id => id.split('::', 1)[0] ?? id));
    const { settings } = context;
    const run = (only && narrowed(settings, [...files])) ?? settings.tests.run;
    const overlay = draft.changes();
    const narrow = { ...settings, tests: { ...settings.tests, run } };
    const report = await runSuite({ ...context, settings: narrow, tree, overlay });
    const { isGreen, text, note } = progressOf(report, proof, only);
    if (isGreen) return { kind: 'told', text, note };
    const failing = { log: text, paths: overlay.map(({ path }) => path), work: JSON.stringify(overlay) };
    return { kind: 'told', text, note, failing };
  });
}
