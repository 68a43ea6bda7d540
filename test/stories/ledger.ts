import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import type { Issue, Repository } from '../../src/playground/entities.ts';
import type { Playground } from '../../src/playground/server.ts';

/** One thing that the App put on this GitHub: how it is told apart from the others, and how it is read. */
interface Entry {
  key: string;
  line: string;
}

/**
 * What the App has put on this GitHub, a line each, in words. A story reads the lines that are new; one that nobody read
 * fails it. What is edited is new again, also when it says what it said before.
 */
export function openLedger(playground: Playground) {
  const read = new Set<string>();
  const subjects = new Map<string, string>();
  const unread = () => shown(playground, subjects).filter(({ key }) => !read.has(key));
  return {
    unread: () => unread().map(({ line }) => line),
    news(): string[] {
      const entries = unread();
      for (const { key } of entries) read.add(key);
      return entries.map(({ line }) => line);
    },
  };
}

export type Ledger = ReturnType<typeof openLedger>;

/** What is there now. Subjects of commits are remembered: git is asked for each once. */
function shown({ state, bot }: Playground, subjects: Map<string, string>): Entry[] {
  return state.repositories.flatMap(repository => {
    const commits = commitsOf(repository.directory, bot.login);
    return [
      ...repository.issues.flatMap(issue => entriesOf(issue, bot.id)),
      ...commits
        .filter(({ isBot }) => isBot)
        .map(({ oid, subject, branch }) => ({ key: `${branch} ${oid}`, line: `commit on ${branch}: ${subject}` })),
      ...checksOf(repository, oid => {
        const subject = subjects.get(oid) ?? git(repository.directory, 'log', '-1', '--format=%s', oid)[0] ?? '';
        subjects.set(oid, subject);
        return subject;
      }),
    ];
  });
}

function entriesOf(issue: Issue, botId: number): Entry[] {
  const { number, comments, events, title, pull, body } = issue;
  const own = issue.author.id === botId;
  return [
    ...reactionsOn(issue.reactions, botId, `#${number}`),
    ...comments.flatMap(comment => [
      ...(comment.author.id === botId
        ? [{ key: `${comment.nodeId} ${comment.lastEditedAt?.getTime()}`, line: `comment: ${firstLine(comment.body)}` }]
        : []),
      ...reactionsOn(comment.reactions, botId, `"${firstLine(comment.body)}"`),
    ]),
    ...events
      .filter(({ actor }) => actor.id === botId)
      .map(({ nodeId, kind, label }) => ({ key: nodeId, line: eventLine(kind, label?.name ?? '', number) })),
    ...(own && pull
      ? [
          {
            key: `${issue.nodeId} ${pull.isDraft} ${digest(title + body)}`,
            line: `pull request (${pull.isDraft ? 'draft' : 'ready'}): ${title}`,
          },
        ]
      : []),
    ...(own && !pull ? [{ key: issue.nodeId, line: `issue: ${title}` }] : []),
  ];
}

function eventLine(kind: string, label: string, number: number): string {
  return kind === 'UnlabeledEvent' ? `label removed: ${label}` : `${kind} ${label} on #${number}`;
}

const firstLine = (body: string) => body.split('\n')[0]?.replace(/^#+ /, '') ?? '';

const digest = (text: string) => createHash('sha256').update(text).digest('hex');

function reactionsOn(reactions: Issue['reactions'], botId: number, what: string): Entry[] {
  return reactions
    .filter(({ user }) => user.id === botId)
    .map(({ nodeId, content }) => ({ key: nodeId, line: `reaction ${content} on ${what}` }));
}

function checksOf(repository: Repository, subjectOf: (oid: string) => string): Entry[] {
  const [first] = repository.suites;
  const own = repository.suites.filter(({ appId }) => appId === first?.appId);
  return own.flatMap(({ headOid, runs }) =>
    runs.map(({ nodeId, name, conclusion }) => ({
      key: nodeId,
      line: `check ${name}: ${conclusion} on "${subjectOf(headOid)}"`,
    })),
  );
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
