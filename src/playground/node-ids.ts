const prefixes: Record<string, string> = {
  User: 'U',
  Bot: 'BOT',
  Organization: 'O',
  Repository: 'R',
  Issue: 'I',
  PullRequest: 'PR',
  IssueComment: 'IC',
  Label: 'LA',
  Reaction: 'REA',
  CheckRun: 'CR',
  CheckSuite: 'CS',
};

const encode = (text: string) => Buffer.from(text).toString('base64url');

/** A global node id in GitHub's new format: a type prefix and opaque text. */
export function nodeIdOf(kind: string, id: number): string {
  return `${prefixes[kind] ?? kind}_kwDO${encode(String(id))}`;
}

const gitPrefixes = { Ref: 'REF', Commit: 'C', Tree: 'T', Blob: 'B', Tag: 'TA' } as const;
export type GitKind = keyof typeof gitPrefixes;

/** The node id of a git object or ref, which is derived from where it is instead of being stored. */
export function gitNodeId(kind: GitKind, repositoryId: number, key: string): string {
  return `${gitPrefixes[kind]}_kwDO${encode(`${repositoryId}:${key}`)}`;
}

/** What a git node id stands for, or nothing when it is none. */
export function parseGitNodeId(id: string): { kind: GitKind; repositoryId: number; key: string } | undefined {
  const match = /^([A-Z]+)_kwDO(.+)$/.exec(id);
  const kind = (Object.keys(gitPrefixes) as GitKind[]).find(name => gitPrefixes[name] === match?.[1]);
  const content = /^(\d+):(.+)$/.exec(Buffer.from(match?.[2] ?? '', 'base64url').toString());
  if (!kind || !content?.[1] || !content[2]) return undefined;
  return { kind, repositoryId: Number(content[1]), key: content[2] };
}
