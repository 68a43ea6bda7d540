import { readFileSync } from 'node:fs';
import type { GraphQLSchema, SelectionSetNode } from 'graphql';
import { buildSchema, getVariableValues, Kind, NoDeprecatedCustomRule, parse, specifiedRules, validate } from 'graphql';
import { describe, expect, it } from 'vitest';
import { announcementDocument } from '../../../src/adapters/github/announcement.ts';
import {
  branchQuery,
  commitMutation,
  configsQuery,
  factsQuery,
  labelledIssuesQuery,
  olderCommentsQuery,
  olderCommitsQuery,
  openPullMutation,
  proposalQuery,
} from '../../../src/adapters/github/queries.ts';
import type { Announcement } from '../../../src/ports/github.ts';
import { comment, oidOf } from '../../builders.ts';
import { repository } from './host.ts';

const schemaAt = (url: URL) => buildSchema(readFileSync(url, 'utf8'), { assumeValidSDL: true });

/** GitHub's whole public schema, and the part of it that the playground answers. */
const schemas: [string, GraphQLSchema][] = [
  ['GitHub', schemaAt(new URL('./schema.graphql', import.meta.resolve('@octokit/graphql-schema')))],
  ['the playground', schemaAt(new URL('../../../src/playground/schema/github.graphql', import.meta.url))],
];

function problemsOf(schema: GraphQLSchema, query: string, variables: Record<string, unknown>): string[] {
  const document = parse(query);
  const problems = validate(schema, document, [...specifiedRules, NoDeprecatedCustomRule]);
  const [operation] = document.definitions;
  if (operation?.kind !== Kind.OPERATION_DEFINITION) return ['it holds no operation'];
  const declared = operation.variableDefinitions ?? [];
  const names = declared.map(({ variable }) => variable.name.value);
  const { errors = [] } = getVariableValues(schema, declared, JSON.parse(JSON.stringify(variables)));
  const unknown = Object.keys(variables).filter(name => !names.includes(name));
  return [...[...problems, ...errors].map(({ message }) => message), ...unknown.map(name => `${name} is not declared`)];
}

const named = { owner: 'acme', name: 'shelf' };
const draft = { title: 'feat: x', body: 'Closes #7', isReady: true };
const check = {
  name: 'redfirst/red',
  conclusion: 'failure',
  title: 'One test is green',
  summary: 'text',
  annotations: [{ rule: 'red', message: 'It passes.', path: 'test/a.py', line: 3, remedy: 'Assert more.' }],
  externalId: 'redfirst:1',
} as const;

const announcements: [string, Announcement][] = [
  [
    'Announce with everything',
    {
      repository,
      status: { subjectId: 'I_7', existing: undefined, body: 'now' },
      checks: {
        headOid: oidOf('a'),
        drafts: [
          { ...check, annotations: [...check.annotations] },
          { ...check, conclusion: 'success', annotations: [] },
        ],
      },
      pull: { id: 'PR_8', draft, wasReady: false },
      reactions: [
        { subjectId: 'I_7', content: 'EYES' },
        { subjectId: 'IC_1', content: 'THUMBS_UP' },
        { subjectId: 'IC_2', content: 'THUMBS_DOWN' },
        { subjectId: 'IC_3', content: 'CONFUSED' },
      ],
      replies: [
        { subjectId: 'I_7', body: 'a' },
        { subjectId: 'PR_8', body: 'b' },
      ],
      removeLabel: { issueId: 'I_7', labelId: 'LA_1' },
    },
  ],
  ['Announce on an old comment', { repository, status: { subjectId: 'I_7', existing: comment('old'), body: 'now' } }],
  ['Announce of a draft', { repository, pull: { id: 'PR_8', draft: { ...draft, isReady: false }, wasReady: true } }],
];

const commit = {
  branch: { repositoryNameWithOwner: 'acme/shelf', branchName: 'tdd/7-x' },
  expectedHeadOid: oidOf('a'),
  message: { headline: 'test: x', body: 'y' },
  fileChanges: { additions: [{ path: 'a', contents: 'eA==' }], deletions: [{ path: 'b' }] },
};
const ref = { repositoryId: 'R_2', name: 'refs/heads/tdd/7-x', oid: oidOf('a') };

const documents: [string, string, Record<string, unknown>][] = [
  ['Facts', factsQuery, { ...named, issue: 7, branch: 'tdd/7-', appId: 4 }],
  ['OlderComments', olderCommentsQuery, { ...named, issue: 7, before: 'Y3Vyc29y' }],
  ['OlderCommits', olderCommitsQuery, { ...named, oid: oidOf('a'), after: 'Y3Vyc29y', appId: 4 }],
  ['Proposal', proposalQuery, { ...named, number: 8, queue: '/pr-8-', appId: 4 }],
  ['Branch', branchQuery, { ...named, ref: 'refs/heads/main' }],
  ['Configs', configsQuery(2), { owner0: 'acme', name0: 'a', owner1: 'acme', name1: 'b' }],
  ['LabelledIssues', labelledIssuesQuery(1), { owner0: 'acme', name0: 'a', label0: 'tdd-feature', after0: null }],
  ['Commit', commitMutation(false), { commit }],
  ['Commit on a new branch', commitMutation(true), { ref, commit }],
  [
    'OpenPull',
    openPullMutation,
    { input: { repositoryId: 'R_2', headRefName: 'tdd/7-x', baseRefName: 'main', title: 'x', body: 'y', draft: true } },
  ],
  ...announcements.map(([name, announcement]): [string, string, Record<string, unknown>] => {
    const { query = '', variables = {} } = announcementDocument(announcement) ?? {};
    return [name, query, variables];
  }),
];

describe.each(schemas)('the schema of %s', (_, schema) => {
  it.each(documents)('knows %s, its variables too, and nothing in it is deprecated', (_name, query, variables) => {
    expect(problemsOf(schema, query, variables)).toEqual([]);
  });

  it('would tell of a field, a variable and an input that it does not know', () => {
    expect(problemsOf(schema, factsQuery.replace('isEmpty', 'isHollow'), documents[0]?.[2] ?? {})).toHaveLength(1);
    expect(problemsOf(schema, branchQuery, { ...named, ref: 7 })).toHaveLength(1);
    expect(problemsOf(schema, commitMutation(false), { commit: { ...commit, force: true } })).toHaveLength(1);
  });
});

/** What GitHub counts of a query (docs.github.com, "Rate limits and query limits for the GraphQL API"). */
function costOf(selections: SelectionSetNode | undefined, parents = 1): { nodes: number; requests: number } {
  const total = { nodes: 0, requests: 0 };
  for (const selection of selections?.selections ?? []) {
    const args = selection.kind === Kind.FIELD ? (selection.arguments ?? []) : [];
    const limit = args.find(({ name }) => ['first', 'last'].includes(name.value))?.value;
    const size = limit?.kind === Kind.INT ? Number(limit.value) : undefined;
    const below = costOf('selectionSet' in selection ? selection.selectionSet : undefined, parents * (size ?? 1));
    total.nodes += below.nodes + (size === undefined ? 0 : parents * size);
    total.requests += below.requests + (size === undefined ? 0 : parents);
  }
  return total;
}

it('facts cost a few points of the five thousand an hour, and are far from the limit of nodes', () => {
  const [operation] = parse(factsQuery).definitions;
  if (operation?.kind !== Kind.OPERATION_DEFINITION) return expect.fail('no operation');
  const { nodes, requests } = costOf(operation.selectionSet);
  expect(nodes).toBeLessThan(50_000);
  expect(Math.round(requests / 100)).toBeLessThanOrEqual(5);
});
