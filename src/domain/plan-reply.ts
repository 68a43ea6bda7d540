import { z } from 'zod';
import { Decided } from './analysis-reply.ts';

const Sentences = z.array(z.string().min(1)).min(1);

const Reasoned = z.object({
  path: z.string().min(1).describe('Path from the root of the repository, with forward slashes.'),
  reason: z.string().min(1).describe('Why the feature needs this file, in one sentence.'),
});

/** A list that an answer may leave out. */
const listOf = <T extends z.ZodType>(item: T, says: string) =>
  z.preprocess(value => value ?? [], z.array(item)).describe(says);

/** What the model says of a feature. `referee/spec` renders it in the plan format and judges the Markdown. */
export const PlanReply = z.object({
  objective: z.string().min(1).describe('The feature in one sentence.'),
  name: z.string().min(1).describe('The name of the feature in a few words.'),
  description: z.string().min(1).describe('The feature in detail: its purpose and its value to users.'),
  userStory: z.object({
    role: z.string().min(1).describe('Completes "As a".'),
    goal: z.string().min(1).describe('Completes "I want to".'),
    benefit: z.string().min(1).describe('Completes "So that".'),
  }),
  problem: z.string().min(1),
  solution: z.string().min(1).describe('The approach. Put every public symbol that will be created in `backticks`.'),
  creates: listOf(
    z.object({
      name: z.string().min(1).describe('As it will be called, with its type in front: `Shelf.favour`.'),
      parameters: z.array(z.string()).describe('Names of its parameters, without the receiver.'),
      path: z.string().min(1).describe('The file that it will live in, one of the relevant or the new files.'),
      differs: z
        .string()
        .describe('Why it is not the thing that exists already and looks like it. Empty when nothing looks like it.'),
    }),
    'Every public function, method, class and type that will be created.',
  ),
  relevantFiles: z.array(Reasoned).min(1).describe('Existing files only.'),
  newFiles: z.array(Reasoned).describe('Files to create, tests included.'),
  foundation: Sentences.describe('Phase 1. Starts with reading README.md and the code around the feature.'),
  core: Sentences.describe('Phase 2.'),
  integration: Sentences.describe('Phase 3.'),
  tasks: z
    .array(z.object({ title: z.string().min(1), steps: Sentences }))
    .min(1)
    .describe('In the order of execution, tests throughout. The closing validation task is added for you.'),
  unitTests: Sentences,
  integrationTests: Sentences,
  edgeCases: Sentences,
  criteria: Sentences.describe(
    'Acceptance criteria, each one measurable and testable. Numbered AC-1, AC-2 … in this order.',
  ),
  validation: z
    .array(z.object({ command: z.string().min(1), purpose: z.string().min(1) }))
    .describe("Further commands that validate the feature. The repository's own test command is added for you."),
  dependencies: z
    .array(z.object({ name: z.string().min(1), reason: z.string().min(1) }))
    .describe('New packages the feature cannot do without. Empty in most cases.'),
  decisions: listOf(Decided, 'What the issue leaves open and was decided, in the analysis or here.'),
  notes: z.array(z.string().min(1)),
  review: listOf(
    z.object({
      quote: z.string().min(1).describe('A sentence of ARCHITECTURE.md, copied to the letter.'),
      keeps: z.boolean().describe('Whether the finished plan keeps to it.'),
      why: z.string().min(1).describe('How it keeps to it, or why it must not.'),
    }),
    'The finished plan held against ARCHITECTURE.md, sentence by sentence as far as it concerns the feature. Empty without that document.',
  ),
});
export type PlanReply = z.infer<typeof PlanReply>;
