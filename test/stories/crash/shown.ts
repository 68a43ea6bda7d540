import { execFileSync } from 'node:child_process';
import { stageNames } from '../../../src/domain/stage.ts';
import { StatusState, statusMarker } from '../../../src/domain/status.ts';
import type { Repository } from '../../../src/playground/entities.ts';
import type { Playground } from '../../../src/playground/server.ts';

/**
 * What GitHub shows of a repository, as far as two runs of the same story must agree on it: everything but times, ids,
 * what the model's server had in its cache, and commit hashes, which are replaced by the subject of the commit.
 */
export async function shownOn(playground: Playground, repository: Repository) {
  const { issues, pulls, branches, checks } = await playground.snapshot(repository);
  const features = Object.entries(branches).filter(([name]) => name.startsWith('tdd/'));
  const subjects = new Map(
    features.flatMap(([, commits]) => commits.map(({ oid, message }) => [oid, subjectOf(message)])),
  );
  const steady = (text: string) =>
    withoutHashes(withoutTimes(withoutCache(text.replaceAll(playground.url, ''))), subjects);
  const spoken = ({ author, body, reactions }: (typeof issues)[number]['comments'][number]) => ({
    author,
    body: steady(body.split(statusMarker)[0] ?? ''),
    remembers: rememberedIn(body),
    reactions,
  });
  return {
    issues: issues.map(({ number, title, state, labels, reactions, comments }) => ({
      ...{ number, title, state, labels, reactions },
      comments: comments.map(spoken),
    })),
    pulls: pulls.map(({ number, title, body, isDraft, state, head, base, reactions, comments }) => ({
      ...{ number, title, isDraft, state, head, base, reactions },
      body: steady(body),
      comments: comments.map(spoken),
    })),
    branches: features.map(([name, commits]) => ({
      name,
      tree: treeOf(repository.directory, name),
      commits: commits.map(({ message, isVerified, author }) => ({
        ...{ isVerified, author },
        message: message.replace(/^(Redfirst-Comment: )\d+$/m, '$1…'),
      })),
    })),
    checks: checks
      .map(({ name, headOid, conclusion, title }) => steady(`${name}: ${conclusion} on ${headOid}, ${title}`))
      .sort(),
  };
}

export type Shown = Awaited<ReturnType<typeof shownOn>>;

/** The hidden state of the status comment, without what differs between two runs. */
function rememberedIn(body: string) {
  const [, hidden] = body.split(statusMarker);
  if (hidden === undefined) return undefined;
  const { rows, shown, isFinished, startedAt, stop } = StatusState.parse(JSON.parse(hidden.replace(/ -->\s*$/, '')));
  return {
    rows: stageNames.map(stage => [stage, rows[stage]?.state, rows[stage]?.calls, rows[stage]?.tokens]),
    shown: shown?.hash,
    isFinished,
    isStarted: startedAt !== undefined,
    stop,
  };
}

const subjectOf = (message: string) => message.split('\n')[0] ?? '';

function withoutHashes(text: string, subjects: ReadonlyMap<string, string>): string {
  return text.replace(/\b[0-9a-f]{7,40}\b/g, hash => {
    const [, subject] = [...subjects].find(([oid]) => oid.startsWith(hash)) ?? [];
    return subject === undefined ? hash : `«${subject}»`;
  });
}

/** A question that is asked again after a crash is in the cache of the model's server. */
const withoutCache = (text: string) => text.replace(/ \([\d,]+ cached\)/g, '');

/** Seconds in words and in a table of costs. */
function withoutTimes(text: string): string {
  return text.replace(/(< |\b)(\d+ min )?\d+(\.\d+)? ?(s|ms)\b/g, '… s').replace(/^(\| \w+ \|) \d+ \|/gm, '$1 … |');
}

function treeOf(directory: string, branch: string): string {
  return execFileSync('git', ['--git-dir', directory, 'rev-parse', `refs/heads/${branch}^{tree}`], {
    encoding: 'utf8',
  });
}
