/** Has the dear figures of the dashboard computed soon after the start, again now and then, and when the store has grown much since. */
import type { KeptApi } from '../http/api';

const FIRST_MS = 200;
const AGAIN_MS = 600_000;
const LOOK_MS = 5000;
/** Events by which a store has grown much, at least; beyond that, by half of what it had. An import is met about a dozen times on its way to a million. */
const MUCH = 5000;

/** `applied` counts the events that this process has applied. Gives the function that ends it. */
export function keepWarm(
  api: KeptApi,
  tenants: () => Iterable<number>,
  applied: () => number,
  failed: (error: unknown) => void,
): () => void {
  let timer: NodeJS.Timeout | undefined;
  let closed = false;
  let known = 0;
  let waited = 0;
  const arm = (wait: number) => {
    if (closed) return;
    timer = setTimeout(() => void look(wait).finally(() => arm(LOOK_MS)), wait);
    timer.unref();
  };
  const look = async (wait: number) => {
    waited += wait;
    const grown = applied() - known >= Math.max(MUCH, known / 2);
    if (wait !== FIRST_MS && waited < AGAIN_MS && !grown) return;
    waited = 0;
    known = applied();
    try {
      for (const tenant of tenants()) await api.warm(tenant);
    } catch (error) {
      if (!closed) failed(error);
    }
  };
  arm(FIRST_MS);
  return () => {
    closed = true;
    clearTimeout(timer);
    api.close();
  };
}
