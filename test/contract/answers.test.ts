/** Answers that only some services give: per event, in part, over quota, too large. Each reporter on the real drain. */
import { describe, expect, it } from 'vitest';
import type { WireEvent } from '../../packages/browser/src/host/ports';
import { reporter as analytics } from '../../packages/browser/src/reporters/analytics';
import { reporter as func } from '../../packages/browser/src/reporters/function';
import { http } from '../../packages/browser/src/reporters/http';
import { reporter as otlpLogs } from '../../packages/browser/src/reporters/otlp-logs';
import { reporter as posthog } from '../../packages/browser/src/reporters/posthog';
import { reporter as segment } from '../../packages/browser/src/reporters/segment';
import { reporter as xapi } from '../../packages/browser/src/reporters/xapi';
import { event, page, type Answer } from './reporter';

const win = { location: { origin: 'https://app.example' } } as unknown as Window;
const events = (n: number, more: Partial<WireEvent> = {}) => Array.from({ length: n }, (_, i) => event(i + 1, more));
const bodies = (one: { requests: unknown[] }) => one.requests.length;

describe('a collector that answers for each event', () => {
  it('keeps those that it wants again, gives up those that it refuses, and has the others once', async () => {
    const stored: string[] = [];
    let first = true;
    const one = page(http, ({ body }) => {
      const { batch } = JSON.parse(body) as { batch: WireEvent[] };
      const results = Object.fromEntries(
        batch.map(({ messageId }, i) => [messageId, first && i === 2 ? 'drop' : first && i > 6 ? 'retry' : 'ok']),
      );
      for (const { messageId } of batch) if (results[messageId] === 'ok') stored.push(messageId);
      first = false;
      return { status: 200, body: JSON.stringify({ results }) };
    });
    const list = events(10);
    await one.add(list);
    await one.run();
    expect(await one.ledger()).toMatchObject({ delivered: 6, lost: { rejected: 1 }, queued: 3 });
    await one.pass(120_000);
    expect(stored).toEqual(list.filter((_, i) => i !== 2).map(({ messageId }) => messageId));
    expect(await one.ledger()).toMatchObject({ accepted: 10, delivered: 9, lost: { rejected: 1 }, queued: 0 });
  });
});

describe('a service that is over its quota', () => {
  it('PostHog says so with 200 and keeps nothing: everything waits a minute at least', async () => {
    let limited = true;
    let kept = 0;
    const one = page(posthog({ kind: 'posthog', writeKey: 'phc_1' }, win), ({ body }) => {
      if (limited) return { status: 200, body: '{"status":"Ok","quota_limited":["events"]}' };
      kept += (JSON.parse(body) as { batch: unknown[] }).batch.length;
      return { status: 200, body: '{"status":"Ok"}' };
    });
    await one.add(events(4));
    await one.run();
    await one.pass(59_000);
    expect([bodies(one), (await one.ledger()).queued]).toEqual([1, 4]);
    limited = false;
    await one.pass(120_000);
    expect([kept, (await one.ledger()).queued]).toEqual([4, 0]);
  });
});

describe('a service that takes a batch in part', () => {
  it('an OpenTelemetry collector says how many it refused: as the protocol wants, nothing is sent again', async () => {
    const one = page(otlpLogs({ kind: 'otlp-logs' }, win), () => ({
      status: 200,
      body: '{"partialSuccess":{"rejectedLogRecords":"2","errorMessage":"too old"}}',
    }));
    await one.add(events(5));
    await one.run();
    await one.pass(600_000);
    expect([bodies(one), await one.ledger()]).toMatchObject([1, { delivered: 5, queued: 0 }]);
  });
  it('a function of the app names those that it wants again', async () => {
    const taken: string[] = [];
    let tries = 0;
    const one = page(
      func(
        {
          kind: 'function',
          send: async (batch: readonly WireEvent[]) => {
            const again = tries++ === 0 ? batch.slice(2) : [];
            taken.push(...batch.filter((e) => !again.includes(e)).map(({ messageId }) => messageId));
            return { results: Object.fromEntries(again.map(({ messageId }) => [messageId, 'retry'])) };
          },
        },
        win,
      ),
      () => 'unreachable',
    );
    const list = events(5);
    await one.add(list);
    await one.run();
    await one.pass(120_000);
    expect(taken).toEqual(list.map(({ messageId }) => messageId));
    expect(await one.ledger()).toMatchObject({ delivered: 5, queued: 0 });
  });
});

describe('a library that the page has loaded itself', () => {
  it('is told whose an event is, since somebody else may have signed in before it is handed over', async () => {
    const heard: unknown[] = [];
    const track = (_event: string, _properties: object, { userId, messageId }: { userId?: string; messageId: string }) =>
      heard.push([messageId, userId ?? 'whoever is there']);
    const one = page(analytics({ kind: 'analytics' }, { analytics: { track } } as unknown as Window), () => 'unreachable');
    const { userId: _nobody, ...anonymous } = event(2);
    await one.add([event(1), anonymous]);
    await one.run();
    expect(heard).toEqual([
      [event(1).messageId, 'u_42'],
      [anonymous.messageId, 'whoever is there'],
    ]);
  });
});

describe('a service that finds a request too large', () => {
  const large = {
    xapi: { event: 'Video Played', properties: { video: 'v1', session: '6fe3c0d5-6d3a-4f0e-9f6e-2f1a5c0b7d11', duration: 60, time: 5 } },
  };
  it.each([
    ['http', http, {}],
    ['segment', segment({ kind: 'segment', writeKey: 'wk' }, win), {}],
    ['posthog', posthog({ kind: 'posthog', writeKey: 'phc_1' }, win), {}],
    ['otlp-logs', otlpLogs({ kind: 'otlp-logs' }, win), {}],
    ['xapi', xapi({ kind: 'xapi' }, win), large.xapi],
  ] as const)('%s: 413 halves the batch until it fits, and nothing is lost', async (_name, reporter, shape) => {
    let most = 0;
    const answer = ({ body }: { body: string }): Answer => {
      if (body.length > 3000) return { status: 413 };
      most = Math.max(most, body.length);
      return { status: 200, body: '{}' };
    };
    const one = page(reporter, answer);
    await one.add(events(40, shape));
    await one.run();
    await one.pass(60_000);
    expect(await one.ledger()).toMatchObject({ accepted: 40, delivered: 40, lost: {}, queued: 0 });
    expect(most).toBeGreaterThan(0);
  });
});

describe('a service whose key or token is refused', () => {
  it.each([
    ['http', http, 401],
    ['segment', segment({ kind: 'segment', basic: true }, win), 401],
    ['posthog', posthog({ kind: 'posthog' }, win), 401],
    ['xapi', xapi({ kind: 'xapi' }, win), 403],
  ] as const)('%s: %#: everything is held, and asked again a minute later at the earliest', async (_name, reporter, status) => {
    const shape =
      reporter.name === 'xapi'
        ? { event: 'Video Played', properties: { video: 'v1', session: '6fe3c0d5-6d3a-4f0e-9f6e-2f1a5c0b7d11', duration: 60, time: 5 } }
        : {};
    let refused = true;
    const one = page(reporter, () => ({ status: refused ? status : 200, body: '{}' }));
    await one.add(events(6, shape));
    await one.run();
    await one.pass(59_000);
    expect([bodies(one), (await one.ledger()).queued]).toEqual([1, 6]);
    refused = false;
    await one.pass(180_000);
    expect(await one.ledger()).toMatchObject({ delivered: 6, lost: {}, queued: 0 });
  });
});

describe('an app that answers any address with its page', () => {
  it.each([
    ['http', http],
    ['segment', segment({ kind: 'segment', writeKey: 'wk' }, win)],
    ['posthog', posthog({ kind: 'posthog', writeKey: 'phc_1' }, win)],
    ['otlp-logs', otlpLogs({ kind: 'otlp-logs' }, win)],
    ['xapi', xapi({ kind: 'xapi' }, win)],
  ] as const)('%s: has taken nothing, and what waits is delivered when the address is right', async (name, reporter) => {
    let wrong = true;
    const one = page(reporter, () => (wrong ? { status: 200, body: '<!doctype html><title>App</title>' } : { status: 200, body: '{}' }));
    await one.add(
      events(
        10,
        name === 'xapi'
          ? { event: 'Video Played', properties: { video: 'v1', session: '6fe3c0d5-6d3a-4f0e-9f6e-2f1a5c0b7d11', duration: 60, time: 5 } }
          : {},
      ),
    );
    await one.run();
    await one.pass(600_000);
    expect(await one.ledger()).toMatchObject({ delivered: 0, lost: {}, queued: 10 });
    wrong = false;
    await one.pass(120_000);
    expect(await one.ledger()).toMatchObject({ delivered: 10, lost: {}, queued: 0 });
  });
});
