import { describe, expect, it } from 'vitest';
import type { ReporterContext, WireEvent } from '../host/ports';
import { classify, reporter } from './xapi';

const SESSION = '6fe3c0d5-6d3a-4f0e-9f6e-2f1a5c0b7d11';
const event = (i: number, name: string, properties = {}): WireEvent => ({
  messageId: `0198b2f0-0000-7000-8000-00000000000${i}`, type: 'track', event: name, userId: 'u_42', timestamp: '2026-05-01T00:00:00.000Z', context: {}, properties: { video: 'v1', session: SESSION, duration: 60, time: 5, ...properties },
});
const context: ReporterContext = { endpoint: 'https://app.example/learning', now: 0, sameOrigin: true, lost: {}, token: 'short-lived' };
function page(answers: [status: number, headers?: Record<string, string>][]) {
  const sent: { url: string; init: RequestInit }[] = [];
  const fetch = async (url: string, init: RequestInit) => {
    sent.push({ url, init });
    const [status, headers] = answers.shift() ?? [200];
    return new Response('', { status, ...(headers && { headers }) });
  };
  return { sent, reporter: reporter({ kind: 'xapi' }, { location: { origin: 'https://app.example' }, fetch } as unknown as Window) };
}
const none = { get: () => null };

describe('what a viewer did, on its way to a learning record store', () => {
  it('goes as one batch with the version header and the person’s own token, and never with keys', async () => {
    const { sent, reporter: r } = page([[200]]);
    const batch = [event(1, 'Video Played'), event(2, 'Login'), event(3, 'Video Paused', { played: '0.000[.]5.000', progress: 0.083, threshold: 0.9 })];
    expect(await r.deliver?.(batch, context)).toEqual({ ok: batch.map((e) => e.messageId), drop: [], retry: [] });
    const [{ url, init } = { url: '', init: {} }] = sent;
    expect(url).toBe('https://app.example/learning/statements');
    expect(init.headers).toEqual({ 'content-type': 'application/json', 'x-experience-api-version': '1.0.3', authorization: 'Bearer short-lived' });
    const statements = JSON.parse(String(init.body)) as { id: string; verb: { id: string } }[];
    expect(statements.map((s) => s.verb.id.split('/').pop())).toEqual(['played', 'paused']);
    expect(statements[0]?.id).toBe(batch[0]?.messageId);
  });
  it('asks nobody when there is nothing about videos', async () => {
    const { sent, reporter: r } = page([]);
    expect((await r.deliver?.([event(1, 'Login')], context))).toMatchObject({ ok: ['0198b2f0-0000-7000-8000-000000000001'] });
    expect(sent).toEqual([]);
  });
  it('is halved when the batch is refused whole, and one that is there already is done', () => {
    const two = [event(1, 'Video Played'), event(2, 'Video Played')];
    expect(classify(409, none, two).split).toBe(true);
    expect(classify(400, none, two).split).toBe(true);
    expect(classify(409, none, two.slice(0, 1)).ok.length).toBe(1);
    expect(classify(400, none, two.slice(0, 1)).drop.length).toBe(1);
  });
  it('waits as long as it is told, asks for a new token, and keeps everything when the store is down', () => {
    const one = [event(1, 'Video Played')];
    expect(classify(429, { get: () => '30' }, one)).toMatchObject({ retry: [one[0]?.messageId], retryAfterMs: 30_000 });
    expect(classify(401, none, one)).toMatchObject({ unauthorized: true });
    expect(classify(503, none, one).retry.length).toBe(1);
  });
});
