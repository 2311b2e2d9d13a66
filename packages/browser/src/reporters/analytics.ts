import type { WireEvent } from '../host/ports';
import type { ReporterFactory } from '../host/routes';
import { all } from './http';

interface Analytics {
  track(event: string, properties: object, options: object): unknown;
  identify(user: string, traits: object, options: object): unknown;
  group(group: string, traits: object, options: object): unknown;
  page(category: undefined, name: string | undefined, properties: object, options: object): unknown;
}

const pass = (analytics: Analytics, e: WireEvent): void => {
  // Whose it is: the library may know somebody else by now.
  const options = {
    messageId: e.messageId,
    timestamp: e.timestamp,
    ...(e.userId && { userId: e.userId }),
    context: { shirube: e.context },
  };
  const { properties = {}, traits = {} } = e;
  if (e.type === 'track') analytics.track(e.event ?? '', properties, options);
  else if (e.type === 'identify') analytics.identify(e.userId ?? '', traits, options);
  else if (e.type === 'group') analytics.group(e.groupId ?? '', traits, options);
  else analytics.page(undefined, e.name, properties, options);
};

/**
 * A bridge to the analytics.js that the app has loaded itself (Segment, RudderStack): `{ "kind": "analytics" }`; `global` names another
 * variable. Until it is there, events wait. What happens after the hand-over is that library's business.
 */
export const reporter: ReporterFactory = ({ global = 'analytics' }, win) => ({
  name: 'analytics',
  limits: { events: 50, bytes: 65_536 },
  deliver(batch) {
    const analytics = (win as unknown as Record<string, Analytics | undefined>)[String(global)];
    if (typeof analytics?.track !== 'function') return all(batch, 'retry');
    for (const event of batch) pass(analytics, event);
    return all(batch, 'ok');
  },
});
