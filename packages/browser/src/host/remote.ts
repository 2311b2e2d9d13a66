import { derivedId, loadState, type State } from '@shirube/engine';
import type { Chunks } from './load-chunk';
import type { Loop } from './loop';
import type { Core } from './start';
import { stateKey } from './state-key';

declare const SHIRUBE_CHUNKS: Chunks;
/** For what the collector knows of somebody who is new to this browser, in milliseconds. */
const PATIENCE = 3000;

/** What the collector knows of whoever is here: asks for it, joins it with what this browser knows, and tells again what never arrived. */
export function createRemote(core: Core, loop: Loop) {
  const { may, who } = core;
  let asked = '';
  let answered: Promise<unknown> | undefined;
  /** Gives what the collector knows. `again`: even if nobody else has come since the last question. */
  const fetchState = async (again?: boolean, renewed?: boolean): Promise<State | undefined> => {
    // identify and group come together: one question about both.
    await Promise.resolve();
    const bearer = core.token.value;
    const { user, account } = who();
    const question = `${user}|${account}|${bearer}`;
    if (question === asked && !again) return;
    asked = question;
    const { endpoint } = core.options;
    if (!bearer || !user || !endpoint || !may('guidance') || !may('analytics')) return;
    const query = new URLSearchParams({ writeKey: core.options.writeKey ?? '', user, ...(account && { account }) });
    const before = core.now() - PATIENCE;
    // Also those that have no address yet.
    const queued = String(await core.durable.tx(false, (table) => table.rows('q|', 1e4)).catch(() => ''));
    try {
      const [response, { merge, untold }] = await Promise.all([
        core.fetch(`${endpoint}/v1/state?${query}`, {
          headers: { authorization: `Bearer ${bearer}` },
          cache: 'no-store',
          credentials: 'omit',
        }),
        core.env.join?.() ?? core.load<typeof import('./merge')>(SHIRUBE_CHUNKS.join),
      ]);
      if (response.status === 401 && !renewed && (await core.rest()?.refresh(bearer))) return await fetchState(true, true);
      if (!response.ok) return;
      const { state } = (await response.json()) as { state?: unknown };
      const same = who();
      if (same.user !== user || same.account !== account) return;
      const mine = loop.key() === stateKey(same) && loop.state();
      const theirs = loadState(state).state;
      // Progress is state as well as events: what is on record here, waits no more and never arrived is told again, until it has.
      if (state && mine)
        for (const { id, at, ...told } of untold(mine, theirs, before, queued))
          void core.send({ type: 'track', ...told }, derivedId(account, user, id), at);
      loop.join(stateKey(same), state, merge);
      return theirs;
    } catch {
      /* without an answer the browser's own state stands */
    }
  };

  return {
    fetch: fetchState,
    /** Somebody else may be here. */
    ask: () => void (answered = Promise.all([answered, fetchState()]).then(() => {})),
    /** Resolves with the answers to all that was asked so far, or when one has taken too long. */
    answer: () => Promise.race([answered, new Promise<void>((resolve) => core.later(resolve, PATIENCE))]),
  };
}
