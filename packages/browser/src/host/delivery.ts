import { createDrain, type Drain, type DrainPort } from './drain';
import { createOutbox, type OutboxPort } from './outbox';
import type { Reporter } from './ports';

/** Events wait this long for company. They are safe meanwhile. */
const PAUSE = 1000;

export interface DeliveryPort extends Omit<OutboxPort, 'ready'>, Omit<DrainPort, 'stores'> {}

/** The outbox and one drain for each reporter. */
export function createDelivery(port: DeliveryPort) {
  let drains: Drain[] = [];
  let on = true;
  const outbox = createOutbox({ ...port, ready: () => poke(PAUSE) });
  const each = (work: (drain: Drain) => void) => on && drains.forEach(work);
  const poke = (ms: number) => each((drain) => drain.poke(ms));
  return {
    outbox,
    poke,
    accept: outbox.accept,
    async route(reporters: readonly Reporter[]): Promise<void> {
      drains = reporters.map((reporter) => createDrain(reporter, { ...port, stores: outbox.stores }));
      await outbox.route(reporters);
      // The last page may have been told to wait; a new one asks a little earlier, not all pages at once.
      each((drain) => void drain.wake(port.random() * 3000));
    },
    /** Sends now what is waiting; resolves when nothing more can be sent for the moment. */
    async flush(): Promise<void> {
      await outbox.commit();
      if (on) await Promise.all(drains.map((drain) => drain.run()));
    },
    wake: (ms: number) => each((drain) => void drain.wake(ms)),
    stop: () => void (on = false),
  };
}
export type Delivery = ReturnType<typeof createDelivery>;
