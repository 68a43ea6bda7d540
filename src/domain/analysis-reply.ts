import { z } from 'zod';

const Text = z.string().min(1);

/** A part that may have nothing to say, and then says why. */
function part<T extends z.ZodType>(item: T, says: string) {
  return z.object({
    items: z.array(item).describe(says),
    because: z.string().describe('Why nothing belongs here. Empty when there are items.'),
  });
}

/** What an issue asks for. Only a feature goes through red and green. */
export const workKinds = ['feature', 'docs', 'config', 'refactor'] as const;
export type WorkKind = (typeof workKinds)[number];

/** Something that the issue leaves open and that is not worth a question. */
export const Decided = z.object({
  question: Text.describe('What the issue leaves open.'),
  decision: Text.describe('What holds from now on.'),
  reason: Text.describe('Why so, and not otherwise.'),
});
export type Decided = z.infer<typeof Decided>;

/** A decision in one line: what was open, what holds, why. */
export const decisionText = ({ question, decision, reason }: Decided): string =>
  `Decided: ${question} ${decision} Because: ${reason}`;

/** Whether a note of a plan is such a line. */
export const isDecision = (note: string): boolean => note.startsWith('Decided: ');

/**
 * What the model makes of an issue before a plan is paid for: whether it can be built test first at all, what must be
 * asked, and the feature analysis in its fifteen parts. The twelfth, the review of the finished plan, comes with the plan.
 */
export const AnalysisReply = z.object({
  requirements: z
    .array(
      z.object({
        quote: Text.describe('The requirement in the very words of the issue or of an answer.'),
        tasks: z.array(Text).describe('What has to be built for it.'),
      }),
    )
    .describe('The key requirements, each with what has to be built for it.'),
  kind: z
    .enum(workKinds)
    .describe('`docs`, `config` or `refactor` when no behaviour changes that a new test could find missing.'),
  kindReason: Text.describe('In one sentence, for whoever opened the issue.'),
  solvable: z.boolean().describe('Whether tests can be written first that fail now and pass when it is done.'),
  solvableReason: Text.describe('In one sentence, for whoever opened the issue.'),
  blockers: z
    .array(Text)
    .describe('Questions without whose answer no plan could be right, all of them. Empty for nearly every issue.'),
  decisions: z.array(Decided).describe('What the issue leaves open and you decide.'),
  steps: z.array(Text).describe('The steps of the implementation in their order, front and back.'),
  challenges: part(Text, 'Challenges and edge cases.'),
  components: z
    .array(z.object({ name: Text, state: z.enum(['existing', 'changed', 'new', 'outside']) }))
    .describe('Boxes of the architecture diagram: at most twelve, each name once.'),
  links: z
    .array(
      z.object({
        from: Text.describe('Name of a component.'),
        to: Text.describe('Name of a component.'),
        carries: z.string().describe('What goes along it, in a few words.'),
      }),
    )
    .describe('Arrows of the architecture diagram.'),
  entities: part(
    z.object({ name: Text, attributes: z.array(Text), relations: z.array(Text) }),
    'Domain entities and data models that are new, changed or leant on.',
  ),
  endpoints: part(
    z.object({
      method: Text.describe('HTTP method; for a command or a function the word `command` or `call`.'),
      route: Text,
      description: Text,
      request: Text.describe('An example of what goes in.'),
      response: Text.describe('An example of what comes out.'),
    }),
    'Endpoints and other ways in from outside.',
  ),
  performance: part(Text, 'Possible bottlenecks.'),
  security: part(Text, 'Security concerns.'),
  unitTests: part(Text, 'Unit tests to write.'),
  integrationTests: part(Text, 'Integration tests to write.'),
  approach: z.array(Text).describe("The approach to each step, by the repository's own principles and stack."),
  architecture: part(
    z.object({
      quote: Text.describe('A sentence of ARCHITECTURE.md, copied to the letter.'),
      keeps: Text.describe('How the implementation keeps to it.'),
    }),
    'What ARCHITECTURE.md asks of this feature. Without that document: why nothing belongs here.',
  ),
  reuse: part(
    z.object({ path: Text.describe('An existing file.'), use: Text.describe('What of it is used or extended.') }),
    'What exists already and is not built again.',
  ),
  tradeoffs: part(z.object({ option: Text, tradeoff: Text }), 'Alternatives, and why they are not taken.'),
  integration: z.array(Text).describe('How the feature meets existing systems, and what it does to them.'),
  estimate: z
    .array(z.object({ task: Text, effort: Text.describe('Time, such as `2 h`.'), needs: Text.describe('Resources.') }))
    .describe('Effort by major task.'),
});
export type AnalysisReply = z.infer<typeof AnalysisReply>;
