/** Where the work on a domain stands, as its `Context.toml` says. */
export interface StepContext {
  epic: string;
  /** `2` or `1.2`. */
  step: string;
  domain: string;
  stage: string;
  /** The phase of the plan, where one is said or can be told from the epic. */
  phase: string | undefined;
}

/** One task of a step in an implementation plan. */
export interface PlanTask {
  title: string;
  /** The whole task as it stands in the document. */
  text: string;
  isCompleted: boolean;
  /** Where the mark of a completed task goes: an index into the document. */
  end: number;
}

/** One step of an implementation plan. */
export interface PlanStep {
  number: string;
  phase: string | undefined;
  title: string;
  /** Everything below its heading, as it stands in the document. */
  text: string;
  tasks: PlanTask[];
  line: number;
}

/** Which step of which document a spec was made of. */
export interface StepRef {
  number: string;
  /** Path of the implementation plan. */
  plan: string;
}

/** The number of a step, compared part by part: `1.10` comes after `1.9`. Below zero when the left one comes first. */
export function compareSteps(left: string, right: string): number {
  const [lefts, rights] = [left, right].map(number => number.split('.').map(Number));
  const longest = Math.max(lefts?.length ?? 0, rights?.length ?? 0);
  for (let index = 0; index < longest; index += 1) {
    const difference = (lefts?.[index] ?? 0) - (rights?.[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
