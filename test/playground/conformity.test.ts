import { Octokit } from '@octokit/rest';
import { expect, it } from 'vitest';
import { apiPath } from '../../src/playground/http/dispatch.ts';
import { createRouter } from '../../src/playground/http/router.ts';
import { restRoutes } from '../../src/playground/rest/routes.ts';
import type { Playground } from '../../src/playground/server.ts';
import { app, hookReceiver, installed, person, playgroundWith, sampleRepository as sample, tokenFor } from './world.ts';

async function useIssues(playground: Playground): Promise<void> {
  const [writer, bot] = [person(playground, 'writer'), installed(playground)];
  const issue = { ...sample, issue_number: 1 };
  await writer.issues.create({ ...sample, title: 'Hello', body: 'World', labels: ['bug'] });
  await bot.issues.listForRepo(sample);
  await bot.issues.get(issue);
  await writer.issues.update({ ...issue, title: 'Hi', labels: ['question'] });
  await writer.issues.lock(issue);
  await writer.issues.unlock(issue);
  await writer.issues.createLabel({ ...sample, name: 'new', color: 'ff0000' });
  await bot.issues.listLabelsForRepo(sample);
  await bot.issues.getLabel({ ...sample, name: 'new' });
  await bot.issues.addLabels({ ...issue, labels: ['new'] });
  await bot.issues.listLabelsOnIssue(issue);
  await bot.issues.setLabels({ ...issue, labels: ['new', 'bug'] });
  await bot.issues.removeLabel({ ...issue, name: 'bug' });
  await writer.issues.deleteLabel({ ...sample, name: 'new' });
}

async function useComments(playground: Playground): Promise<void> {
  const bot = installed(playground);
  const issue = { ...sample, issue_number: 1 };
  const { data } = await bot.issues.createComment({ ...issue, body: 'One' });
  const comment = { ...sample, comment_id: data.id };
  await bot.issues.listComments(issue);
  await bot.issues.listCommentsForRepo(sample);
  await bot.issues.getComment(comment);
  await bot.issues.updateComment({ ...comment, body: 'Two' });
  const { data: onIssue } = await bot.reactions.createForIssue({ ...issue, content: 'rocket' });
  await bot.reactions.listForIssue(issue);
  await bot.reactions.deleteForIssue({ ...issue, reaction_id: onIssue.id });
  const { data: onComment } = await bot.reactions.createForIssueComment({ ...comment, content: '+1' });
  await bot.reactions.listForIssueComment(comment);
  await bot.reactions.deleteForIssueComment({ ...comment, reaction_id: onComment.id });
  await bot.issues.deleteComment(comment);
}

async function useGit(playground: Playground): Promise<void> {
  const bot = installed(playground);
  const { data: main } = await bot.git.getRef({ ...sample, ref: 'heads/main' });
  const { sha } = main.object;
  await bot.git.createRef({ ...sample, ref: 'refs/heads/feat/a b'.replace(' ', '-'), sha });
  await bot.git.createRef({ ...sample, ref: 'refs/heads/gone', sha });
  await bot.git.updateRef({ ...sample, ref: 'heads/gone', sha });
  await bot.git.deleteRef({ ...sample, ref: 'heads/gone' });
  await bot.git.listMatchingRefs({ ...sample, ref: 'heads/feat' });
  const { data: tree } = await bot.git.getTree({ ...sample, tree_sha: 'main', recursive: '1' });
  const blob = tree.tree.find(entry => entry.type === 'blob')?.sha ?? '';
  await bot.git.getBlob({ ...sample, file_sha: blob });
  await bot.git.getCommit({ ...sample, commit_sha: sha });
  const file = { ...sample, path: 'docs/new.txt', branch: 'feat/a-b', content: 'YQ==', message: 'docs: new' };
  await bot.repos.createOrUpdateFileContents(file);
  const { data: made } = await bot.repos.createOrUpdateFileContents({ ...file, path: 'old.txt' });
  await bot.repos.deleteFile({ ...file, path: 'old.txt', sha: made.content?.sha ?? '' });
  await bot.repos.getContent({ ...sample, path: 'docs', ref: 'feat/a-b' });
  await bot.repos.getContent({ ...sample, path: 'docs/new.txt', ref: 'feat/a-b' });
}

async function useRepository(playground: Playground): Promise<void> {
  const bot = installed(playground);
  await bot.repos.get(sample);
  await bot.repos.getCollaboratorPermissionLevel({ ...sample, username: 'triager' });
  await bot.repos.listBranches(sample);
  await bot.repos.getBranch({ ...sample, branch: 'feat/a-b' });
  await bot.repos.listCommits({ ...sample, sha: 'feat/a-b' });
  await bot.repos.getCommit({ ...sample, ref: 'feat/a-b' });
  await bot.repos.compareCommitsWithBasehead({ ...sample, basehead: 'main...feat/a-b' });
  const { data } = await bot.repos.downloadTarballArchive({ ...sample, ref: 'main' });
  expect((data as ArrayBuffer).byteLength).toBeGreaterThan(100);
}

async function usePulls(playground: Playground): Promise<void> {
  const bot = installed(playground);
  const head = { head: 'feat/a-b', base: 'main' };
  const { data: made } = await bot.pulls.create({ ...sample, title: 'New', body: 'Closes #1', ...head });
  const pull = { ...sample, pull_number: made.number };
  await bot.pulls.list(sample);
  await bot.pulls.get(pull);
  await bot.pulls.update({ ...pull, body: 'Closes #1.' });
  await bot.pulls.listFiles(pull);
  await bot.pulls.listCommits(pull);
  const annotations = [
    { path: 'docs/new.txt', start_line: 1, end_line: 1, annotation_level: 'failure' as const, message: 'No.' },
  ];
  const output = { title: 'Red', summary: 'It is red.', annotations };
  const { data: run } = await bot.checks.create({ ...sample, name: 'redfirst/red', head_sha: made.head.sha, output });
  const check = { ...sample, check_run_id: run.id };
  await bot.checks.update({ ...check, conclusion: 'failure', output });
  await bot.checks.get(check);
  const { data: found } = await bot.checks.listAnnotations(check);
  expect(found.length).toBe(2);
  await bot.checks.listForRef({ ...sample, ref: 'feat/a-b' });
  await bot.checks.rerequestRun(check);
  await person(playground, 'writer').pulls.merge(pull);
}

async function useApp(playground: Playground): Promise<void> {
  const self = app(playground);
  const { data: installations } = await self.apps.listInstallations();
  await self.apps.getAuthenticated();
  await self.apps.getInstallation({ installation_id: installations[0]?.id ?? 0 });
  await self.apps.getRepoInstallation(sample);
  const { data: hook } = await self.apps.getWebhookConfigForApp();
  expect(hook).toMatchObject({ content_type: 'json', insecure_ssl: '0' });
  const { data: deliveries } = await self.apps.listWebhookDeliveries();
  const delivery = { delivery_id: deliveries[0]?.id ?? 0 };
  await self.apps.getWebhookDelivery(delivery);
  await self.apps.redeliverWebhookDelivery(delivery);
  await installed(playground).apps.listReposAccessibleToInstallation();
  await person(playground, 'writer').users.getAuthenticated();
  await person(playground, 'writer').users.getByUsername({ username: 'maintainer' });
  const once = new Octokit({ baseUrl: `${playground.url}/api/v3`, auth: await tokenFor(playground) });
  await once.apps.revokeInstallationAccessToken();
}

it('every REST route answers as GitHub describes it', async () => {
  const playground = await playgroundWith();
  playground.setWebhookUrl((await hookReceiver()).url);
  for (const use of [useIssues, useComments, useGit, useRepository, usePulls, useApp]) {
    await use(playground);
    await playground.settled();
  }
  const route = createRouter(restRoutes);
  const used = new Set(playground.requests.map(({ method, path }) => route(method, apiPath(path))?.route.route));
  expect(restRoutes.map(({ route: name }) => name).filter(name => !used.has(name))).toEqual([]);
  expect(playground.violations).toEqual([]);
});
