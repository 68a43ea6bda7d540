import type { CommandName } from './command.ts';

/** One command as people read about it. */
export interface HelpLine {
  usage: string;
  does: string;
  example: string;
}

/** Every command, once: `/help` and the README are made from this, and a new command does not compile without it. */
export const helpLines: Record<CommandName, HelpLine> = {
  approve: {
    usage: '/approve [hash]',
    does: 'approves the plan that is shown; with a hash, that plan and no other',
    example: '/approve 3f9a1c27',
  },
  revise: {
    usage: '/revise <feedback>',
    does: 'plans again with the feedback, which goes on to the end of the comment; needs none where the issue was edited',
    example: '/revise Keep the old endpoint for another release.',
  },
  implement: {
    usage: '/implement',
    does: 'writes the code; approves the plan and writes the tests first where that has not happened',
    example: '/implement',
  },
  amend: {
    usage: '/amend <test or path> <reason>',
    does: 'thaws a frozen test, or a file that tests rest on; pushed as it shall be, it is proven red and frozen anew',
    example: '/amend tests/test_tax.py::test_rounds Halves are rounded to even.',
  },
  waive: {
    usage: '/waive <item or rule> [<path>[:<line>]] <reason>',
    does: 'lets a finding of the checklist stand, on that line and no other; never red, frozen or green',
    example: '/waive no-todo src/tax.py:12 Rounding comes with the next issue.',
  },
  status: { usage: '/status', does: 'says where the run stands', example: '/status' },
  retry: { usage: '/retry', does: 'tries the stage again that stopped', example: '/retry' },
  cancel: { usage: '/cancel', does: 'ends the run and takes the label off', example: '/cancel' },
  continue: {
    usage: '/continue <budget>',
    does: 'goes on after the budget was used up, with this many dollars more, or minutes (`30 min`); for this feature alone',
    example: '/continue 2.50',
  },
  help: { usage: '/help', does: 'shows this table', example: '/help' },
};

/** Who is listened to, the same for every command. */
export const helpNote =
  'People with write access to the repository are listened to. A command stands at the start of a line of its own; `/redfirst <command>` says the same where another bot answers to the short form.';

/** The commands as a Markdown table. */
export function renderHelpTable(): string {
  const rows = Object.values(helpLines).map(
    ({ usage, does, example }) => `| \`${usage}\` | ${does} | \`${example}\` |`,
  );
  return ['| Command | What it does | Example |', '| --- | --- | --- |', ...rows].join('\n');
}
