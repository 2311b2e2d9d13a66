/**
 * Computes the dear answers before anybody asks: after a start those that are missing, later those that something was applied to.
 * Between two of them it rests for several times what the last one took, so that a small machine does not notice.
 */
import type { Route } from './route';
import type { Settings } from './settings';

const REST = 4;

/** Addresses as the dashboard asks for them. */
export const warmPaths = (routes: readonly Route[], settings: Settings, now: number): string[] =>
  routes.flatMap((route) => (route.heavy ? (route.warm?.(settings, now) ?? [route.path]) : []));

interface Warmer {
  /** One round over all addresses of a tenant. */
  round(addresses: readonly string[], ask: (address: string) => Promise<void>): Promise<void>;
  stop(): void;
}

export function createWarmer(tick: () => number): Warmer {
  let stopped = false;
  let wake: (() => void) | undefined;
  const rest = (time: number) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, time);
      timer.unref();
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  return {
    async round(addresses, ask) {
      for (const address of addresses) {
        if (stopped) return;
        const begun = tick();
        await ask(address);
        await rest(Math.min(30_000, (tick() - begun) * REST));
      }
    },
    stop() {
      stopped = true;
      wake?.();
    },
  };
}
