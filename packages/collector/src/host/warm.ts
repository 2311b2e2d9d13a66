/** Has the dear figures of the dashboard computed soon after the start, and again now and then when something was applied. */
import type { KeptApi } from '../http/api';

const FIRST_MS = 200;
const AGAIN_MS = 600_000;

/** Gives the function that ends it. */
export function keepWarm(api: KeptApi, tenants: () => Iterable<number>, failed: (error: unknown) => void): () => void {
  let timer: NodeJS.Timeout | undefined;
  let closed = false;
  const arm = (wait: number) => {
    if (closed) return;
    timer = setTimeout(() => void round().catch((error: unknown) => !closed && failed(error)).finally(() => arm(AGAIN_MS)), wait);
    timer.unref();
  };
  const round = async () => {
    for (const tenant of tenants()) await api.warm(tenant);
  };
  arm(FIRST_MS);
  return () => {
    closed = true;
    clearTimeout(timer);
    api.close();
  };
}
