/** What people who make videos see: from the events of a running collector to the figures of the dashboard. */
import type { Config } from '@shirube/engine';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createApi } from '../../packages/collector/src/api/router';
import { asking } from '../../packages/collector/src/api/testing';
import type { Gaps, VideoDetail, VideoRow } from '../../packages/collector/src/api/types';
import { rig, type Rig } from './helpers';

const config = {
  shirube: 1,
  videos: [
    { id: 'v1', title: 'First', sources: [{ src: '/v1.webm' }], updated: '2024-01-01' },
    { id: 'v2', title: 'Second', sources: [{ src: '/v2.webm' }], updated: '2026-03-01' },
  ],
  content: [{ kind: 'nudge', id: 'hint', title: 'Hint', updated: '2024-06-01' }],
} as Config;
let r: Rig;
let api: ReturnType<typeof asking>;
beforeAll(async () => {
  r = await rig({ config });
  const watch = (user: string, segments: string, wall: number, done = false) =>
    r.as(user, 'acme').track(done ? 'Video Completed' : 'Video Progressed', {
      video: 'v1',
      session: `s-${user}`,
      duration: 60,
      confidence: 'exact',
      segments,
      wall,
      visible: wall,
    });
  for (const user of ['whole', 'half', 'again', 'claims', 'never']) await r.as(user, 'acme').identify({ role: 'member' }, true);
  await watch('whole', '0.000[.]60.000', 60.2, true);
  await watch('half', '0.000[.]30.000', 30.1);
  await watch('again', '0.000[.]30.000[,]10.000[.]20.000', 40.4);
  await watch('claims', '0.000[.]60.000', 4, true);
  const asker = r.as('whole', 'acme');
  await asker.page('/import');
  for (const [event, properties] of [
    ['Help Searched', { query: 'ＣＳＶ', results: 0 }],
    ['Help Searched', { query: 'csv', results: 0 }],
    ['Help Searched', { query: 'invoice', results: 3 }],
  ] as const)
    await asker.track(event, properties);
  const context = { accountId: 'acme', page: { path: '/import' } };
  // By a server, which is on no page.
  await r.send([
    {
      messageId: 'from-a-server',
      type: 'track',
      event: 'Content Shown',
      userId: 'again',
      properties: { content: 'hint' },
      context: { accountId: 'acme' },
    },
  ]);
  await r.send(
    ['whole', 'half', 'never'].map((userId) => ({
      messageId: `shown-${userId}`,
      type: 'track',
      event: 'Content Shown',
      userId,
      timestamp: new Date(r.clock.now()).toISOString(),
      properties: { content: 'hint' },
      context,
    })),
  );
  await r.collector.settle();
  api = asking(createApi(r.collector.api, { maxAge: 0 }), r.collector.tenants.get('main') ?? 0);
});
afterAll(() => r.stop());

describe('a person who makes videos', () => {
  test('sees second by second who is still there, what is watched again, and where people leave', async () => {
    const { retention, heat, video } = await api.get<VideoDetail>('/videos/v1');
    expect([retention.length, retention[5], retention[29], retention[30], retention[59]]).toEqual([60, 1, 1, 0.5, 0.5]);
    expect([heat[5], heat[15], heat[45]]).toEqual([1, 1.25, 0.5]);
    expect(video.dropOff).toMatchObject({ lost: 0.5 });
    expect(video.completion).toMatchObject({ num: 2, den: 4 });
  });
  test('sees who has not watched it', async () => {
    const { notWatched, notWatchedTotal } = await api.get<VideoDetail>('/videos/v1');
    expect([notWatched.map((p) => p.user), notWatchedTotal]).toEqual([['never'], 1]);
    expect((await api.get<VideoRow[]>('/videos')).map((v) => [v.id, v.notWatched])).toEqual([
      ['v1', 1],
      ['v2', 5],
    ]);
  });
  test('sees whose report cannot be, because it took less time than watching does', async () => {
    const { viewers } = await api.get<VideoDetail>('/videos/v1');
    expect(viewers.filter((v) => v.doubtful).map((v) => v.user)).toEqual(['claims']);
  });
  test('sees where content is missing: offered and not taken, searched and not found, left in the middle, and old', async () => {
    const gaps = await api.get<Gaps>('/gaps');
    expect(gaps.pages).toMatchObject([{ path: '/import', kind: 'ignored', shown: 3 }]);
    expect(gaps.pages).toHaveLength(1);
    expect(gaps.searches.map(({ query, n }) => [query.normalize('NFKC').toLowerCase(), n])).toEqual([['csv', 2]]);
    expect(gaps.videoDropOffs).toMatchObject([{ id: 'v1', lost: 0.5, starters: 4 }]);
    expect(gaps.stale.map((s) => [s.kind, s.id])).toEqual([
      ['video', 'v1'],
      ['content', 'hint'],
    ]);
  });
});
