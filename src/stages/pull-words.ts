import { isDecision } from '../domain/analysis-reply.ts';
import { timeText, tokensText, totalCost, usdText } from '../domain/cost.ts';
import { counted } from '../domain/counted.ts';
import type { PullContent } from '../domain/outcome.ts';
import type { ClassifiedTest, CriterionTrace, RedProof } from '../domain/red.ts';
import type { StageName } from '../domain/stage.ts';
import type { StageRow } from '../domain/status.ts';
import { cell, code } from './cell.ts';
import type { StageContext } from './context.ts';
import { howRed } from './red-rows.ts';

type Proven = Pick<RedProof, 'tests' | 'traces'>;

/** What a pull request says whatever stage writes it: title, and the answers to what a template asks. */
export function pullHead({
  plan,
  spec,
}: StageContext): Pick<PullContent, 'title' | 'description' | 'tested' | 'notes'> {
  const criteria = counted(plan.criteria.length, 'acceptance criterion', 'acceptance criteria');
  return {
    title: `feat: ${plan.title}`,
    description: plan.objective,
    tested: `Tests of ${criteria} were written before the code, and for each criterion at least one was seen to fail for the right reason. The evidence is below.`,
    notes: `Begin with the plan, \`${spec?.path ?? ''}\`, then read the tests; the code follows from both.`,
  };
}

/** One row for each criterion: the tests that name it, and how they were seen. */
export function criteriaTable(
  { tests, traces }: Proven,
  seen: { red: string; pin: string },
  kills?: ReadonlyMap<string, number>,
): string {
  const known = new Map(tests.map(test => [test.id, test]));
  const rows = traces.map(({ criterion, text, tests: ids }) => {
    const names = ids.map(id => code(known.get(id)?.name ?? id)).join('<br>');
    return `| **${criterion}** ${cell(text)} | ${names} | ${howSeen(ids, { known, seen })} |${kills ? ` ${kills.get(criterion) ?? 0} |` : ''}`;
  });
  const head = kills ? ['| Criterion | Tests | Seen | Mutants killed |', '|---|---|---|---:|'] : plainHead;
  return [...head, ...rows].join('\n');
}

const plainHead = ['| Criterion | Tests | Seen |', '|---|---|---|'];

function howSeen(
  ids: CriterionTrace['tests'],
  { known, seen }: { known: Map<string, { red: boolean }>; seen: { red: string; pin: string } },
): string {
  const reds = ids.filter(id => known.get(id)?.red).length;
  if (reds === ids.length) return seen.red;
  return reds === 0 ? seen.pin : `${reds} ${seen.red}; ${ids.length - reds} ${seen.pin}`;
}

/** What the plan decided where the issue left something open. */
export function decisionSection({ plan }: StageContext): PullContent['sections'] {
  const decisions = plan.notes.filter(isDecision);
  return decisions.length > 0 ? [{ title: 'Decisions', body: decisions.map(note => `- ${note}`).join('\n') }] : [];
}

/** What stages met and did not expect; of the one that speaks, what it met now. */
export function unexpectedSection(
  { status }: StageContext,
  now: Partial<Record<StageName, Pick<StageRow, 'unexpected'>>>,
): PullContent['sections'] {
  const said = Object.values({ ...status.rows, ...now }).flatMap(row => row?.unexpected ?? []);
  if (said.length === 0) return [];
  return [{ title: 'Not expected', body: said.map(text => `- ${text}`).join('\n') }];
}

/** Why each test is, or was, red. */
export function redSection({ tests }: Pick<RedProof, 'tests'>, title: string): PullContent['sections'][number] {
  return { title, body: testTable(tests), isFolded: true };
}

/** A row for each test: its class, and what the runner saw. */
export function testTable(tests: readonly ClassifiedTest[]): string {
  const rows = tests.map(test => `| ${code(test.id)} | ${test.class} | ${cell(howRed(test))} |`);
  return ['| Test | Class | What the runner saw |', '|---|---|---|', ...rows].join('\n');
}

/** Which plan it is, and what the work has taken so far. */
export function planSection({ spec, status }: StageContext, now: Partial<StageRow>): PullContent['sections'][number] {
  const { seconds = 0, tokens = 0, cachedTokens, calls, usd } = totalCost([...Object.values(status.rows), now]);
  const price = usd === undefined ? ' (the price of the model is not known)' : ` for ${usdText(usd)}`;
  const model = calls ? ` and ${tokensText(tokens, cachedTokens)} tokens${price}` : '';
  return {
    title: 'Plan and cost',
    body: `- Plan: \`${spec?.path ?? ''}\`, SHA-256 \`${spec?.hash ?? ''}\`\n- Cost so far: ${timeText(seconds)} of work${model}; the status comment of the issue has it by stage.`,
  };
}
