import { featureKey, repositoryKey } from '../../domain/feature.ts';
import { stageNames } from '../../domain/stage.ts';
import type { Ledger, Spending, Spent } from '../../ports/ledger.ts';
import type { Database } from './database.ts';

const sums = `
  coalesce(sum(seconds), 0)::float8 AS seconds,
  coalesce(sum(calls), 0)::float8 AS calls,
  coalesce(sum(tokens), 0)::float8 AS tokens,
  coalesce(sum(usd), 0)::float8 AS usd,
  coalesce(sum(calls) FILTER (WHERE usd IS NULL), 0)::float8 AS unpriced`;

/** Midnight is that of the database, so that all hosts agree on it. */
const isToday = `at >= date_trunc('day', now() AT TIME ZONE 'UTC') AT TIME ZONE 'UTC'`;

const spentOn = `
  SELECT stage AS name, ${sums} FROM redfirst_ledger WHERE feature = $1 GROUP BY stage
  UNION ALL SELECT 'repository today', ${sums} FROM redfirst_ledger WHERE repository = $2 AND ${isToday}
  UNION ALL SELECT 'today', ${sums} FROM redfirst_ledger WHERE ${isToday}`;

/** What work costs, in the table `redfirst_ledger`. */
export function sqlLedger(database: Pick<Database, 'query'>): Ledger {
  return {
    async note({ feature, stage, cost: { seconds = 0, calls = 0, tokens = 0, usd } }) {
      await database.query(
        'INSERT INTO redfirst_ledger (feature, repository, stage, seconds, calls, tokens, usd) VALUES ($1, $2, $3, $4, $5, $6, $7)',
        [featureKey(feature), repositoryKey(feature.repository), stage, seconds, calls, tokens, usd ?? null],
      );
    },
    async spent(feature) {
      const rows = await database.query(spentOn, [featureKey(feature), repositoryKey(feature.repository)]);
      const named = new Map(rows.map(({ name, ...row }) => [name, spentIn(row)]));
      const stages = stageNames.flatMap(name => {
        const spent = named.get(name);
        return spent ? [[name, spent]] : [];
      });
      const none = spentIn({});
      return {
        stages: Object.fromEntries(stages) as Spending['stages'],
        repositoryToday: named.get('repository today') ?? none,
        today: named.get('today') ?? none,
      };
    },
  };
}

function spentIn(row: Record<string, unknown>): Spent {
  const number = (key: keyof Spent) => Number(row[key] ?? 0);
  return {
    seconds: number('seconds'),
    calls: number('calls'),
    tokens: number('tokens'),
    usd: number('usd'),
    unpriced: number('unpriced'),
  };
}
