import type { createDrain, Drain, DrainPort } from './drain';
import { createOutbox, type OutboxPort } from './outbox';
import type { Reporter } from './ports';

/** Events wait this long for company. They are safe meanwhile. */
const PAUSE = 1000;

export interface DeliveryPort extends Omit<OutboxPort, 'ready'>, Omit<DrainPort, 'stores'> {
  /** The sending half is a chunk: what is accepted is safe without it. */
  sender(): Promise<{ createDrain: typeof createDrain }>;
}

/** The outbox and one drain for each reporter. */
export function createDelivery(port: DeliveryPort) {
  let drains: Drain[] = [];
  let routed: Promise<void> = Promise.resolve();
  let on = true;
  const outbox = createOutbox({ ...port, ready: () => poke(PAUSE) });
  const each = (work: (drain: Drain) => void) => on && drains.forEach(work);
  const poke = (ms: number) => each((drain) => drain.poke(ms));
  return {
    outbox,
    poke,
    accept: outbox.accept,
    route: (reporters: readonly Reporter[]): Promise<void> =>
      (routed = (async () => {
        const sender = port.sender();
        await outbox.route(reporters);
        const { createDrain: create } = await sender;
        drains = reporters.map((reporter) => create(reporter, { ...port, stores: outbox.stores }));
        // The last page may have been told to wait; a new one asks a little earlier, not all pages at once.
        each((drain) => void drain.wake(port.random() * 3000));
      })()),
    /** Sends now what is waiting; resolves when nothing more can be sent for the moment. */
    async flush(): Promise<void> {
      await outbox.commit(true);
      await routed.catch(() => {});
      if (on) await Promise.all(drains.map((drain) => drain.run()));
    },
    wake: (ms: number) => each((drain) => void drain.wake(ms)),
    leave: () => drains.forEach((drain) => drain.leave()),
    stop: () => void (on = false),
  };
}
export type Delivery = ReturnType<typeof createDelivery>;
