import type { WireEvent } from '../../packages/browser/src/host/ports';
import { reporter as analytics } from '../../packages/browser/src/reporters/analytics';
import { reporter as console_ } from '../../packages/browser/src/reporters/console';
import { reporter as dataLayer } from '../../packages/browser/src/reporters/data-layer';
import { reporter as func } from '../../packages/browser/src/reporters/function';
import { http } from '../../packages/browser/src/reporters/http';
import { reporter as otlpLogs } from '../../packages/browser/src/reporters/otlp-logs';
import { reporter as posthog } from '../../packages/browser/src/reporters/posthog';
import { reporter as segment } from '../../packages/browser/src/reporters/segment';
import { reporter as xapi } from '../../packages/browser/src/reporters/xapi';
import { uuidOf } from '../../packages/browser/src/reporters/uuid';
import { describeReporter } from './reporter';
import * as services from './services';

const win = (more: Record<string, unknown> = {}) => ({ location: { origin: 'https://app.example' }, ...more }) as unknown as Window;

describeReporter({ name: 'http', service: services.collector, make: () => ({ reporter: http }), bad: { event: '' } });
describeReporter({
  name: 'segment',
  service: services.segment,
  make: () => ({ reporter: segment({ kind: 'segment', writeKey: 'wk' }, win()) }),
});
describeReporter({
  name: 'segment (RudderStack)',
  service: services.rudderstack,
  make: () => ({ reporter: segment({ kind: 'segment', writeKey: 'wk', endpoint: 'https://data.example', basic: true }, win()) }),
  bad: { userId: '', anonymousId: '' },
});
describeReporter({
  name: 'posthog',
  service: services.posthog,
  make: () => ({ reporter: posthog({ kind: 'posthog', writeKey: 'phc_1' }, win()), idOf: uuidOf }),
  bad: { event: '' },
});
describeReporter({
  name: 'otlp-logs',
  service: services.otlp,
  make: () => ({ reporter: otlpLogs({ kind: 'otlp-logs' }, win()) }),
  bad: { timestamp: 'some day' },
  dedupes: false,
});
describeReporter({
  name: 'xapi',
  service: services.recordStore,
  shape: { event: 'Video Played', properties: { video: 'v1', session: '6fe3c0d5-6d3a-4f0e-9f6e-2f1a5c0b7d11', duration: 60, time: 5 } },
  make: () => ({ reporter: xapi({ kind: 'xapi' }, win()) }),
});
describeReporter({
  name: 'analytics bridge',
  service: () => services.bridge(),
  make(service) {
    const bridge = service as ReturnType<typeof services.bridge>;
    const library = { track: (_event: string, _properties: object, { messageId }: { messageId: string }) => bridge.take(messageId) };
    return {
      reporter: analytics(
        { kind: 'analytics' },
        new Proxy(win(), { get: (target, key) => (key !== 'analytics' ? Reflect.get(target, key) : bridge.away() ? undefined : library) }),
      ),
    };
  },
});
describeReporter({
  name: 'data layer',
  service: () => services.bridge(false),
  make: (service) => ({
    reporter: dataLayer(
      { kind: 'data-layer' },
      win({ dataLayer: { push: (entry: { event_id: string }) => (service as ReturnType<typeof services.bridge>).take(entry.event_id) } }),
    ),
  }),
});
describeReporter({
  name: 'function',
  service: () => services.bridge(),
  bad: { event: 'refused' },
  make(service) {
    const bridge = service as ReturnType<typeof services.bridge>;
    const send = async (batch: readonly WireEvent[]) => {
      if (bridge.away()) throw new Error('the app is offline');
      for (const e of batch) if (e.event !== 'refused') bridge.take(e.messageId);
      return { results: Object.fromEntries(batch.map((e) => [e.messageId, e.event === 'refused' ? 'drop' : 'ok'])) };
    };
    return { reporter: func({ kind: 'function', send }, win()) };
  },
});
describeReporter({
  name: 'console',
  service: () => services.bridge(false),
  make: (service) => ({
    reporter: console_(
      { kind: 'console' },
      win({
        console: {
          info: (_text: string, _what: object, e: WireEvent) => (service as ReturnType<typeof services.bridge>).take(e.messageId),
        },
      }),
    ),
  }),
});
