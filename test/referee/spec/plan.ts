import type { PlanReply } from '../../../src/domain/plan-reply.ts';
import type { SpecContext } from '../../../src/referee/spec/gate.ts';
import { renderSpec } from '../../../src/referee/spec/render.ts';

export const testCommand = 'uv run pytest';

/** A model's answer for a small feature, complete in every part. */
export const reply: PlanReply = {
  objective: 'Let a reader mark an item as a favourite.',
  name: 'Favourite items',
  description: 'A reader marks items to find them again.\n\nThe mark is stored with the item.',
  userStory: { role: 'reader', goal: 'mark an item as a favourite', benefit: 'I find it again' },
  problem: 'Items cannot be told apart once there are many of them.',
  solution: 'Add `Item.favourite` and a function `mark_favourite(item_id)`.',
  creates: [],
  decisions: [],
  review: [],
  relevantFiles: [
    { path: 'README.md', reason: 'Says what the project is for.' },
    { path: 'app/items.py', reason: 'Holds the model that gets the new field.' },
  ],
  newFiles: [{ path: 'tests/test_favourites.py', reason: 'Tests of the feature.' }],
  foundation: ['Read `README.md`, then `app/items.py` for its patterns.'],
  core: ['Add the field and the function.'],
  integration: ['Nothing else uses the model yet.'],
  tasks: [
    { title: 'Write the failing tests', steps: ['Create `tests/test_favourites.py`.'] },
    { title: 'Add the field', steps: ['Extend `Item`.', 'Run the tests.'] },
  ],
  unitTests: ['Marking an item sets its field.'],
  integrationTests: ['A marked item is listed as a favourite.'],
  edgeCases: ['An item that does not exist.'],
  criteria: ['A marked item has `favourite` set to true.', 'Marking an unknown item raises `KeyError`.'],
  validation: [{ command: 'uv run ruff check', purpose: 'Lint the code' }],
  dependencies: [],
  notes: ['Unmarking is left for later.'],
};

export const spec = renderSpec(reply, { testCommand, addDependency: 'uv add' });

export const context: SpecContext = {
  testCommand,
  paths: new Set(['README.md', 'app/items.py', 'app/__init__.py', 'tests/test_items.py']),
};
