import type { WireEvent, Outcome } from '../host/ports';
import type { ReporterFactory } from '../host/routes';
import { all, byResults } from './http';

type Send = (batch: readonly WireEvent[]) => unknown;

/**
 * The app's own function: `{ kind: 'function', send: async (events) => { … } }`, or from JSON `{ "kind": "function", "call": "sendProgress" }` with
 * `window.sendProgress`. When its promise resolves the events are acknowledged; when it rejects, or is not there yet, they stay.
 * It may answer per event: `{ results: { "<messageId>": "ok" | "drop" | "retry" } }`.
 */
export const reporter: ReporterFactory = ({ send, call = '' }, win) => ({
  name: 'function',
  limits: { events: 50, bytes: 65_536 },
  async deliver(batch): Promise<Outcome> {
    const given = send ?? (win as unknown as Record<string, unknown>)[String(call)];
    if (typeof given !== 'function') return all(batch, 'retry');
    // Copies: what the app does to them must not reach what is still queued.
    const answer: unknown = await (given as Send)(batch.map((event) => JSON.parse(JSON.stringify(event)) as WireEvent));
    return byResults(answer, batch);
  },
});
