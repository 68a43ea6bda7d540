import { afterEach, beforeAll, expect, it } from 'vitest';
import type { FaultMatch } from '../../../src/playground/records.ts';
import { describeWith } from '../../toolchains.ts';
import { checksOn } from '../look.ts';
import { codeText, sumsFeature } from '../sums.ts';
import { quiet } from './golden.ts';
import { type Machine, openMachine, until } from './machine.ts';
import { processesNaming, type RedfirstProcess } from './process.ts';
import { unfinishedIn } from './store.ts';

const quadruple = sumsFeature('quadruple', 4);
const red = { [quadruple.paths.test]: quadruple.tests.files[0]?.content ?? '' };
const green = { [quadruple.paths.code]: codeText('quadruple', 'number * 4') };

describeWith(['git', 'bubblewrap', 'pytest'], 'kill -9 while a pull request of people is judged', () => {
  let machine: Machine;
  let pull: number;
  /** What is said where nothing goes wrong. */
  let said: string[];

  const open = async () => {
    machine = await openMachine();
    await machine.writer.push('hand', { from: 'main', files: red, message: 'test(quadruple): first' });
    await machine.writer.push('hand', { files: green, message: 'feat(quadruple): then' });
    pull = await machine.writer.openPull({ title: 'Quadruple', head: 'hand', base: 'main', body: '' });
    return machine.serve();
  };
  const sent = () => machine.playground.requests.filter(({ byApp }) => byApp);
  const checks = () =>
    checksOn(machine.playground, pull).map(
      ({ name, conclusion, title }) => `${name}: ${conclusion}, ${title?.replace(/\b[0-9a-f]{7}\b/g, '…')}`,
    );
  const isJudged = () => checks().some(line => line.startsWith('redfirst/red'));

  /** Kills, starts again, and waits until nothing is under way any more. */
  const survive = async (running: RedfirstProcess) => {
    await running.kill();
    const before = sent().length;
    const survivor = await machine.serve();
    await until('another look', () => sent().length > before, survivor);
    await until('the verdict', isJudged, survivor);
    await quiet(machine, 2500);
    expect(checks()).toEqual(said);
    expect(await survivor.stop()).toBe(0);
    expect(await unfinishedIn(machine.data)).toEqual([]);
    expect(machine.playground.violations).toEqual([]);
  };

  beforeAll(async () => {
    const running = await open();
    await machine.maintainer.label(pull);
    await until('the verdict', isJudged, running);
    await quiet(machine, 2500);
    said = checks();
    await machine.close();
    expect(said.map(line => line.split(',')[0])).toEqual([
      'redfirst/green: success',
      'redfirst/checklist: success',
      'redfirst/red: success',
    ]);
  }, 300_000);
  afterEach(() => machine.close());

  it.each<[string, FaultMatch, 'before' | 'after']>([
    ['before anything is read', {}, 'before'],
    ['before the checks are written', { operation: 'createCheckRun' }, 'before'],
    ['after they were written, before that was heard', { operation: 'createCheckRun' }, 'after'],
  ])('%s: the same checks, none twice', { timeout: 600_000 }, async (_, match, when) => {
    const running = await open();
    const fault = machine.playground.orderFault({ match: { byApp: true, ...match }, effect: { do: 'hang' }, when });
    await machine.maintainer.label(pull);
    await until('the request', () => fault.hits > 0, running);
    if (when === 'after') await until('the checks', isJudged, running);
    expect(checks()).toEqual(when === 'after' ? said : []);
    await running.kill();
    fault.times = 0;
    await survive(running);
  });

  it('while the tests run: the same checks, none twice', { timeout: 600_000 }, async () => {
    const running = await open();
    await machine.maintainer.label(pull);
    const isRunning = () => processesNaming(machine.temporary).some(line => line.includes('bwrap'));
    await until('a run', isRunning, running);
    expect(checks()).toEqual([]);
    await survive(running);
  });
});
