import type { ReporterFactory } from '../host/routes';
import { all } from './http';

/**
 * Google Tag Manager's data layer, and through it GA4, without a secret and without a request of ours: `{ "kind": "data-layer" }`; `layer`
 * names another variable. Each entry is `{ event, event_id, shirube: { type, properties, … } }`; user ids are passed only with `"userId": true`,
 * since Google forbids identifying data.
 */
export const reporter: ReporterFactory = ({ layer = 'dataLayer', userId }, win) => ({
  name: 'data-layer',
  limits: { events: 50, bytes: 65_536 },
  deliver(batch) {
    const page = win as unknown as Record<string, unknown[] | undefined>;
    const queue = (page[String(layer)] ??= []);
    for (const { messageId, type, event, name, properties, timestamp, userId: user, context } of batch)
      queue.push({
        event: event ?? `shirube_${type}`,
        event_id: messageId,
        shirube: {
          type,
          name,
          properties: properties ?? {},
          timestamp,
          path: context.page?.path,
          ...(userId === true && user && { userId: user }),
        },
      });
    return all(batch, 'ok');
  },
});
