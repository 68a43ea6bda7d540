import type { Annotation, CheckRun, CheckSuite } from '../../entities.ts';
import { checkPage } from '../../present/checks.ts';
import { pageUrl } from '../../present/repositories.ts';
import { maybeTimestamp, timestamp } from '../../state.ts';
import { connection, type PageArgs } from '../connection.ts';
import { commitNode } from '../git-nodes.ts';
import type { TypeResolvers } from '../resolve.ts';

interface RunArgs extends PageArgs {
  filterBy?: { checkName?: string | null; checkType?: 'ALL' | 'LATEST' | null } | null;
}

const isDone = (suite: CheckSuite) => suite.runs.every(run => run.status === 'completed');

const suite: TypeResolvers<CheckSuite> = {
  id: source => source.nodeId,
  databaseId: source => source.id,
  app: (_, __, { state }) => ({
    id: `A_${state.app.id}`,
    databaseId: state.app.id,
    name: state.app.slug,
    slug: state.app.slug,
    url: `${state.url}/apps/${state.app.slug}`,
  }),
  commit: source => commitNode(source.repository, source.headOid),
  status: source => (source.isRerequested ? 'QUEUED' : isDone(source) ? 'COMPLETED' : 'IN_PROGRESS'),
  conclusion: source =>
    isDone(source) && !source.isRerequested
      ? source.runs.some(run => run.conclusion !== 'success')
        ? 'FAILURE'
        : 'SUCCESS'
      : null,
  createdAt: source => timestamp(source.createdAt),
  updatedAt: source => timestamp(source.updatedAt),
  url: (source, _, { state }) => `${pageUrl(state, source.repository)}/commit/${source.headOid}/checks`,
  resourcePath: source => `/commit/${source.headOid}/checks`,
  checkRuns: (source, args: RunArgs) => {
    const { checkName, checkType } = args.filterBy ?? {};
    const isLatest = (run: CheckRun) => source.runs.findLast(other => other.name === run.name) === run;
    const runs = source.runs
      .filter(run => !checkName || run.name === checkName)
      .filter(run => checkType === 'ALL' || isLatest(run));
    return connection('checkRuns', runs, args);
  },
};

const run: TypeResolvers<CheckRun> = {
  id: source => source.nodeId,
  databaseId: source => source.id,
  checkSuite: source => source.suite,
  repository: source => source.suite.repository,
  status: source => source.status.toUpperCase(),
  conclusion: source => source.conclusion?.toUpperCase() ?? null,
  startedAt: source => timestamp(source.startedAt),
  completedAt: source => maybeTimestamp(source.completedAt),
  detailsUrl: (source, _, { state }) => source.detailsUrl ?? checkPage(state, source),
  url: (source, _, { state }) => checkPage(state, source),
  permalink: (source, _, { state }) => checkPage(state, source),
  resourcePath: (source, _, { state }) => checkPage(state, source).slice(state.url.length),
  annotations: (source, args: PageArgs) => connection('annotations', source.annotations, args),
};

const annotation: TypeResolvers<Annotation> = {
  annotationLevel: source => source.annotation_level.toUpperCase(),
  rawDetails: source => source.raw_details,
  location: source => ({
    start: { line: source.start_line, column: source.start_column },
    end: { line: source.end_line, column: source.end_column },
  }),
};

/** Check suites and runs. */
export const checkTypes = { CheckSuite: suite, CheckRun: run, CheckAnnotation: annotation };
