import type { Journal } from '../../ports/queue.ts';
import type { Database } from './database.ts';

/** Paid work in the table `redfirst_journal`. What was recorded first stays. */
export function sqlJournal(database: Pick<Database, 'query'>): Journal {
  return {
    async recall(key) {
      const [row] = await database.query('SELECT value FROM redfirst_journal WHERE key = $1', [key]);
      return row?.['value'];
    },
    async record({ key, feature, value }) {
      await database.query(
        'INSERT INTO redfirst_journal (key, feature, value) VALUES ($1, $2, $3::text::json) ON CONFLICT DO NOTHING',
        [key, feature, JSON.stringify(value)],
      );
    },
  };
}
