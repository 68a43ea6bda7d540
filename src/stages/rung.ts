import type { Rung } from '../domain/settings.ts';
import type { RunEvidence } from '../domain/test-report.ts';
import { hindranceOf } from './hindrance.ts';
import type { Workbench } from './suite.ts';
import { evidenceOf, runCommand } from './suite.ts';

/** Seconds that one rung may take. */
const rungSeconds = 900;

/** Runs one step of the repository's own static verification, and says why where it could not be run. */
export async function runRung(
  bench: Workbench,
  rung: Rung,
): Promise<{ run: RunEvidence; hindrance: string | undefined }> {
  const options = {
    command: rung.run,
    artifacts: [],
    environment: bench.settings.tests.environment,
    seconds: rungSeconds,
    readsDocuments: true,
  };
  const ran = await runCommand(bench, options);
  const run = evidenceOf(ran.kind === 'ran' ? rung.run : ran.command, ran.result);
  return { run, hindrance: hindranceOf(rung.run, ran) };
}
