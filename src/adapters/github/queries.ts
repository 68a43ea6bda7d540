const actor = '__typename login ... on User { databaseId } ... on Bot { databaseId }';

/** `databaseId` has too few bits for a comment of today. */
const comment = `nodes {
  id fullDatabaseId body createdAt includesCreatedEdit viewerDidAuthor
  author { ${actor} }
  reactionGroups { content viewerHasReacted }
}`;

/** What is asked of every pull request. */
const pull = `id number state isDraft merged title body url baseRefName headRefName author { ${actor} }
            comments(last: 100) { ${comment} }`;

/** The newest of this App's check runs on a commit. */
const checks = `checkSuites(first: 3, filterBy: { appId: $appId }) {
    nodes {
      status
      checkRuns(first: 50, filterBy: { checkType: LATEST }) {
        nodes { id name conclusion startedAt completedAt externalId text }
      }
    }
  }`;

/** A page of commits with their checks. */
const history = `pageInfo { hasNextPage endCursor }
nodes {
  oid message authoredDate author { email user { databaseId } } signature { isValid wasSignedByGitHub }
  ${checks}
}`;

const labelings = `timelineItems(last: 30, itemTypes: [LABELED_EVENT]) {
        nodes { ... on LabeledEvent { createdAt label { name } actor { ${actor} } } }
      }`;

const config = 'config: object(expression: "HEAD:.github/redfirst.yml") { ... on Blob { text } }';

/**
 * One feature in one request. The branch is found by prefix, because its slug is that of the title when it was cut. Of
 * many comments the first and the last are read: the first may hold our status, the last what is asked for now.
 */
export const factsQuery = `query Facts($owner: String!, $name: String!, $issue: Int!, $branch: String!, $appId: Int!) {
  viewer { login databaseId }
  repository(owner: $owner, name: $name, followRenames: true) {
    id databaseId name isArchived isEmpty
    owner { login }
    defaultBranchRef { name target { oid } }
    develop: ref(qualifiedName: "refs/heads/develop") { name target { oid } }
    ${config}
    issue(number: $issue) {
      id number title body state locked
      lastEditedAt editor { ${actor} }
      renames: timelineItems(last: 1, itemTypes: [RENAMED_TITLE_EVENT]) {
        nodes { ... on RenamedTitleEvent { createdAt actor { ${actor} } } }
      }
      labels(first: 100) { nodes { id name } }
      ${labelings}
      earliest: comments(first: 20) { ${comment} }
      comments(last: 100) { totalCount pageInfo { hasPreviousPage startCursor } ${comment} }
    }
    refs(refPrefix: "refs/heads/", query: $branch, first: 5) {
      nodes {
        name
        target { oid ... on Commit { history(first: 20) { ${history} } } }
        associatedPullRequests(last: 5) {
          nodes {
            ${pull}
          }
        }
      }
    }
  }
}`;

/** One pull request in one request, whoever opened it, with what the merge queue made of it. */
export const proposalQuery = `query Proposal(
  $owner: String!, $name: String!, $number: Int!, $queue: String!, $appId: Int!
) {
  repository(owner: $owner, name: $name, followRenames: true) {
    id databaseId name isArchived isEmpty
    owner { login }
    defaultBranchRef { name target { oid } }
    ${config}
    pullRequest(number: $number) {
      ${pull}
      headRefOid isCrossRepository
      labels(first: 100) { nodes { name } }
      ${labelings}
      commits(last: 100) {
        totalCount
        nodes { commit { oid messageHeadline author { user { databaseId } } parents(first: 2) { nodes { oid } } ${checks} } }
      }
    }
    queue: refs(refPrefix: "refs/heads/gh-readonly-queue/", query: $queue, first: 5) {
      nodes { name target { oid ... on Commit { ${checks} } } }
    }
  }
}`;

/** A hundred comments before a cursor: where the status comment is looked for on a long issue. */
export const olderCommentsQuery = `query OlderComments($owner: String!, $name: String!, $issue: Int!, $before: String!) {
  repository(owner: $owner, name: $name, followRenames: true) {
    issue(number: $issue) {
      comments(last: 100, before: $before) { pageInfo { hasPreviousPage startCursor } ${comment} }
    }
  }
}`;

/** Fifty commits behind a cursor: where the plan's commit is looked for on a long branch. */
export const olderCommitsQuery = `query OlderCommits(
  $owner: String!, $name: String!, $oid: GitObjectID!, $after: String!, $appId: Int!
) {
  repository(owner: $owner, name: $name, followRenames: true) {
    object(oid: $oid) { ... on Commit { history(first: 50, after: $after) { ${history} } } }
  }
}`;

/** The head of one branch, for a configured base. */
export const branchQuery = `query Branch($owner: String!, $name: String!, $ref: String!) {
  repository(owner: $owner, name: $name, followRenames: true) { ref(qualifiedName: $ref) { name target { oid } } }
}`;

/** The configurations of several repositories, for their labels: `$owner0`, `$name0` and so on. */
export function configsQuery(count: number): string {
  return overRepositories('Configs', count, { each: () => config });
}

/**
 * Open issues with the label of several repositories, a page of each, and the newest open pull requests with the label or
 * from a branch of ours: what a lost store is refilled from.
 */
export function labelledIssuesQuery(count: number): string {
  return overRepositories('LabelledIssues', count, {
    each: index => `issues(labels: [$label${index}], states: [OPEN], first: 100, after: $after${index}) {
      pageInfo { hasNextPage endCursor }
      nodes { number }
    }
    labelled: pullRequests(labels: [$label${index}], states: [OPEN], last: 100) { nodes { number } }
    open: pullRequests(states: [OPEN], last: 100) { nodes { number headRefName isCrossRepository } }`,
    variables: index => `$label${index}: String!, $after${index}: String`,
  });
}

function overRepositories(
  operation: string,
  count: number,
  { each, variables }: { each: (index: number) => string; variables?: (index: number) => string },
): string {
  const indexes = Array.from({ length: count }, (_, index) => index);
  const declared = indexes.flatMap(index => [
    `$owner${index}: String!, $name${index}: String!`,
    ...(variables ? [variables(index)] : []),
  ]);
  const fields = indexes.map(
    index => `  r${index}: repository(owner: $owner${index}, name: $name${index}) {\n    ${each(index)}\n  }`,
  );
  return `query ${operation}(${declared.join(', ')}) {\n${fields.join('\n')}\n}`;
}

/** Creates the branch where asked for, then commits: two mutations that GitHub runs in order, one request. */
export function commitMutation(createsBranch: boolean): string {
  return createsBranch
    ? `mutation Commit($ref: CreateRefInput!, $commit: CreateCommitOnBranchInput!) {
  createRef(input: $ref) { clientMutationId }
  createCommitOnBranch(input: $commit) { commit { oid } }
}`
    : `mutation Commit($commit: CreateCommitOnBranchInput!) {
  createCommitOnBranch(input: $commit) { commit { oid } }
}`;
}

export const openPullMutation = `mutation OpenPull($input: CreatePullRequestInput!) {
  createPullRequest(input: $input) { pullRequest { id number url } }
}`;
