import { z } from 'zod';
import { Failure } from '../../domain/failure.ts';
import { type Feature, featureKey, issueOfBranch, type RepositoryRef } from '../../domain/feature.ts';
import { ConfigsAnswer, LabelledIssuesAnswer, present } from './answers.ts';
import type { Connection, RestCall } from './connection.ts';
import type { GraphqlError } from './failures.ts';
import { configsQuery, labelledIssuesQuery } from './queries.ts';

const InstallationsAnswer = z.array(z.object({ id: z.number(), suspended_at: z.string().nullish() }));
const RepositoriesAnswer = z.object({
  repositories: z.array(
    z.object({
      id: z.number(),
      name: z.string(),
      archived: z.boolean().optional(),
      owner: z.object({ login: z.string() }),
    }),
  ),
});

/** Elements of one page of a REST list. */
const pageSize = 100;

/** Repositories asked about in one GraphQL request. */
const batchSize = 20;

type LabelsOf = (config: string | undefined) => readonly string[];

/**
 * Open issues that carry one of their repository's labels. An installation that cannot be read is told of and left out: it must
 * not keep the others from being looked at.
 */
export async function labelledIssues(connection: Connection, labelsOf: LabelsOf): Promise<Feature[]> {
  const listing = { as: 'app', route: 'GET /app/installations', answer: InstallationsAnswer } as const;
  const installations = await allPages(connection, listing, page => page);
  const found: Feature[] = [];
  for (const { id } of installations.filter(({ suspended_at }) => !suspended_at)) {
    try {
      found.push(...(await labelledUnder(connection, id, labelsOf)));
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      const { reason, message } = error;
      connection.options.log.warn(
        { installation: id, reason, error: message },
        'an installation was not looked through',
      );
    }
  }
  return found;
}

async function labelledUnder(connection: Connection, installationId: number, labelsOf: LabelsOf): Promise<Feature[]> {
  const as = { installationId };
  const listing = { as, route: 'GET /installation/repositories', answer: RepositoriesAnswer };
  const repositories = (await allPages(connection, listing, page => page.repositories))
    .filter(({ archived }) => !archived)
    .map(({ id, name, owner }) => ({ installationId, id, name, owner: owner.login }));
  const found: Feature[] = [];
  for (const batch of batchesOf(repositories)) {
    const searches = await searchesIn(connection, batch, labelsOf);
    found.push(...(await labelledIn(connection, searches)));
  }
  return [...new Map(found.map(feature => [featureKey(feature), feature])).values()];
}

/** One repository to look through, from a page on. */
interface Search {
  repository: RepositoryRef;
  label: string;
  after?: string;
}

async function searchesIn(
  connection: Connection,
  repositories: readonly RepositoryRef[],
  labelsOf: LabelsOf,
): Promise<Search[]> {
  const answer = await askEach(connection, repositories, { query: configsQuery, answer: ConfigsAnswer });
  return repositories.flatMap((repository, index) => {
    const found = answer[`r${index}`];
    const labels = found ? labelsOf(found.config ? (found.config.text ?? '\0') : undefined) : [];
    return labels.map(label => ({ repository, label }));
  });
}

async function labelledIn(connection: Connection, searches: readonly Search[]): Promise<Feature[]> {
  if (searches.length === 0) return [];
  const repositories = searches.map(({ repository }) => repository);
  const variables = numbered(searches, ({ label, after }) => ({ label, after }));
  const answer = await askEach(connection, repositories, {
    query: labelledIssuesQuery,
    answer: LabelledIssuesAnswer,
    variables,
  });
  const pages = searches.map((search, index) => ({ ...search, ...answer[`r${index}`] }));
  const found = pages.flatMap(({ repository, issues, labelled, open, after }) => [
    ...present(issues).map(({ number }) => ({ repository, issue: number })),
    ...(after ? [] : pullsIn(labelled, open).map(number => ({ repository, issue: number, isPull: true as const }))),
  ]);
  const unread = pages.flatMap(({ issues, repository, label }) => {
    const after = issues?.pageInfo.hasNextPage ? issues.pageInfo.endCursor : undefined;
    return after ? [{ repository, label, after }] : [];
  });
  return [...found, ...(await labelledIn(connection, unread))];
}

type Page = NonNullable<z.infer<typeof LabelledIssuesAnswer>[string]>;

/** Pull requests with the label, and those from a branch that is ours by its name. */
function pullsIn(labelled: Page['labelled'], open: Page['open']): number[] {
  const own = present(open).filter(pull => !pull.isCrossRepository && issueOfBranch(pull.headRefName) !== undefined);
  return [...new Set([...present(labelled), ...own].map(({ number }) => number))];
}

interface Asking<T> {
  query: (count: number) => string;
  answer: z.ZodType<T>;
  variables?: Record<string, unknown>;
}

/** Asks the same of several repositories of one installation; one that cannot be seen answers null. */
async function askEach<T>(
  connection: Connection,
  repositories: readonly RepositoryRef[],
  asking: Asking<T>,
): Promise<T> {
  const [first] = repositories;
  return connection.graphql({
    as: { installationId: first?.installationId ?? 0 },
    query: asking.query(repositories.length),
    variables: { ...numbered(repositories, ({ owner, name }) => ({ owner, name })), ...asking.variables },
    answer: asking.answer,
    writes: false,
    tolerates: isAboutOne,
  });
}

const isAboutOne = ({ type, path }: GraphqlError) =>
  /^r\d+$/.test(String(path?.[0])) && (type === 'NOT_FOUND' || type === 'FORBIDDEN');

/** `{ owner0, name0, owner1, … }`. */
function numbered<T>(items: readonly T[], variables: (item: T) => Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    items.flatMap((item, index) =>
      Object.entries(variables(item)).map(([name, value]) => [`${name}${index}`, value ?? null]),
    ),
  );
}

function batchesOf<T>(items: readonly T[]): T[][] {
  return Array.from({ length: Math.ceil(items.length / batchSize) }, (_, index) =>
    items.slice(index * batchSize, (index + 1) * batchSize),
  );
}

async function allPages<T, Element>(
  connection: Connection,
  listing: Omit<RestCall<T>, 'parameters'>,
  elements: (page: T) => Element[],
): Promise<Element[]> {
  const found: Element[] = [];
  for (let page = 1; ; page += 1) {
    const next = elements(await connection.rest({ ...listing, parameters: { per_page: pageSize, page } }));
    found.push(...next);
    if (next.length < pageSize) return found;
  }
}
