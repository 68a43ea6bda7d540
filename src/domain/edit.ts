import { z } from 'zod';

const path = z.string().min(1).describe('Path from the root of the repository, with forward slashes.');

/** One edit as the model proposes it. `replace` needs text that stands exactly once in the file. */
export const Edit = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('write'), path, content: z.string().describe('The whole new file.') }),
  z.object({
    kind: z.literal('replace'),
    path,
    find: z.string().min(1).describe('Text that stands exactly once in the file, copied to the letter.'),
    replace: z.string(),
  }),
  z.object({ kind: z.literal('delete'), path }),
]);
export type Edit = z.infer<typeof Edit>;

/** What `implement`, `refactor` and `document` answer: edits, and the reasons in words for people. */
export const EditsReply = z.object({
  edits: z.array(Edit).describe('Empty when nothing needs to change.'),
  summary: z
    .array(z.string().min(1))
    .describe('One line for each component that is added or changed, for the commit message.'),
});
export type EditsReply = z.infer<typeof EditsReply>;

/** That a frozen test demands what a criterion of the plan rules out. It pauses the run; it is no way to green. */
export const Dispute = z.object({
  test: z.string().min(1).describe('The test, as `<path>::<name>` or by its name.'),
  criterion: z.string().min(1).describe('The id of the criterion, such as AC-1.'),
  why: z.string().min(1).describe('What each of the two demands, and why no code can do both.'),
});
export type Dispute = z.infer<typeof Dispute>;

/** What `implement` answers. An answer that does not speak of a dispute has none. */
export const ImplementReply = EditsReply.extend({
  dispute: z
    .preprocess(value => value ?? null, Dispute.nullable())
    .describe('Null, unless a frozen test contradicts a criterion. Then there are no edits.'),
});
export type ImplementReply = z.infer<typeof ImplementReply>;

const TestFile = z.object({ path, content: z.string().min(1).describe('The whole new file.') });

/** What `tests` answers: whole test files. An answer that does not speak of held-out tests has none. */
export const TestsReply = z.object({
  files: z.array(TestFile).min(1),
  heldOut: z
    .preprocess(value => value ?? [], z.array(TestFile))
    .describe('New test files that the implementer never sees, for criteria that the others test too. May be empty.'),
});
export type TestsReply = z.infer<typeof TestsReply>;
