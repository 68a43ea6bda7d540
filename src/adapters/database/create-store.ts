import { workerData } from 'node:worker_threads';
import { PGlite } from '@electric-sql/pglite';

// The body of the thread that `embedded-store.ts` starts.
const store = await PGlite.create(String(workerData));
await store.close();
