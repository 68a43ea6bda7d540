import { z } from 'zod';

/** A load, and what it comes to. */
export const hammer = z
  .strictObject({
    run: z
      .string()
      .trim()
      .min(1)
      .max(2000)
      .meta({ title: 'shell command' })
      .describe('The command. It ends with 0 when all is well; `{size}` in it is replaced.'),
    size: z.int().min(1).max(10_000_000).default(500).describe('What `{size}` stands for.'),
    items: z
      .string()
      .max(200)
      .regex(/^(?=.*\{sent\})(?=.*\{received\}).*$/)
      .meta({ title: 'text with {sent} and {received}' })
      .optional()
      .meta({
        description:
          'The line in which the command says how many items it sent and how many arrived, the last one if there are several. When it is set and no such line is there, the load fails.',
        examples: ['stored {received} of {sent}'],
        'x-default': '`items: {received}/{sent}`, where there is such a line',
      }),
    slower: z
      .number()
      .min(1)
      .max(100)
      .default(3)
      .describe('How many times as long as on the base it may take, measured in the same turn.'),
    time: z
      .enum(['required', 'advisory', 'off'])
      .default('advisory')
      .describe('Whether taking longer than that fails it. A crash and a lost item fail it in any case.'),
  })
  .optional()
  .meta({
    description: 'A load test that runs after the refactoring, on the base and on the new code.',
    examples: [{ run: 'python scripts/hammer_gen.py --size {size}', size: 500 }],
    'x-default': 'none',
  });
