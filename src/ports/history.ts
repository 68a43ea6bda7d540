/** One commit of a line of history. */
export interface HistoryCommit {
  oid: string;
  parent: string;
  subject: string;
  /** It has further parents: what they brought is in it too. */
  isMerge?: boolean;
  author?: string;
  /** What its `Redfirst-Amends` trailers say. Anybody can write one. */
  amends?: string[];
}

/** The history of a repository on this machine. Throws {@link Failure} with source `git` for a name that is none. */
export interface History {
  /** The commit that a branch, tag or abbreviation names. */
  resolve(name: string): Promise<string>;
  mergeBase(left: string, right: string): Promise<string>;
  /** Commits after `base` up to `head` along first parents, oldest first. */
  commits(base: string, head: string): Promise<HistoryCommit[]>;
}
