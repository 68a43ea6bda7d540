import { z } from 'zod';
import { type ChangeKind, changeKinds } from '../domain/settings.ts';

/** Which document answers which kind of change, in projects that have them. A user-facing change goes to the changelog. */
export const usualDocuments: Record<Exclude<ChangeKind, 'user-facing'>, string[]> = {
  build: ['BUILD.md'],
  pattern: ['CONVENTIONS.md'],
  progress: ['PROGRESS.md', 'CURRENT_STATUS.md'],
  decision: ['ELICITATIONS.md'],
};

const meanings: Record<ChangeKind, string> = {
  'user-facing': 'What a user of the software can notice: the code changed.',
  build: 'A new dependency or build command: a manifest or a build file changed.',
  pattern: 'A new pattern that others shall follow. Cannot be seen from outside, so it is for the writer alone.',
  progress: 'A feature is finished: the code changed.',
  decision: 'The plan decided something that the issue left open.',
};

const documents = z.array(
  z
    .string()
    .regex(/^(?!\/)(?!.*(?:^|\/)\.\.(?:\/|$))[^\\]+$/)
    .meta({ title: 'path inside the repository' }),
);

const fallbackOf = (change: ChangeKind) =>
  change === 'user-facing' ? 'the changelog' : usualDocuments[change].map(path => `\`${path}\``).join(' or ');

/** Which kind of change asks for which document. */
export const rules = z
  .strictObject(
    Object.fromEntries(
      changeKinds.map(change => [
        change,
        documents
          .optional()
          .meta({ description: meanings[change], examples: [['docs/news.md']], 'x-default': fallbackOf(change) }),
      ]),
    ) as Record<ChangeKind, z.ZodOptional<typeof documents>>,
  )
  .optional()
  .meta({
    description:
      'Which kind of change asks for which documents: one of them has to be updated. Those that are named here are asked for even where they do not exist yet, the usual ones only where they do.',
    examples: [{ 'user-facing': ['docs/news.md'] }],
    'x-default': 'see below',
  });
