import { z } from 'zod';

/** What the model says of a step of a plan that people wrote. It adds nothing to the plan. */
export const StepReply = z.object({
  questions: z
    .array(z.string().min(1))
    .describe('What is unclear, missing or contradictory, so that the step cannot be done right. Mostly empty.'),
  files: z
    .array(
      z.object({
        path: z.string().min(1).describe('Path from the root of the repository, with forward slashes.'),
        reason: z.string().min(1).describe('Which task needs it, in one sentence.'),
      }),
    )
    .describe('Files that have to be changed or created for the tasks, tests included.'),
  withoutBehaviour: z
    .array(
      z.object({
        task: z.string().min(1).describe('The task, such as T2.'),
        reason: z.string().min(1).describe('Why no test can see whether it is done.'),
      }),
    )
    .describe('Tasks that change nothing that a test can see. Mostly empty.'),
});
export type StepReply = z.infer<typeof StepReply>;

/** A testing plan for those who test after the step. */
export const TestingPlanReply = z.object({
  content: z.string().min(1).describe('The whole document, in Markdown.'),
});
export type TestingPlanReply = z.infer<typeof TestingPlanReply>;
