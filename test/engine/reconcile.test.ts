import { expect, it } from 'vitest';
import type { Feature } from '../../src/domain/feature.ts';
import { reconcile } from '../../src/engine/reconcile.ts';
import type { Queue } from '../../src/ports/queue.ts';
import { silentLog } from '../silent-log.ts';
import { fakeWorld, feature } from './fakes.ts';

it('asks for a turn on every labelled issue, under the labels that its repository chose', async () => {
  const { reader } = fakeWorld().world;
  const labels: string[][] = [];
  const labelledIssues = async (labelsOf: (config: string | undefined) => readonly string[]) => {
    const configs = [undefined, 'label: build-me', 'label: [', 'label: late\nstepLabel: next\ncolour: blue'];
    labels.push(...configs.map(config => [...labelsOf(config)]));
    return [feature, { ...feature, issue: 8 }];
  };
  const asked: Feature[] = [];
  const queue = { enqueue: async (each: Feature) => void asked.push(each) } as unknown as Queue;

  expect(await reconcile({ reader: { ...reader, labelledIssues }, queue, log: silentLog })).toBe(2);
  expect(asked.map(({ issue }) => issue)).toEqual([5, 8]);
  expect(labels).toEqual([
    ['tdd-feature', 'tdd-step'],
    ['build-me', 'tdd-step'],
    ['tdd-feature', 'tdd-step'],
    ['late', 'next'],
  ]);
});
