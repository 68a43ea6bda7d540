import { counted } from '../../domain/counted.ts';
import type { Check, EvidenceRow } from '../../domain/outcome.ts';
import type { RedProof } from '../../domain/red.ts';
import type { TestReport } from '../../domain/test-report.ts';
import { isResultOf } from '../../referee/tests-in-source.ts';

interface Traced {
  proof: RedProof;
  report: TestReport;
  /** Mutants that the tests of each criterion killed; nothing where none were tried. */
  kills: ReadonlyMap<string, number> | undefined;
}

/** Adds a row for each criterion to the check: its tests, how many were red, how many are green, what they noticed. */
export function withCriteria(green: Check, { proof, report, kills }: Traced): Check {
  const passed = report.kind === 'ran' ? report.results.filter(({ status }) => status === 'passed') : [];
  const isGreen = (id: string) => passed.some(result => isResultOf({ id, isMany: true }, result.id));
  const rows = proof.traces.map(({ criterion, text, tests }): EvidenceRow => {
    const reds = proof.tests.filter(test => test.red && tests.includes(test.id)).length;
    const greens = tests.filter(isGreen).length;
    const noticed = kills ? `, ${counted(kills.get(criterion) ?? 0, 'mutant')} killed` : '';
    const evidence = `${counted(tests.length, 'test')}: ${reds} red before, ${greens} green now${noticed}`;
    return { item: `${criterion}: ${text}`, result: reds > 0 && greens === tests.length ? 'pass' : 'fail', evidence };
  });
  return { ...green, rows: [...green.rows, ...rows] };
}
