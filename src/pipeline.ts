import type { Course, StageName } from './domain/stage.ts';
import type { Stage } from './stages/context.ts';
import { document } from './stages/document/stage.ts';
import { documentStep } from './stages/document/step.ts';
import { green } from './stages/green/stage.ts';
import { hammer } from './stages/hammer/stage.ts';
import { plan } from './stages/plan/stage.ts';
import { planStep } from './stages/plan/step.ts';
import { red } from './stages/red/stage.ts';
import { refactor } from './stages/refactor/stage.ts';
import { verify } from './stages/verify/stage.ts';

/**
 * The life of a feature, in order. `engine/decide.ts` finds the first stage that is not done; here is what each does.
 */
const feature = {
  /** Studies the repository and writes `specs/<feature>.md`; waits until a person approves exactly that text. */
  plan,
  /** Writes tests, sees each fail for the right reason, commits them alone and opens a draft pull request. */
  red,
  /** Writes the least code that turns the frozen tests green. */
  green,
  /** Improves the code and keeps it green, or leaves it as it is. */
  refactor,
  /** Puts it under load, where the repository has a command for that. */
  hammer,
  /** Brings the documents in line. */
  document,
  /** Runs the whole ladder on the head and reports each item of the checklist as evidence. */
  verify,
} as const satisfies Record<StageName, Stage>;

/** The life of a step of a plan that people wrote: the same, but for what begins and what ends it. */
const step = {
  ...feature,
  /** Reads where the work stands and makes `specs/<step>.md` of the tasks that are open; waits for nobody. */
  plan: planStep,
  /** Writes the testing plan and the report as well, marks the tasks and keeps the project structure true. */
  document: documentStep,
} as const satisfies Record<StageName, Stage>;

/** The two courses, by the label of the issue. */
export const pipelines = { feature, step } as const satisfies Record<Course, Record<StageName, Stage>>;
