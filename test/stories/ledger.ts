import { execFileSync } from 'node:child_process';
import type { Playground } from '../../src/playground/server.ts';

/**
 * What the App has put on this GitHub, a line each, in words. A story reads the lines that are new; one that nobody read
 * fails it.
 */
export function openLedger(playground: Playground) {
  const read = new Set<string>();
  const unread = () => numbered(shown(playground)).filter(line => !read.has(line));
  return {
    unread,
    news(): string[] {
      const lines = unread();
      for (const line of lines) read.add(line);
      return lines;
    },
  };
}

export type Ledger = ReturnType<typeof openLedger>;

/** The same line twice is two lines. */
function numbered(lines: readonly string[]): string[] {
  const counts = new Map<string, number>();
  return lines.map(line => {
    const count = (counts.get(line) ?? 0) + 1;
    counts.set(line, count);
    return count > 1 ? `${line} (${count})` : line;
  });
}

function shown({ state, bot }: Playground): string[] {
  return state.repositories.flatMap(repository => {
    const commits = commitsOf(repository.directory, bot.login);
    const subjectOf = (oid: string) => commits.find(commit => commit.oid === oid)?.subject ?? `a commit of a person`;
    return [
      ...repository.issues.flatMap(issue => [
        ...reactionsOn(issue.reactions, bot.id).map(content => `reaction ${content} on #${issue.number}`),
        ...issue.comments.flatMap(comment => [
          ...(comment.author.id === bot.id ? [`comment: ${firstLine(comment.body)}`] : []),
          ...reactionsOn(comment.reactions, bot.id).map(
            content => `reaction ${content} on "${firstLine(comment.body)}"`,
          ),
        ]),
        ...issue.events
          .filter(event => event.actor.id === bot.id && event.kind === 'UnlabeledEvent')
          .map(event => `label removed: ${event.label?.name}`),
        ...(issue.pull && issue.author.id === bot.id
          ? [`pull request (${issue.pull.isDraft ? 'draft' : 'ready'}): ${issue.title}`]
          : []),
      ]),
      ...commits.filter(({ isBot }) => isBot).map(({ subject, branch }) => `commit on ${branch}: ${subject}`),
      ...repository.suites.flatMap(suite =>
        suite.runs.map(run => `check ${run.name}: ${run.conclusion} on "${subjectOf(suite.headOid)}"`),
      ),
    ];
  });
}

const firstLine = (body: string) => body.split('\n')[0]?.replace(/^#+ /, '') ?? '';

function reactionsOn(reactions: readonly { content: string; user: { id: number } }[], botId: number): string[] {
  return reactions.filter(({ user }) => user.id === botId).map(({ content }) => content);
}

function commitsOf(directory: string, botLogin: string) {
  const branches = git(directory, 'for-each-ref', '--format=%(refname:short)', 'refs/heads/tdd/').filter(Boolean);
  return branches.flatMap(branch =>
    git(directory, 'log', '--reverse', '--format=%H%x00%an%x00%s', `HEAD..${branch}`)
      .filter(Boolean)
      .map(line => {
        const [oid = '', author = '', subject = ''] = line.split('\0');
        return { oid, subject, branch, isBot: author === botLogin };
      }),
  );
}

function git(directory: string, ...args: string[]): string[] {
  return execFileSync('git', ['--git-dir', directory, ...args], { encoding: 'utf8' }).split('\n');
}
