import type { Outcome } from '../../domain/outcome.ts';
import type { Stage } from '../context.ts';
import { stopped } from '../stopped.ts';
import { runCommand } from '../suite.ts';

/** Seconds that the load command may take. */
const hammerSeconds = 1800;

/** Runs the configured load command on the refactored code: a crash, a time-out or a failure stops the run. */
export const hammer: Stage = async context => {
  const { settings, facts, clone } = context;
  const command = settings.hammer?.run;
  if (!command || !facts.branch) throw new Error('hammer runs where a command is configured');
  const tree = await clone.treeAt(facts.branch.oid);
  const bench = { ...context, tree, overlay: [] };
  const ran = await runCommand(bench, {
    command,
    artifacts: [],
    environment: settings.tests.environment,
    seconds: hammerSeconds,
    needsServices: true,
  });
  const { result } = ran;
  const seconds = result.seconds;
  if (ran.kind === 'ran' && result.ending === 'exited' && result.exitCode === 0) {
    const done: Outcome = {
      stage: 'hammer',
      row: { state: 'done', summary: `\`${command}\` held`, seconds, head: facts.branch.oid },
      headline: 'The code holds under load',
      next: '',
    };
    return done;
  }
  const ending =
    result.ending === 'exited' ? `ended with exit code ${result.exitCode}` : result.ending.replace('-', ' ');
  const text = `The load command \`${command}\` ${ending}:\n\n\`\`\`\n${result.output.slice(-3000)}\n\`\`\`\n\nMend the code on the branch, or reply \`/retry\`.`;
  return stopped('hammer', { reason: 'hammer-failed', summary: `\`${command}\` ${ending}`, text, cost: { seconds } });
};
