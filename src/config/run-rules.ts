import { z } from 'zod';

/** Whether red writes tests that are kept from the implementer. */
export const heldOut = z
  .enum(['on', 'off'])
  .default('on')
  .describe('Whether tests are also written that the implementer never sees. They are run at the end, then committed.');

/** Who may let a finding stand. */
export const waivers = z
  .strictObject({
    by: z
      .enum(['anyone', 'another', 'nobody'])
      .default('anyone')
      .describe('`another`: not whoever asked for the feature, opened its pull request or wrote one of its commits.'),
  })
  .prefault({})
  .describe('Who may waive a finding of the checklist with `/waive`. It takes write access in any case.');

/** What a run may take. */
export const budget = z
  .strictObject({
    usd: z.number().positive().max(1000).default(5).describe('Dollars that the model may cost for one feature.'),
    minutes: z
      .number()
      .positive()
      .max(1440)
      .default(60)
      .describe('Minutes of work on one feature, waiting not counted.'),
    usdPerDay: z
      .number()
      .positive()
      .max(10_000)
      .optional()
      .describe('Dollars that the model may cost for all features of the repository on one day (UTC).')
      .meta({ examples: [20], 'x-default': 'as the operator allows' }),
  })
  .prefault({})
  .describe('Where a run stops and asks. `/continue <budget>` goes on.');
