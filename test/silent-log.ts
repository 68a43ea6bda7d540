import type { Log } from '../src/ports/log.ts';

/** A log for tests; `REDFIRST_TEST_LOG=1` prints what goes wrong. */
const print = process.env['REDFIRST_TEST_LOG'] === '1';
const write = (level: string) => (fields: object, message: string) => {
  if (print) process.stderr.write(`${level} ${message} ${JSON.stringify(fields)}\n`);
};

export const silentLog: Log = { debug: () => {}, info: write('info'), warn: write('warn'), error: write('error') };
