import { featureKey } from '../domain/feature.ts';
import type { Signal } from '../domain/signal.ts';
import type { Log } from '../ports/log.ts';
import type { Queue } from '../ports/queue.ts';
import { type Delivery, type Self, toSignals } from './signals.ts';

/** What receiving needs: who we are, and where a signal goes. */
export interface Intake {
  self: Self;
  queue: Pick<Queue, 'enqueue'>;
  /** Looks through an installation that is new or back; runs on after the delivery is answered. */
  lookThrough(installationId: number): Promise<unknown>;
  /** Nothing when every installation is served. */
  allowedInstallations?: ReadonlySet<number> | undefined;
  log: Log;
}

/** A delivery that is not accepted, with the status that says so. */
export class Refusal extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.name = 'Refusal';
    this.status = status;
  }
}

/** Stores what a delivery means. Resolves when it is stored; never waits for work. Throws {@link Refusal} for a misfit. */
export async function storeSignals(delivery: Delivery, intake: Intake): Promise<void> {
  const reading = toSignals(delivery, intake.self);
  if (reading.kind === 'misfit') throw new Refusal(400, reading.problem);
  for (const signal of reading.signals) await store(signal, intake);
}

async function store(signal: Signal, { queue, lookThrough, allowedInstallations, log }: Intake): Promise<void> {
  const installation = signal.kind === 'feature' ? signal.repository.installationId : signal.installationId;
  const { delivery } = signal;
  if (allowedInstallations && !allowedInstallations.has(installation)) {
    log.warn({ installation, delivery }, 'this installation is not in REDFIRST_ALLOWED_INSTALLATIONS');
    return;
  }
  if (signal.kind === 'installation') {
    lookThrough(installation).catch(error =>
      log.error({ installation, error: String(error) }, 'could not look through'),
    );
    log.info({ installation, delivery }, 'looking through an installation');
    return;
  }
  const { repository, issue, isPull, interrupts, cause } = signal;
  const feature = { repository, issue, ...(isPull && { isPull }) };
  await queue.enqueue(feature, { interrupts });
  log.info({ feature: featureKey(feature), delivery, cause }, 'stored a signal');
}
