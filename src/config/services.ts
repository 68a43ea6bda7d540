import { z } from 'zod';

const command = z.string().trim().min(1).max(2000).meta({ title: 'shell command' });

/** The services have the loopback interface of the sandbox and no other, so nothing else can be asked. */
const local = z
  .string()
  .regex(/^http:\/\/(127\.0\.0\.1|localhost)(:[1-9]\d{0,4})?(\/[\w\-./~%?=&]*)?$/)
  .meta({ title: 'address such as `http://127.0.0.1:8000/health`' });

const ready = z
  .strictObject({
    http: local.optional().meta({
      description: 'Asked until it answers with a status from 200 to 399.',
      examples: ['http://127.0.0.1:8000/health'],
      'x-default': 'none',
    }),
    log: z
      .string()
      .min(1)
      .max(200)
      .optional()
      .meta({ description: 'Text that its output holds then.', examples: ['Listening on'], 'x-default': 'none' }),
    run: command.optional().meta({
      description: 'Run until it ends with 0.',
      examples: ['pg_isready -h 127.0.0.1'],
      'x-default': 'none',
    }),
    within: z.int().min(1).max(300).default(30).describe('Seconds after which waiting is given up.'),
  })
  .refine(({ http, log, run }) => [http, log, run].filter(way => way !== undefined).length === 1)
  .meta({
    description: 'How it is known that it is up: one of `http`, `log` and `run`.',
    'x-allowed': 'mapping with exactly one of `http`, `log` and `run`, and `within`',
  });

/** What runs beside the tests. */
export const services = z
  .array(
    z.strictObject({
      name: z
        .string()
        .regex(/^[\w-]{1,40}$/)
        .meta({ title: 'name of letters, digits, `-` and `_`' })
        .describe('Its name in reports.'),
      run: command.describe('Starts it, and goes on for as long as it runs. It is stopped afterwards, always.'),
      ready,
    }),
  )
  .max(10)
  .default([])
  .describe(
    'Started in this order, each when the one before is ready, in one sandbox with the tests, coverage, validation commands and load command.',
  )
  .meta({
    examples: [
      [{ name: 'api', run: 'uvicorn app.main:app --port 8000', ready: { http: 'http://127.0.0.1:8000/health' } }],
    ],
  });
