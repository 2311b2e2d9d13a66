import { describe, expect, it } from 'vitest';
import type { ReporterContext, WireEvent } from '../host/ports';
import { classify, reporter } from './xapi';

const SESSION = '6fe3c0d5-6d3a-4f0e-9f6e-2f1a5c0b7d11';
const event = (i: number, name: string, properties = {}): WireEvent => ({
  messageId: `0198b2f0-0000-7000-8000-00000000000${i}`,
  type: 'track',
  event: name,
  userId: 'u_42',
  timestamp: '2026-05-01T00:00:00.000Z',
  context: {},
  properties: { video: 'v1', session: SESSION, duration: 60, time: 5, ...properties },
});
const context: ReporterContext = { endpoint: 'https://app.example/learning', now: 0, sameOrigin: true, lost: {}, token: 'short-lived' };
const r = reporter({ kind: 'xapi' }, { location: { origin: 'https://app.example' } } as unknown as Window);

describe('what a viewer did, on its way to a learning record store', () => {
  it('goes as one batch with the version header and the person’s own token, and never with keys', () => {
    const batch = [
      event(1, 'Video Played'),
      event(2, 'Login'),
      event(3, 'Video Paused', { played: '0.000[.]5.000', progress: 0.083, threshold: 0.9 }),
    ];
    const request = r.encode?.(batch, context);
    expect(request?.url).toBe('https://app.example/learning/statements');
    expect(request?.headers).toEqual({
      'content-type': 'application/json',
      'x-experience-api-version': '1.0.3',
      authorization: 'Bearer short-lived',
    });
    const statements = JSON.parse(String(request?.body)) as { id: string; verb: { id: string } }[];
    expect(statements.map((s) => s.verb.id.split('/').pop())).toEqual(['played', 'paused']);
    expect(statements[0]?.id).toBe(batch[0]?.messageId);
  });
  it('asks nobody when there is nothing about videos', () => {
    expect(r.encode?.([event(1, 'Login')], context)).toBeUndefined();
  });
  it('is halved when the batch is refused whole, and one that is there already is done', () => {
    const two = [event(1, 'Video Played'), event(2, 'Video Played')];
    expect(classify(409, two).split).toBe(true);
    expect(classify(400, two).split).toBe(true);
    expect(classify(409, two.slice(0, 1)).ok.length).toBe(1);
    expect(classify(400, two.slice(0, 1)).split).toBe(true);
  });
  it('waits as long as it is told, asks for a new token, and keeps everything when the store is down', () => {
    const one = [event(1, 'Video Played')];
    expect(classify(429, one)).toEqual({ ok: [], drop: [], retry: [one[0]?.messageId] });
    expect(classify(401, one)).toMatchObject({ unauthorized: true });
    expect(classify(503, one).retry.length).toBe(1);
  });
});
