import type { EvidenceRow } from '../../domain/outcome.ts';
import type { LadderItem, Rung } from '../../domain/settings.ts';
import type { RunEvidence } from '../../domain/test-report.ts';
import type { Tree } from '../../ports/repositories.ts';
import { runRung } from '../rung.ts';
import type { Workbench } from '../suite.ts';

export interface RungResult {
  item: LadderItem;
  /** Its name in the configuration, as one word. */
  rung: string;
  row: EvidenceRow;
  run: RunEvidence;
}

/**
 * Runs the repository's own static verification on the head. A rung that failed before the feature as well is red at
 * base: it is said and not blamed, as long as it says nothing new.
 */
export async function climbLadder(bench: Workbench, base: Tree): Promise<RungResult[]> {
  const results: RungResult[] = [];
  for (const rung of bench.settings.ladder) results.push(await climb(bench, rung, base));
  return results;
}

async function climb(bench: Workbench, rung: Rung, base: Tree): Promise<RungResult> {
  const now = await runRung(bench, rung);
  const item = `${rung.name}: \`${rung.run}\``;
  const came = (row: Omit<EvidenceRow, 'item'>) => ({
    item: rung.item,
    rung: wordOf(rung),
    run: now.run,
    row: { item, ...row },
  });
  if (now.run.exitCode === 0 && !now.hindrance) return came({ result: 'pass', evidence: 'exit code 0' });
  const before = await runRung({ ...bench, tree: base }, rung);
  if (now.hindrance) {
    const isOld = now.hindrance === before.hindrance;
    const evidence = `could not be run: ${now.hindrance}${isOld ? ', nor on the base' : ''}`;
    return came({ result: isOld ? 'advisory' : 'fail', evidence, isUnexpected: true });
  }
  const fresh = before.run.exitCode === 0 ? undefined : newLines(before.run.output, now.run.output);
  return fresh?.length === 0
    ? came({
        result: 'advisory',
        evidence: `red at base, nothing new (exit code ${now.run.exitCode})`,
        isUnexpected: true,
      })
    : came({ result: 'fail', evidence: failureOf(now.run, fresh) });
}

const wordOf = ({ name }: Rung): string => name.trim().toLowerCase().replaceAll(/\s+/g, '-');

function failureOf({ exitCode, output }: RunEvidence, fresh: readonly string[] | undefined): string {
  const lines = fresh ?? output.split('\n').filter(line => line.trim());
  return `exit code ${exitCode}: ${lines.slice(0, 3).join(' / ').slice(0, 300)}`;
}

/** Lines that the output did not have before, whatever their numbers. */
function newLines(before: string, now: string): string[] {
  const normal = (line: string) => line.replaceAll(/\d+(\.\d+)?/g, '0').trim();
  const known = new Set(before.split('\n').map(normal));
  return now.split('\n').filter(line => line.trim() && !known.has(normal(line)));
}
