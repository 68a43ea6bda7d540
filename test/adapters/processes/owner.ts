import { join } from 'node:path';
import { runJob } from '../../../src/adapters/processes/launcher.ts';

/** A process that has a job done until it is killed. */
const [, , place = ''] = process.argv;
const argv = ['bash', '-c', `echo $$ > ${join(place, 'job')}; sleep 60`];
await runJob({ argv, timeout: 60_000, signal: new AbortController().signal, outputBytes: 1000, reportBytes: 1000 });
