import type { PlanReply } from '../../src/domain/plan-reply.ts';
import { renderSpec } from '../../src/referee/spec/render.ts';

/** What is said of the feature in each language. */
export interface Discount {
  /** The function as the language writes it. */
  signature: string;
  code: string;
  tests: string;
  testCommand: string;
  relevant: string;
}

/** The plan of the feature that every project of the corpus gets: a percentage off a price. */
export function discountPlan(discount: Discount): string {
  return renderSpec(discountReply(discount), { testCommand: discount.testCommand, addDependency: 'pip install' });
}

/** The same plan as a model would say it. */
export function discountReply({ signature, code, tests, relevant }: Discount): PlanReply {
  return {
    objective: 'Take a percentage off a price.',
    name: 'Discounts',
    description: 'A shop can take a percentage off a price.',
    userStory: { role: 'shopkeeper', goal: 'take a percentage off a price', benefit: 'customers come back' },
    problem: 'Prices can only be added.',
    solution: `Add \`${signature}\` in a module of its own.`,
    creates: [],
    decisions: [],
    review: [],
    relevantFiles: [{ path: relevant, reason: 'Shows the pattern.' }],
    newFiles: [
      { path: code, reason: 'The function.' },
      { path: tests, reason: 'Its tests.' },
    ],
    foundation: ['Read `README.md`.'],
    core: ['Write the function.'],
    integration: ['Nothing else changes.'],
    tasks: [{ title: 'Write the tests, then the function', steps: [`Tests in \`${tests}\`.`] }],
    unitTests: ['A percentage, a rounded one, one that is no percentage.'],
    integrationTests: ['None are needed: the function stands alone.'],
    edgeCases: ['A percentage below 0 or above 100.'],
    criteria: [
      'The percentage is taken off the price.',
      'What is taken off is rounded down to whole cents.',
      'A percentage below 0 or above 100 is refused.',
    ],
    validation: [],
    dependencies: [],
    notes: [],
  };
}
