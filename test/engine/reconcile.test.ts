import { expect, it } from 'vitest';
import type { Feature } from '../../src/domain/feature.ts';
import { reconcile } from '../../src/engine/reconcile.ts';
import type { Queue } from '../../src/ports/queue.ts';
import { silentLog } from '../silent-log.ts';
import { fakeWorld, feature } from './fakes.ts';

it('asks for a turn on every labelled issue, under the label that its repository chose', async () => {
  const { reader } = fakeWorld().world;
  const labels: string[] = [];
  const labelledIssues = async (labelOf: (config: string | undefined) => string) => {
    labels.push(...[undefined, 'label: build-me', 'label: [', 'label: late\ncolour: blue'].map(labelOf));
    return [feature, { ...feature, issue: 8 }];
  };
  const asked: Feature[] = [];
  const queue = { enqueue: async (each: Feature) => void asked.push(each) } as unknown as Queue;

  expect(await reconcile({ reader: { ...reader, labelledIssues }, queue, log: silentLog })).toBe(2);
  expect(asked.map(({ issue }) => issue)).toEqual([5, 8]);
  expect(labels).toEqual(['tdd-feature', 'build-me', 'tdd-feature', 'late']);
});
