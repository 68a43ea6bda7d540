import { setTimeout as wait } from 'node:timers/promises';
import { type Machine, openMachine, until } from './machine.ts';
import { type RedfirstProcess, startProcess } from './process.ts';
import type { Shown } from './shown.ts';

/** A part of the golden run: what sets it going, and how its end is seen. */
export interface Phase {
  name: 'start' | 'plan' | 'red' | 'implement';
  act(machine: Machine): Promise<unknown>;
  isOver(machine: Machine): boolean;
}

/** From an issue without a label to a pull request that is ready, with another person for each word. */
export const phases = [
  { name: 'start', act: async () => undefined, isOver: () => true },
  {
    name: 'plan',
    act: ({ maintainer, issue }) => maintainer.label(issue),
    isOver: machine => machine.headline() === 'The plan waits for your approval',
  },
  {
    name: 'red',
    act: ({ writer, issue }) => writer.say(issue, '/approve'),
    isOver: machine => machine.headline() === 'The tests are red for the right reason',
  },
  {
    name: 'implement',
    act: ({ maintainer, issue }) => maintainer.say(issue, '/implement'),
    isOver: machine => machine.headline() === 'Done: every required check holds' && !machine.isLabelled(),
  },
] as const satisfies readonly Phase[];

/** What was sent in one phase of the golden run, and what GitHub showed at its end. */
export interface Passage {
  phase: Phase;
  /** Each request to GitHub, in words. */
  requests: string[];
  /** How many questions to the model. */
  questions: number;
  shown: Shown;
}

export interface Golden {
  passages: Passage[];
  /** The name of each question to the model. */
  questions: string[];
}

/** Plays the story without a fault, and counts. */
export async function playGolden(): Promise<Golden> {
  const machine = await openMachine();
  const passages: Passage[] = [];
  let process: RedfirstProcess | undefined;
  try {
    for (const phase of phases) {
      const [firstRequest, firstQuestion] = [machine.playground.requests.length, machine.line.sent()];
      process ??= await machine.serve();
      await phase.act(machine);
      await until(`the end of ${phase.name}`, () => phase.isOver(machine), process);
      await quiet(machine);
      const requests = machine.playground.requests.slice(firstRequest).filter(({ byApp }) => byApp);
      passages.push({
        phase,
        requests: requests.map(({ method, path, operation }) => operation ?? `${method} ${path}`),
        questions: machine.line.sent() - firstQuestion,
        shown: await machine.shown(),
      });
    }
    return { passages, questions: machine.questions.map(({ name }) => name) };
  } finally {
    await machine.close();
  }
}

/** Resolves when nothing was sent for a while. */
export async function quiet({ playground, line }: Machine, milliseconds = 400): Promise<void> {
  const sent = () => playground.requests.length + line.sent();
  for (let before = -1; before !== sent(); await wait(milliseconds)) before = sent();
}

/** One place of the golden run at which the process is killed. */
export interface Point {
  to: 'github' | 'model';
  /** Requests or questions of the phase that are let through before it. */
  skip: number;
  when: 'before' | 'after';
}

/** Plays a phase with a kill at a point, and starts the process again. Gives the process that goes on. */
export async function playPhase(
  machine: Machine,
  phase: Phase,
  { point, process }: { point: Point | undefined; process: RedfirstProcess | undefined },
): Promise<RedfirstProcess> {
  const cut = point && arm(machine, point);
  const running = process ?? startProcess('serve', machine.environment);
  await phase.act(machine);
  let survivor = running;
  if (cut) {
    await until(`request ${point.skip} to ${point.to} in ${phase.name}`, cut.isHit, running);
    await running.kill();
    cut.mend();
    survivor = await machine.serve();
  } else await running.said('reconciled');
  await until(`the end of ${phase.name}`, () => phase.isOver(machine), survivor);
  return survivor;
}

/** Makes the connection go dead at a point of the phase that begins now. */
export function arm({ playground, line }: Machine, { to, skip, when }: Point) {
  if (to === 'model') return { ...line.cut({ skip, when }), mend: () => line.mend() };
  const fault = playground.orderFault({ match: { byApp: true }, effect: { do: 'hang' }, skip, when });
  return {
    isHit: () => fault.hits > skip,
    mend: () => {
      fault.times = 0;
    },
  };
}

/** Questions that were asked more often than in the golden run. */
export function askedAgain(machine: Machine, golden: Golden): number {
  const asked = machine.questions.map(({ name }) => name);
  const count = (names: readonly string[], name: string) => names.filter(other => other === name).length;
  const more = (name: string) => Math.max(0, count(asked, name) - count(golden.questions, name));
  return [...new Set(asked)].reduce((sum, name) => sum + more(name), 0);
}
