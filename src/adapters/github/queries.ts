const actor = '__typename login ... on User { databaseId } ... on Bot { databaseId }';

const comments = `comments(last: 100) {
  nodes {
    id databaseId body createdAt includesCreatedEdit viewerDidAuthor
    author { ${actor} }
    reactionGroups { content viewerHasReacted }
  }
}`;

/**
 * One feature in one request. The branch is found by prefix, because its slug is that of the title when it was cut.
 * Check runs are asked for on the newest commits only, and only this App's.
 */
export const factsQuery = `query Facts(
  $owner: String!, $name: String!, $issue: Int!, $query: String!, $appId: Int!
) {
  viewer { login databaseId }
  repository(owner: $owner, name: $name, followRenames: true) {
    id databaseId name isArchived isEmpty
    owner { login }
    defaultBranchRef { name target { oid } }
    develop: ref(qualifiedName: "refs/heads/develop") { name target { oid } }
    config: object(expression: "HEAD:.github/redfirst.yml") { ... on Blob { text isTruncated } }
    issue(number: $issue) {
      id number title body state locked
      labels(first: 50) { nodes { id name } }
      timelineItems(last: 30, itemTypes: [LABELED_EVENT]) {
        nodes { ... on LabeledEvent { createdAt label { name } actor { ${actor} } } }
      }
      ${comments}
    }
    refs(refPrefix: "refs/heads/tdd/", query: $query, first: 10) {
      nodes {
        name
        target {
          oid
          ... on Commit {
            history(first: 50) {
              nodes { oid message authoredDate author { email } signature { isValid wasSignedByGitHub } }
            }
            recent: history(first: 8) {
              nodes {
                oid
                checkSuites(first: 3, filterBy: { appId: $appId }) {
                  nodes { checkRuns(first: 20) { nodes { id name status conclusion externalId } } }
                }
              }
            }
          }
        }
        associatedPullRequests(first: 5) {
          nodes {
            id number state isDraft merged title body url baseRefName headRefName
            ${comments}
          }
        }
      }
    }
  }
}`;

/** Open issues with the label, a page at a time: what a lost store is refilled from. */
export const labelledIssuesQuery = `query LabelledIssues($owner: String!, $name: String!, $label: String!, $after: String) {
  repository(owner: $owner, name: $name) {
    issues(labels: [$label], states: [OPEN], first: 100, after: $after) {
      pageInfo { hasNextPage endCursor }
      nodes { number }
    }
  }
}`;

/** Creates the branch where asked for, then commits: two mutations that GitHub runs in order, one request. */
export function commitMutation(createsBranch: boolean): string {
  return createsBranch
    ? `mutation Commit($ref: CreateRefInput!, $commit: CreateCommitOnBranchInput!) {
  createRef(input: $ref) { ref { name } }
  createCommitOnBranch(input: $commit) { commit { oid } }
}`
    : `mutation Commit($commit: CreateCommitOnBranchInput!) {
  createCommitOnBranch(input: $commit) { commit { oid } }
}`;
}

export const openPullMutation = `mutation OpenPull($input: CreatePullRequestInput!) {
  createPullRequest(input: $input) { pullRequest { id number url } }
}`;

/** The head of one branch, for a configured base. */
export const branchQuery = `query Branch($owner: String!, $name: String!, $ref: String!) {
  repository(owner: $owner, name: $name, followRenames: true) { ref(qualifiedName: $ref) { name target { oid } } }
}`;
