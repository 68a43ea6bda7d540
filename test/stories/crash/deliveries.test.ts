import { afterEach, beforeEach, expect, it } from 'vitest';
import { redeliver } from '../../../src/playground/webhooks/send.ts';
import { describeWith } from '../../toolchains.ts';
import { phases, quiet } from './golden.ts';
import { type Machine, openMachine, until } from './machine.ts';

const [, plan, red] = phases;

describeWith(['git', 'bubblewrap', 'pytest'], 'deliveries', () => {
  let machine: Machine;
  let before: number;
  beforeEach(async () => {
    machine = await openMachine();
    // The issue itself was opened when nobody listened.
    await machine.playground.settled();
    before = machine.playground.deliveries.length;
  });
  afterEach(() => machine.close());

  const asked = () => machine.questions.map(({ name }) => name);

  it('that never arrive are made up for by the next look at every labelled issue', { timeout: 240_000 }, async () => {
    machine.playground.orderFault({ match: { kind: 'delivery' }, effect: { do: 'drop' }, times: 999 });
    const running = await machine.serve({ REDFIRST_RECONCILE_INTERVAL: '1' });

    await plan.act(machine);
    await until('the plan', () => plan.isOver(machine), running);
    await red.act(machine);
    await until('red', () => red.isOver(machine), running);

    expect(machine.playground.deliveries).toHaveLength(before);
    expect(asked()).toEqual(['analysis', 'plan', 'tests']);
    const { issues, pulls, branches } = await machine.shown();
    expect(issues[0]?.comments.filter(({ author }) => author === 'redfirst[bot]')).toHaveLength(1);
    expect([pulls.length, branches.length]).toEqual([1, 1]);
  });

  it('that arrive late, doubled and in another order change nothing', { timeout: 240_000 }, async () => {
    const { playground, writer, issue } = machine;
    const running = await machine.serve();
    playground.orderFault({ match: { event: 'issues.labeled' }, effect: { do: 'duplicate' } });
    await plan.act(machine);
    await until('the plan', () => plan.isOver(machine), running);

    // The approval is overtaken by a later word, which is enough to have a look.
    playground.orderFault({ match: { event: 'issue_comment.created' }, effect: { do: 'delay', milliseconds: 4000 } });
    await red.act(machine);
    await writer.say(issue, 'I am curious.');
    await until('red', () => red.isOver(machine), running);
    await playground.settled();
    await quiet(machine, 2500);
    const shown = await machine.shown();
    for (const delivery of playground.deliveries.slice(before).reverse()) redeliver(playground.state, delivery);
    await playground.settled();
    await quiet(machine, 2500);

    expect(new Set(playground.deliveries.slice(before).map(({ statusCode }) => statusCode))).toEqual(new Set([202]));
    expect(await machine.shown()).toEqual(shown);
    expect(asked()).toEqual(['analysis', 'plan', 'tests']);
  });
});
