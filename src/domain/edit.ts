import { z } from 'zod';

const path = z.string().min(1).describe('Path from the root of the repository, with forward slashes.');

const changes = {
  write: { kind: z.literal('write'), content: z.string().describe('The whole new file.') },
  replace: {
    kind: z.literal('replace'),
    find: z.string().min(1).describe('Text that stands exactly once in the file, copied to the letter.'),
    replace: z.string(),
  },
  delete: { kind: z.literal('delete') },
};

/** One edit of a file that is named elsewhere. */
export const FileEdit = z.discriminatedUnion('kind', [
  z.object(changes.write),
  z.object(changes.replace),
  z.object(changes.delete),
]);
export type FileEdit = z.infer<typeof FileEdit>;

/** One edit as the model proposes it. `replace` needs text that stands exactly once in the file. */
export const Edit = z.discriminatedUnion('kind', [
  z.object({ path, ...changes.write }),
  z.object({ path, ...changes.replace }),
  z.object({ path, ...changes.delete }),
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
