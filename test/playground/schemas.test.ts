import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { buildSchema, isInputObjectType, isInterfaceType, isObjectType, isUnionType, parse, validate } from 'graphql';
import { describe, expect, it } from 'vitest';
import * as queries from '../../src/adapters/github/queries.ts';
import { restRoutes } from '../../src/playground/rest/routes.ts';
import { hookReceiver, installed, person, playgroundWith, project, type ReceivedHook, sample } from './world.ts';

const schemaFile = (name: string) =>
  readFileSync(new URL(`../../src/playground/schema/${name}`, import.meta.url), 'utf8');
const gitHub = buildSchema(
  readFileSync(new URL('./schema.graphql', import.meta.resolve('@octokit/graphql-schema')), 'utf8'),
  // GitHub's own file defines two fields twice.
  { assumeValid: true, assumeValidSDL: true },
);
const ours = buildSchema(schemaFile('github.graphql'));

describe('the schemas that the playground answers by', () => {
  it('are a true subset of GitHub’s GraphQL schema', () => {
    const wrong: string[] = [];
    for (const type of Object.values(ours.getTypeMap())) {
      const theirs = gitHub.getType(type.name);
      if (isUnionType(type) || !('getFields' in type)) continue;
      if (!theirs || !('getFields' in theirs)) wrong.push(type.name);
      else {
        for (const field of Object.values(type.getFields())) {
          const original = theirs.getFields()[field.name];
          if (String(original?.type) !== String(field.type)) wrong.push(`${type.name}.${field.name}`);
          const args = 'args' in field ? field.args : [];
          const known = original && 'args' in original ? original.args : [];
          for (const arg of args)
            if (String(known.find(other => other.name === arg.name)?.type) !== String(arg.type))
              wrong.push(`${type.name}.${field.name}(${arg.name})`);
        }
      }
    }
    expect(wrong).toEqual([]);
    expect(
      Object.values(ours.getTypeMap()).filter(type => isObjectType(type) || isInterfaceType(type)).length,
    ).toBeGreaterThan(80);
    expect(Object.values(ours.getTypeMap()).some(isInputObjectType)).toBe(true);
  });

  it('hold every query and mutation that the product sends', () => {
    const documents = [
      queries.factsQuery,
      queries.olderCommentsQuery,
      queries.olderCommitsQuery,
      queries.configsQuery(2),
      queries.labelledIssuesQuery(2),
      queries.branchQuery,
      queries.openPullMutation,
      queries.commitMutation(true),
      queries.commitMutation(false),
    ];
    for (const schema of [ours, gitHub])
      expect(documents.flatMap(document => validate(schema, parse(document))).map(error => error.message)).toEqual([]);
  });

  it('describe every REST route', () => {
    const { paths } = JSON.parse(schemaFile('github-openapi.json')) as {
      paths: Record<string, Record<string, object>>;
    };
    const unknown = restRoutes.filter(({ route }) => {
      const [method = '', path = ''] = route.split(' ');
      return !paths[path]?.[method.toLowerCase()];
    });
    expect(unknown).toEqual([]);
  });

  it('refuse a request that GitHub would refuse', async () => {
    const playground = await playgroundWith();
    const wrong = installed(playground).request('POST /repos/acme/sample/check-runs', {
      name: 'mine',
      head_sha: 'main',
      status: 'completed',
      conclusion: 'splendid',
    } as never);
    await expect(wrong).rejects.toMatchObject({ status: 422, message: expect.stringContaining('body/conclusion') });
  });
});

const ajv = new Ajv({ strict: false, validateSchema: false, logger: false });
addFormats.default(ajv);
ajv.addSchema(
  JSON.parse(readFileSync(new URL(import.meta.resolve('@octokit/webhooks-schemas')), 'utf8')) as object,
  'webhooks',
);

function problemsOf({ event, payload }: ReceivedHook): string[] {
  const name = `${event}$${payload['action'] ?? 'event'}`;
  const check = ajv.getSchema(`webhooks#/definitions/${name.replace('$', '%24')}`);
  if (!check) return [`${name}: no such event`];
  return check(payload)
    ? []
    : (check.errors ?? []).slice(0, 2).map(error => `${name}: ${error.instancePath} ${error.message}`);
}

describe('webhook payloads', () => {
  it('all fit GitHub’s schemas', async () => {
    const hooks = await hookReceiver();
    const playground = await playgroundWith({ files: {} });
    playground.setWebhookUrl(hooks.url);
    await playground.createRepository({ owner: 'octo', name: 'first', from: project(sample) });
    await playground.createRepository({ owner: 'octo', name: 'second' });
    const repository = { owner: 'octo', repo: 'first' };
    const writer = person(playground, 'writer');
    const { data: main } = await writer.repos.get(repository);
    const issue = { ...repository, issue_number: 1 };
    await writer.issues.create({ ...repository, title: 'Hello', body: 'World' });
    await writer.issues.addLabels({ ...issue, labels: ['bug', 'new'] });
    await writer.issues.removeLabel({ ...issue, name: 'bug' });
    await writer.issues.update({ ...issue, title: 'Hi', body: 'There' });
    await writer.issues.update({ ...issue, state: 'closed' });
    await writer.issues.update({ ...issue, state: 'open' });
    const { data: comment } = await writer.issues.createComment({ ...issue, body: 'One' });
    await writer.issues.updateComment({ ...repository, comment_id: comment.id, body: 'Two' });
    await writer.issues.deleteComment({ ...repository, comment_id: comment.id });
    const app = playground.state.installations.findIndex(({ account }) => account.login === 'octo');
    const octokit = installed(playground, app);
    const branch = await octokit.git.getRef({ ...repository, ref: `heads/${main.default_branch}` });
    const sha = branch.data.object.sha;
    await octokit.git.createRef({ ...repository, ref: 'refs/heads/topic', sha });
    const file = { ...repository, path: 'new.txt', message: 'feat: new', content: 'YQ==', branch: 'topic' };
    await writer.repos.createOrUpdateFileContents(file);
    const head = { head: 'topic', base: main.default_branch, draft: true };
    const { data: pull } = await octokit.pulls.create({ ...repository, title: 'Topic', body: 'Closes #1', ...head });
    await octokit.issues.createComment({ ...repository, issue_number: pull.number, body: 'Look' });
    await writer.repos.createOrUpdateFileContents({ ...file, path: 'two.txt' });
    await octokit.pulls.update({ ...repository, pull_number: pull.number, title: 'Topical' });
    for (const mutation of [
      'markPullRequestReadyForReview',
      'convertPullRequestToDraft',
      'markPullRequestReadyForReview',
    ])
      await octokit.graphql(`mutation($id: ID!) { ${mutation}(input: { pullRequestId: $id }) { clientMutationId } }`, {
        id: pull.node_id,
      });
    const check = { ...repository, name: 'redfirst/red', head_sha: pull.head.sha, external_id: 'x' };
    const { data: run } = await octokit.checks.create({ ...check, status: 'in_progress' });
    const output = { title: 'Red', summary: 'It is red.' };
    await octokit.checks.update({ ...repository, check_run_id: run.id, conclusion: 'success', output });
    await octokit.checks.rerequestRun({ ...repository, check_run_id: run.id });
    await writer.pulls.merge({ ...repository, pull_number: pull.number });
    await writer.git.deleteRef({ ...repository, ref: 'heads/topic' });
    await playground.settled();
    expect(hooks.received.flatMap(problemsOf)).toEqual([]);
    expect([...new Set(hooks.names())].sort()).toEqual([
      'check_run.completed',
      'check_run.created',
      'check_run.rerequested',
      'installation.created',
      'installation_repositories.added',
      'issue_comment.created',
      'issue_comment.deleted',
      'issue_comment.edited',
      'issues.closed',
      'issues.edited',
      'issues.labeled',
      'issues.opened',
      'issues.reopened',
      'issues.unlabeled',
      'pull_request.closed',
      'pull_request.converted_to_draft',
      'pull_request.edited',
      'pull_request.opened',
      'pull_request.ready_for_review',
      'pull_request.synchronize',
      'push',
    ]);
  });
});
