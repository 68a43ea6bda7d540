import { describe, expect, it } from 'vitest';
import { app, installed, person, playgroundWith, sampleRepository as sample } from './world.ts';

describe('the REST API', () => {
  it('lets a person open an issue, and the App read it', async () => {
    const playground = await playgroundWith();
    const { data: made } = await person(playground, 'writer').issues.create({
      ...sample,
      title: 'Subtract',
      body: 'Please.',
    });
    const { data } = await installed(playground).issues.get({ ...sample, issue_number: made.number });
    expect(data).toMatchObject({
      number: 1,
      title: 'Subtract',
      body: 'Please.',
      state: 'open',
      user: { login: 'writer' },
    });
  });

  it('serves the same below the root and below /api/v3', async () => {
    const playground = await playgroundWith();
    for (const prefix of ['', '/api/v3']) {
      const { data } = await person(playground, 'outsider', prefix).repos.get(sample);
      expect(data.full_name).toBe('acme/sample');
    }
  });

  it('reads content, trees and refs from git', async () => {
    const playground = await playgroundWith();
    const octokit = installed(playground);
    const { data: ref } = await octokit.git.getRef({ ...sample, ref: 'heads/main' });
    const { data: tree } = await octokit.git.getTree({ ...sample, tree_sha: ref.object.sha, recursive: '1' });
    const { data: file } = await octokit.repos.getContent({ ...sample, path: 'README.md' });
    expect(tree.tree.map(entry => entry.path)).toEqual(['README.md', 'src', 'src/add.py']);
    expect(Buffer.from((file as { content: string }).content, 'base64').toString()).toBe('# Sample\n');
  });

  it('commits a file for a person through the contents API', async () => {
    const playground = await playgroundWith();
    const writer = person(playground, 'writer');
    const content = Buffer.from('hello\n').toString('base64');
    const put = { ...sample, path: 'hello.txt', message: 'docs: hello', content };
    const { status, data } = await writer.repos.createOrUpdateFileContents(put);
    const { data: commits } = await writer.repos.listCommits(sample);
    expect([status, data.content?.path, commits[0]?.commit.message]).toEqual([201, 'hello.txt', 'docs: hello']);
    expect(commits[0]).toMatchObject({ author: { login: 'writer' }, commit: { verification: { verified: false } } });
    await expect(writer.repos.createOrUpdateFileContents(put)).rejects.toMatchObject({ status: 422 });
  });

  it('answers 201 for a new reaction and 200 for the same again', async () => {
    const playground = await playgroundWith();
    const octokit = installed(playground);
    await person(playground, 'outsider').issues.create({ ...sample, title: 'Hello' });
    const react = () => octokit.reactions.createForIssue({ ...sample, issue_number: 1, content: 'eyes' });
    expect([(await react()).status, (await react()).status]).toEqual([201, 200]);
  });

  it('knows roles, and that somebody is nobody', async () => {
    const playground = await playgroundWith();
    const octokit = installed(playground);
    const roleOf = async (username: string) =>
      (await octokit.repos.getCollaboratorPermissionLevel({ ...sample, username })).data;
    const roles = await Promise.all(['maintainer', 'writer', 'triager', 'outsider'].map(roleOf));
    expect(roles.map(role => [role.permission, role.role_name])).toEqual([
      ['admin', 'admin'],
      ['write', 'write'],
      ['read', 'triage'],
      ['read', 'read'],
    ]);
    expect(roles[1]?.user?.id).toBe(playground.users.writer.id);
    await expect(roleOf('nobody')).rejects.toMatchObject({ status: 404 });
  });

  it('pages lists with a Link header', async () => {
    const playground = await playgroundWith();
    const writer = person(playground, 'writer');
    for (const title of ['one', 'two', 'three']) await writer.issues.create({ ...sample, title });
    const titles = await writer.paginate(writer.issues.listForRepo, { ...sample, per_page: 1 }, page =>
      page.data.map(i => i.title),
    );
    expect(titles).toEqual(['three', 'two', 'one']);
  });

  it('answers 304 to what the caller already has', async () => {
    const playground = await playgroundWith();
    const writer = person(playground, 'writer');
    const { headers } = await writer.repos.get(sample);
    const again = writer.repos.get({ ...sample, headers: { 'if-none-match': headers.etag ?? '' } });
    await expect(again).rejects.toMatchObject({ status: 304 });
  });

  it('redirects from the old name of a renamed repository', async () => {
    const playground = await playgroundWith();
    const [repository] = playground.state.repositories;
    if (repository) playground.renameRepository(repository, { name: 'renamed' });
    const { data } = await installed(playground).repos.get(sample);
    expect(data.full_name).toBe('acme/renamed');
  });

  it('tells the App about itself and its installations', async () => {
    const playground = await playgroundWith();
    const octokit = app(playground);
    const { data: self } = await octokit.apps.getAuthenticated();
    const { data: installation } = await octokit.apps.getRepoInstallation(sample);
    expect(self).toMatchObject({ slug: 'redfirst' });
    expect(installation).toMatchObject({ app_slug: 'redfirst', account: { login: 'acme' } });
    expect(playground.bot.id).not.toBe(self?.id);
  });

  it('keeps every answer to GitHub’s own description', async () => {
    const playground = await playgroundWith();
    const octokit = installed(playground);
    const writer = person(playground, 'writer');
    await writer.issues.create({ ...sample, title: 'Hello' });
    await writer.issues.addLabels({ ...sample, issue_number: 1, labels: ['tdd-feature'] });
    const { data: comment } = await octokit.issues.createComment({ ...sample, issue_number: 1, body: 'Hi' });
    await octokit.issues.updateComment({ ...sample, comment_id: comment.id, body: 'Hi there' });
    await octokit.issues.listComments({ ...sample, issue_number: 1 });
    await octokit.issues.removeLabel({ ...sample, issue_number: 1, name: 'tdd-feature' });
    await octokit.repos.getBranch({ ...sample, branch: 'main' });
    await octokit.repos.listBranches(sample);
    await octokit.apps.listReposAccessibleToInstallation();
    expect(playground.violations).toEqual([]);
  });
});
