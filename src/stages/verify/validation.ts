import type { EvidenceRow } from '../../domain/outcome.ts';
import type { Spec } from '../../domain/spec.ts';
import type { RunEvidence } from '../../domain/test-report.ts';
import { hindranceOf } from '../hindrance.ts';
import type { Workbench } from '../suite.ts';
import { evidenceOf, runCommand } from '../suite.ts';

/** Runs the plan's Validation Commands on the head, all but the test command, which has been run and read already. */
export async function runValidation(bench: Workbench, spec: Spec): Promise<{ row: EvidenceRow; run: RunEvidence }[]> {
  const { tests } = bench.settings;
  const results: { row: EvidenceRow; run: RunEvidence }[] = [];
  for (const command of spec.validationCommands.filter(each => each !== tests.command)) {
    const ran = await runCommand(bench, {
      command,
      artifacts: [],
      environment: tests.environment,
      seconds: tests.timeout,
      readsDocuments: true,
      needsServices: true,
    });
    const run = evidenceOf(ran.kind === 'ran' ? command : ran.command, ran.result);
    const holds = ran.kind === 'ran' && run.exitCode === 0;
    const hindrance = hindranceOf(command, ran);
    const evidence = hindrance ? `could not be run: ${hindrance}` : `exit code ${run.exitCode}`;
    results.push({
      run,
      row: {
        item: `validation: \`${command}\``,
        result: holds ? 'pass' : 'fail',
        evidence,
        ...(hindrance && { isUnexpected: true }),
      },
    });
  }
  return results;
}
