import type { Annotation, CheckRun, CheckSuite } from '../entities.ts';
import { isPull } from '../entities.ts';
import { type State, timestamp } from '../state.ts';
import { presentApp } from './apps.ts';
import { presentMinimalPull } from './pulls.ts';
import { pageUrl, repositoryUrl } from './repositories.ts';

function pullsOf(state: State, suite: CheckSuite) {
  return suite.repository.issues
    .filter(isPull)
    .filter(issue => issue.state === 'open' && issue.pull.headOid === suite.headOid)
    .map(issue => presentMinimalPull(state, issue));
}

/** The page of a check run. */
export function checkPage(state: State, run: CheckRun): string {
  return `${pageUrl(state, run.suite.repository)}/runs/${run.id}`;
}

/** `check-run`. */
export function presentCheckRun(state: State, run: CheckRun) {
  const url = `${repositoryUrl(state, run.suite.repository)}/check-runs/${run.id}`;
  return {
    id: run.id,
    node_id: run.nodeId,
    head_sha: run.suite.headOid,
    external_id: run.externalId,
    url,
    html_url: checkPage(state, run),
    details_url: run.detailsUrl ?? checkPage(state, run),
    status: run.status,
    conclusion: run.conclusion,
    started_at: timestamp(run.startedAt),
    completed_at: run.completedAt ? timestamp(run.completedAt) : null,
    output: {
      title: run.title,
      summary: run.summary,
      text: run.text,
      annotations_count: run.annotations.length,
      annotations_url: `${url}/annotations`,
    },
    name: run.name,
    check_suite: { id: run.suite.id },
    app: presentApp(state),
    pull_requests: pullsOf(state, run.suite),
  };
}

/** The check suite as a `check_run` webhook carries it. */
export function presentHookSuite(state: State, suite: CheckSuite) {
  const isDone = suite.runs.every(run => run.status === 'completed');
  const failed = suite.runs.some(run => run.conclusion !== 'success');
  const pulls = pullsOf(state, suite);
  return {
    id: suite.id,
    node_id: suite.nodeId,
    head_branch: pulls[0]?.head.ref ?? null,
    head_sha: suite.headOid,
    status: isDone ? 'completed' : 'in_progress',
    conclusion: isDone ? (failed ? 'failure' : 'success') : null,
    url: `${repositoryUrl(state, suite.repository)}/check-suites/${suite.id}`,
    before: null,
    after: suite.headOid,
    pull_requests: pulls,
    app: presentApp(state),
    created_at: timestamp(suite.createdAt),
    updated_at: timestamp(suite.updatedAt),
  };
}

/** `check-annotation`. */
export function presentAnnotation(state: State, run: CheckRun, annotation: Annotation) {
  const blob = `${repositoryUrl(state, run.suite.repository)}/git/blobs/${run.suite.headOid}/${annotation.path}`;
  return { ...annotation, blob_href: blob };
}

/** The check suite as a `check_suite` webhook carries it. */
export function presentSuite(state: State, suite: CheckSuite) {
  const shown = presentHookSuite(state, suite);
  return { ...shown, check_runs_url: `${shown.url}/check-runs`, latest_check_runs_count: suite.runs.length };
}
