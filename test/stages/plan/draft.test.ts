import { expect, it } from 'vitest';
import type { PlanReply } from '../../../src/domain/plan-reply.ts';
import type { Model } from '../../../src/ports/model.ts';
import type { StageContext } from '../../../src/stages/context.ts';
import { draftPlan } from '../../../src/stages/plan/draft.ts';
import { treeOf } from '../../engine/fakes.ts';
import { sumsFeature } from '../../stories/sums.ts';
import { settingsFor } from '../settings.ts';

const { plan } = sumsFeature('triple', 3);
const tree = treeOf({ 'README.md': '# Sums\n', 'sums/double.py': 'def double(number):\n    return number * 2\n' });
const settings = settingsFor('addDependency: pip install');

/** What is made of the answers of a model, and what it was told was wrong. */
async function drafted(...replies: Partial<PlanReply>[]) {
  const told: string[] = [];
  const left = replies.map(reply => ({ ...plan, ...reply }));
  const model = {
    isAvailable: true,
    ask: async ({ user }: { user: string }) => {
      told.push(user);
      return {
        kind: 'answer',
        value: left.shift(),
        spend: { calls: 1, inputTokens: 1, cachedTokens: 0, outputTokens: 1 },
      };
    },
  } as unknown as Model;
  const { signal } = new AbortController();
  const concluded = await draftPlan({ settings, model, signal } as StageContext, {
    path: 'specs/triple.md',
    neighbourhood: { tree, settings, declared: [], outlines: [] },
    decisions: [],
    architecture: undefined,
    say: problems => ({ system: '', user: problems }),
  });
  return { told: told.slice(1), text: concluded.kind === 'accepted' ? concluded.product.text : concluded.reason };
}

it.each(['attrs', '@scope/name@^1.2', 'attrs[extra]>=23', 'example.com/mod/v2'])(
  'a plan may name the dependency %s, and it stands in the notes with the command that adds it',
  async name => {
    const { told, text } = await drafted({ dependencies: [{ name, reason: 'Less to write.' }] });
    expect(told).toEqual([]);
    expect(text).toContain(`- New dependency \`pip install ${name}\` - Less to write.`);
  },
);

it.each(['attrs pytest', 'attrs; rm -rf .', '--index-url=http://evil', 'attrs && true', '$(true)', ''])(
  'a plan that names %j as a dependency is refused',
  async name => {
    const { told } = await drafted({ dependencies: [{ name, reason: 'Less to write.' }] }, {});
    expect(told).toEqual([expect.stringContaining(`\`${name}\` is not the name of a package. Name one package.`)]);
  },
);

it('a plan that puts what it creates into a file that it does not name is refused', async () => {
  const created = { name: 'triple_all', parameters: [], path: 'sums/elsewhere.py', differs: '' };
  const { told } = await drafted({ creates: [created] }, {});
  expect(told).toEqual([
    expect.stringContaining('`triple_all` shall live in `sums/elsewhere.py`, which the plan does not name.'),
  ]);
});
