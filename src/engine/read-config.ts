import { labelsIn, parseConfig } from '../config/parse.ts';
import { describeProblems } from '../config/problems.ts';
import { RepositoryConfig } from '../config/repository.ts';
import type { Facts } from '../domain/facts.ts';
import type { Course } from '../domain/stage.ts';
import { isLabelled, labelling } from './situation.ts';

/** The label that asks for each course. */
export type Labels = Record<Course, string>;

export type ConfigReading =
  | { kind: 'ok'; labels: Labels; config: RepositoryConfig }
  | { kind: 'invalid'; labels: Labels; problems: string };

/** The repository's own file. One that is not valid still has labels to be found by: its own, or else the default ones. */
export function readConfig(text: string | undefined): ConfigReading {
  const parsed = parseConfig(text);
  if (parsed.kind === 'ok') return { kind: 'ok', labels: labelsOf(parsed.config), config: parsed.config };
  const { feature, step } = labelsOf(RepositoryConfig.parse({}));
  const own = labelsIn(text ?? '');
  const labels = { feature: own.feature ?? feature, step: own.step ?? step };
  return { kind: 'invalid', labels, problems: describeProblems(parsed.problems) };
}

const labelsOf = ({ label, stepLabel }: RepositoryConfig): Labels => ({ feature: label, step: stepLabel });

/** The course that an issue is on: that of its label, and of the one put on last where it has both or none any more. */
export function courseOf(facts: Facts, labels: Labels): Course {
  const worn = (['feature', 'step'] as const).filter(course => isLabelled(facts, labels[course]));
  const [only, other] = worn;
  if (only && !other) return only;
  const [feature = '', step = ''] = [labels.feature, labels.step].map(label => labelling(facts, label)?.at ?? '');
  return step > feature ? 'step' : 'feature';
}

/** The label that the run of an issue is under. */
export function labelOf(facts: Facts): string {
  const { labels } = readConfig(facts.config);
  return labels[courseOf(facts, labels)];
}
