import { z } from 'zod';

/** Mutants of the added lines: advisory, because a survivor may change nothing that anybody can see. */
export const mutation = z
  .strictObject({
    enforcement: z
      .enum(['required', 'advisory', 'off'])
      .default('advisory')
      .describe('`required`: every mutant that is tried must be noticed by a test.'),
    mutants: z
      .int()
      .min(1)
      .max(500)
      .default(20)
      .describe('Mutants that are tried at most. StrykerJS is asked about as many lines, and makes its own of them.'),
    minutes: z
      .number()
      .positive()
      .max(120)
      .default(5)
      .describe(
        'Minutes after which no further one is tried. StrykerJS, where the repository has it, gets half of them.',
      ),
  })
  .prefault({})
  .describe('Small changes to the added lines, to see whether a test notices.');
