import type { Finding } from '../domain/finding.ts';
import type { Check, CheckName } from '../domain/outcome.ts';

/** Nothing could be judged: one failing check that says what is missing, where, and what to do. */
export function refusalCheck(title: string, finding: Finding): Check {
  return {
    name: 'redfirst/red',
    title,
    rows: [{ item: 'red before the code', result: 'fail', evidence: title }],
    findings: [finding],
    runs: [],
    facts: {},
  };
}

/** A change of documents: every gate holds, since there is nothing that a test could see. */
export function documentChecks(start: string): Check[] {
  const names: CheckName[] = ['redfirst/green', 'redfirst/checklist', 'redfirst/red'];
  const evidence = `every file that changed since ${start.slice(0, 7)} is a document`;
  return names.map(name => ({
    name,
    title: 'Only documents changed: there is nothing to test',
    rows: [{ item: 'documents only', result: 'pass', evidence }],
    findings: [],
    runs: [],
    facts: { 'changed since': start },
  }));
}
