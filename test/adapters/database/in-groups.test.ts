import { expect, it } from 'vitest';
import { inGroups } from '../../../src/adapters/database/in-groups.ts';

it('what comes while a group is on its way goes together, after it', async () => {
  const groups: number[][] = [];
  const held: (() => void)[] = [];
  const send = inGroups((items: number[]) => {
    groups.push(items);
    return new Promise<void>(resolve => held.push(resolve));
  });
  const first = send(1);
  await Promise.resolve().then(() => Promise.resolve());
  const rest = [send(2), send(3)];
  expect(groups).toEqual([[1]]);
  held.shift()?.();
  await first;
  await new Promise(setImmediate);
  expect(groups).toEqual([[1], [2, 3]]);
  held.shift()?.();
  await Promise.all(rest);
});

it('a group that fails fails for all of it and for nobody else', async () => {
  const send = inGroups(async (items: number[]) => {
    if (items.includes(2)) throw new Error('disk full');
  });
  const results = await Promise.allSettled([send(1), send(2)]);
  expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  await expect(send(3)).resolves.toBeUndefined();
});
