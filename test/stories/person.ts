import type { Playground } from '../../src/playground/server.ts';
import { type Push, push } from './push.ts';
import { type NewBranch, pushBranches } from './push-branches.ts';

type Login = keyof Playground['users'];

/** Somebody with an account, acting through GitHub's REST API as a browser or a script would. */
export function personOn(playground: Playground, login: Login, { owner, name }: { owner: string; name: string }) {
  const { token } = playground.users[login];
  const repository = `${playground.url}/repos/${owner}/${name}`;
  const remote = `${playground.url.replace('://', `://${login}:${token}@`)}/${owner}/${name}.git`;
  const call = async (method: string, path: string, body?: unknown) => {
    const response = await fetch(`${repository}${path}`, {
      method,
      headers: { authorization: `token ${token}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const answer: unknown = response.status === 204 ? undefined : await response.json();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${JSON.stringify(answer)}`);
    return answer;
  };
  return {
    call,
    async openIssue(issue: { title: string; body: string; labels?: string[] }): Promise<number> {
      return ((await call('POST', '/issues', issue)) as { number: number }).number;
    },
    label: (issue: number, label = 'tdd-feature') => call('POST', `/issues/${issue}/labels`, { labels: [label] }),
    unlabel: (issue: number, label = 'tdd-feature') => call('DELETE', `/issues/${issue}/labels/${label}`),
    say: (issue: number, body: string) => call('POST', `/issues/${issue}/comments`, { body }),
    close: (issue: number) => call('PATCH', `/issues/${issue}`, { state: 'closed' }),
    reopen: (issue: number) => call('PATCH', `/issues/${issue}`, { state: 'open' }),
    async openPull({
      labels,
      ...draft
    }: {
      title: string;
      head: string;
      base: string;
      body: string;
      labels?: string[];
    }) {
      const { number } = (await call('POST', '/pulls', draft)) as { number: number };
      if (labels) await call('POST', `/issues/${number}/labels`, { labels });
      return number;
    },
    /** Their own copy of the repository. */
    async fork(): Promise<{ push(branch: string, change: Push): Promise<string> }> {
      const [upstream] = playground.state.repositories;
      if (upstream) await playground.forkRepository(upstream, login);
      const url = `${playground.url.replace('://', `://${login}:${token}@`)}/${login}/${name}.git`;
      return { push: (branch, change) => push(url, branch, change) };
    },
    /** Presses the button that runs a check again. */
    rerun: (run: { id: number } | undefined) =>
      fetch(`${playground.url}/${owner}/${name}/runs/${run?.id}`, {
        method: 'POST',
        redirect: 'manual',
        headers: { cookie: `as=${login}` },
        body: new URLSearchParams({ action: '' }),
      }),
    /** Presses the button that runs all checks of a commit again. */
    rerunAll: (oid: string | undefined) =>
      fetch(`${playground.url}/${owner}/${name}/commit/${oid}`, {
        method: 'POST',
        redirect: 'manual',
        headers: { cookie: `as=${login}` },
        body: new URLSearchParams({ action: 'rerun' }),
      }),
    merge: (pull: number) => call('PUT', `/pulls/${pull}/merge`),
    /** Changes what somebody said before. */
    async rephrase(issue: number, before: string, after: string): Promise<void> {
      const comments = (await call('GET', `/issues/${issue}/comments`)) as { id: number; body: string }[];
      const said = comments.find(({ body }) => body === before);
      await call('PATCH', `/issues/comments/${said?.id}`, { body: after });
    },
    push: (branch: string, change: Push) => push(remote, branch, change),
    pushBranches: (branches: readonly NewBranch[]) => pushBranches(remote, branches),
    /** A commit through the contents API, as GitHub's own editor makes it. */
    async edit(branch: string, path: string, change: (text: string) => string): Promise<void> {
      const found = (await call('GET', `/contents/${path}?ref=${encodeURIComponent(branch)}`).catch(() => undefined)) as
        | { content: string; sha: string }
        | undefined;
      const before = found ? Buffer.from(found.content, 'base64').toString('utf8') : '';
      const content = Buffer.from(change(before), 'utf8').toString('base64');
      await call('PUT', `/contents/${path}`, {
        message: `edit ${path}`,
        branch,
        content,
        ...(found && { sha: found.sha }),
      });
    },
  };
}

export type Person = ReturnType<typeof personOn>;
