import { z } from 'zod';
import { fenced } from '../../domain/fenced.ts';
import type { Rung } from '../../domain/settings.ts';
import type { RunEvidence } from '../../domain/test-report.ts';
import type { Draft } from '../../writer/loop/draft.ts';
import { plainLog } from '../../writer/loop/failures.ts';
import { type Offer, offer, type Result } from '../../writer/loop/offer.ts';
import { runRung } from '../rung.ts';
import type { People, Questions } from './people.ts';
import type { Task } from './task.ts';

/** Corrections of one file for one linter or formatter, after which a person is asked (seed 000, rule 6 of changes). */
const mostCorrections = 3;

/** Characters of output that the model is told. */
const mostOutput = 6000;

/** Running one of the repository's own checks by its name; nothing where it has none. No other command can be run. */
export function runCheck(
  { context, tree }: Task,
  { draft, people }: { draft: Draft; people: People },
): Offer<Questions>[] {
  const { ladder } = context.settings;
  if (ladder.length === 0) return [];
  const schema = z.object({ name: z.enum(ladder.map(({ name }) => name)) });
  const description = `Runs one of the repository's own checks on what you have written: ${ladder.map(({ name }) => name).join(', ')}.`;
  const corrections = countCorrections(draft);
  const act = async ({ name }: { name: string }): Promise<Result<Questions>> => {
    const rung = ladder.find(each => each.name === name) ?? ladder[0];
    if (!rung) throw new Error('the ladder has steps');
    const overlay = draft.changes();
    const { run } = await runRung({ ...context, tree, overlay }, rung);
    const note = `${rung.name}: exit code ${run.exitCode}`;
    const output = plainLog(run.output);
    const looped = corrections(rung, run);
    if (looped) {
      const answer = people.ask(questionOn(rung, looped));
      if (answer.kind === 'over') return withOutput(answer.product, output);
      return { kind: 'told', text: `${note}\n${cut(output)}\n\n${answer.kind === 'told' ? answer.text : ''}`, note };
    }
    const told = { kind: 'told', text: `${note}\n${cut(output)}`, note } as const;
    if (run.exitCode === 0 || isOfStyle(rung)) return told;
    return { ...told, failing: { log: output, paths: overlay.map(({ path }) => path), work: JSON.stringify(overlay) } };
  };
  return [offer({ name: 'run_check', description, schema }, act)];
}

const cut = (output: string): string =>
  output.length <= mostOutput ? output : `${output.slice(0, mostOutput / 2)}\n[…]\n${output.slice(-mostOutput / 2)}`;

const isOfStyle = ({ item }: Rung): boolean => item === 'lint' || item === 'format';

const questionOn = ({ name }: Rung, path: string): string =>
  `\`${path}\` does not pass \`${name}\` after ${mostCorrections} corrections. What shall be done about it?`;

/** The question with what failed. */
function withOutput({ questions }: Questions, output: string): Result<Questions> {
  const [last = ''] = questions.slice(-1);
  const shown = `${last}\n\n${fenced(output.trim().slice(-1500), '', '~')}`;
  return { kind: 'over', product: { questions: [...questions.slice(0, -1), shown] } };
}

/** Counts failing runs of a linter or formatter by file, where the file was changed in between. */
function countCorrections(draft: Draft): (rung: Rung, run: RunEvidence) => string | undefined {
  const sent = new Map<string, { times: number; text: string | null }>();
  return (rung, { exitCode, output }) => {
    if (!isOfStyle(rung)) return undefined;
    const changes = draft.changes();
    const named = changes.filter(({ path }) => output.includes(path));
    const rounds = (named.length > 0 ? named : changes).map(({ path, content }) => {
      const key = `${rung.name} ${path}`;
      const known = exitCode === 0 ? undefined : sent.get(key);
      const times = exitCode === 0 ? 0 : (known?.times ?? 0) + (known?.text === content ? 0 : 1);
      sent.set(key, { times, text: content });
      return { path, key, times };
    });
    const over = rounds.find(({ times }) => times > mostCorrections);
    if (over) sent.delete(over.key);
    return over?.path;
  };
}
