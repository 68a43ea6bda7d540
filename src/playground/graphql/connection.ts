import { GraphQLError } from 'graphql';

/** Arguments of every connection. */
export interface PageArgs {
  first?: number | null;
  last?: number | null;
  after?: string | null;
  before?: string | null;
}

const largestPage = 100;

const cursorOf = (index: number) => Buffer.from(`cursor:v2:${index}`).toString('base64');
const indexOf = (cursor: string) => Number(Buffer.from(cursor, 'base64').toString().split(':').at(-1));

function requireBoundaries(name: string, { first, last }: PageArgs): void {
  const asked = first ?? last;
  if (asked === undefined || asked === null)
    throw new GraphQLError(
      `You must provide a \`first\` or \`last\` value to properly paginate the \`${name}\` connection.`,
      {
        extensions: { type: 'MISSING_PAGINATION_BOUNDARIES' },
      },
    );
  if (asked < 0 || asked > largestPage)
    throw new GraphQLError(
      `Requesting ${asked} records on the \`${name}\` connection exceeds the \`${first === asked ? 'first' : 'last'}\` limit of ${largestPage} records.`,
      { extensions: { type: 'EXCESSIVE_PAGINATION' } },
    );
}

/** One page of a list as a connection, with GitHub's demand for `first` or `last`, at most 100. */
export function connection<T>(name: string, items: readonly T[], args: PageArgs) {
  requireBoundaries(name, args);
  const start = args.after ? indexOf(args.after) : 0;
  const end = args.before ? indexOf(args.before) - 1 : items.length;
  const window = { from: start, to: Math.max(start, end) };
  if (args.first !== undefined && args.first !== null) window.to = Math.min(window.to, window.from + args.first);
  if (args.last !== undefined && args.last !== null) window.from = Math.max(window.from, window.to - args.last);
  const nodes = items.slice(window.from, window.to);
  return {
    nodes,
    edges: nodes.map((node, index) => ({ node, cursor: cursorOf(window.from + index + 1) })),
    totalCount: items.length,
    filteredCount: items.length,
    pageInfo: {
      hasNextPage: window.to < end,
      hasPreviousPage: window.from > start || start > 0,
      startCursor: nodes.length > 0 ? cursorOf(window.from + 1) : null,
      endCursor: nodes.length > 0 ? cursorOf(window.to) : null,
    },
  };
}
