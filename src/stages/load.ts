import type { Finding } from '../domain/finding.ts';
import type { EvidenceRow } from '../domain/outcome.ts';
import type { RunEvidence } from '../domain/test-report.ts';
import type { Tree } from '../ports/repositories.ts';
import type { SandboxResult } from '../ports/sandbox.ts';
import { judgeLoad } from '../referee/load.ts';
import { evidenceOf, runCommand, type Workbench } from './suite.ts';

/** Seconds that the load command may take. */
const loadSeconds = 1800;

/** What a load came to, on the code and on its base. */
export interface Load {
  rows: EvidenceRow[];
  findings: Finding[];
  runs: RunEvidence[];
}

/** Runs the configured load on the code and on the base that it is laid against; nothing where none is configured. */
export async function putUnderLoad(bench: Workbench, base: Tree): Promise<Load | undefined> {
  const rules = bench.settings.hammer;
  if (!rules) return undefined;
  const now = await runLoad(bench, rules.run);
  const before = await runLoad({ ...bench, tree: base, overlay: [] }, rules.run);
  return {
    rows: judgeLoad({ now: now.result, base: before.result, rules }),
    findings: [],
    runs: [
      { ...evidenceOf(now.command, now.result), purpose: 'load' },
      { ...evidenceOf(before.command, before.result), purpose: 'load on the base' },
    ],
  };
}

async function runLoad(bench: Workbench, run: string): Promise<{ command: string; result: SandboxResult }> {
  const { environment } = bench.settings.tests;
  const how = { seconds: loadSeconds, needsServices: true, ignoresDocuments: true };
  const ran = await runCommand(bench, { ...how, command: run, artifacts: [], environment });
  if (ran.kind === 'ran') return { command: run, result: ran.result };
  return { command: ran.command, result: { ...ran.result, exitCode: ran.result.exitCode || 1, output: ran.why } };
}
