import type { ReporterFactory } from '../host/routes';
import { all } from './http';

/** Prints what would be sent: `{ "kind": "console" }`. For looking, and for trying a configuration without an endpoint. */
export const reporter: ReporterFactory = (_choice, win) => ({
  name: 'console',
  limits: { events: 50, bytes: 65_536 },
  deliver(batch) {
    const { console } = win as Window & typeof globalThis;
    for (const e of batch) console.info(`[shirube] ${e.timestamp} ${e.type} ${e.event ?? e.name ?? ''}`, e.properties ?? e.traits ?? {}, e);
    return all(batch, 'ok');
  },
});
