import { z } from 'zod';

/** The executable lines of a file, and how many of them the tests run. */
export const CoveredLines = z.object({ covered: z.number(), total: z.number() });
export type CoveredLines = z.infer<typeof CoveredLines>;
