import { describe, expect, it } from 'vitest';
import { compile } from '../kinds';
import { initialState } from '../state';
import { step } from '../step';
import { scenario } from '../testing';
import type { Config, Effect } from '../types';
import type { VideoSignal } from './video';
import { videoSignals } from '../video-events';
import { merge, parsePieces } from '../watched';

const config: Config = {
  shirube: 1,
  videos: [
    { id: 'v2', title: 'Tax', sources: [{ src: '/v2.webm' }] },
    { id: 'x', title: 'X', sources: [{ src: '/x.webm' }], report: 'xapi' },
  ],
};
function watch(inputs: Omit<VideoSignal, 'kind' | 'video'>[], id = 'v2', state = initialState()) {
  const program = compile(config);
  const said: Extract<Effect, { kind: 'track' }>[] = [];
  inputs.forEach((input, i) => {
    const { effects } = step(program, state, {
      kind: 'video',
      video: id,
      duration: 150,
      ...input,
      id: `s${i}`,
      at: 1000 + i * 1000,
      tab: 't',
      seq: i,
    });
    for (const effect of effects) if (effect.kind === 'track' && effect.event.startsWith('Video')) said.push(effect);
  });
  return { state, record: state.vid[id], said, names: said.map((e) => e.event) };
}

describe('watching a video', () => {
  it('0–60, then 90–150 is 80 %, not complete; going back for 60–80 completes it once', () => {
    const first = watch([
      { from: 0, to: 60 },
      { from: 90, to: 150 },
    ]);
    expect(first.names).toEqual(['Video Started', 'Video Progressed', 'Video Progressed']);
    expect(first.said[2]?.properties).toMatchObject({ video: 'v2', progress: 0.8, quarter: 75, segments: '90.000[.]150.000' });
    expect(first.record?.completed).toBeUndefined();
    const whole = watch([
      { from: 0, to: 60 },
      { from: 90, to: 150 },
      { from: 60, to: 80 },
      { from: 0, to: 150 },
      { from: 0, to: 150, flush: true },
    ]);
    expect(whole.names.filter((n) => n === 'Video Completed').length).toBe(1);
    expect(whole.said.find((e) => e.event === 'Video Completed')?.properties).toMatchObject({ progress: 0.933, threshold: 0.9 });
  });
  it('tells each quarter once, and each stop, and nothing twice', () => {
    const { said } = watch([
      { from: 0, to: 20 },
      { from: 20, to: 40 },
      { pos: 40, flush: true },
      { from: 40, to: 45, flush: true },
      { flush: true },
    ]);
    expect(said.map((e) => [e.event, e.properties.quarter ?? null, e.properties.segments ?? null])).toEqual([
      ['Video Started', null, null],
      ['Video Progressed', 25, '0.000[.]40.000'],
      ['Video Progressed', null, '40.000[.]45.000'],
    ]);
  });
  it('tells at least every minute of playing, so that a long video without a stop is not silent', () => {
    const { said } = watch(
      Array.from({ length: 13 }, (_, i) => ({ from: i * 5, to: i * 5 + 5, duration: 3600, wall: 5000, visible: 4000 })),
    );
    expect(said.map((e) => e.event)).toEqual(['Video Started', 'Video Progressed']);
    expect(said[1]?.properties).toMatchObject({ segments: '0.000[.]60.000', wall: 60, visible: 48 });
  });
  it('adds up on the server to what was watched, in order and with what was seen twice', () => {
    const { said } = watch([
      { from: 0, to: 60, wall: 60_000 },
      { from: 30, to: 70, wall: 20_000 },
      { from: 100, to: 120, wall: 20_000, flush: true, pos: 110 },
    ]);
    const server = watch(said.flatMap((e) => videoSignals(e.properties)).map(({ kind: _, video: __, ...rest }) => rest));
    const here = watch([
      { from: 0, to: 60 },
      { from: 30, to: 70 },
      { from: 100, to: 120 },
    ]);
    expect(server.record?.u).toEqual(here.record?.u);
    expect(server.record?.pos).toBe(110);
    expect(server.record?.w).toBe(100_000);
    expect(merge(said.flatMap((e) => parsePieces(String(e.properties.segments ?? ''))))).toEqual(here.record?.u);
  });
  it('is told by the browser alone: a server that learns of it tells nobody', () => {
    const program = compile(config, { faces: false });
    const state = initialState();
    const { effects } = step(program, state, {
      kind: 'video',
      video: 'v2',
      from: 0,
      to: 150,
      duration: 150,
      wall: 150_000,
      id: 'a',
      at: 1,
    });
    expect(effects.filter((e) => e.kind === 'track' && e.event.startsWith('Video'))).toEqual([]);
    expect(state.vid.v2).toMatchObject({ completed: 1, w: 150_000 });
    expect(state.vid.v2?.out).toBeUndefined();
  });
  it('played but not counted is time spent, not progress', () => {
    const { record, said } = watch([{ from: 0, to: 150, wall: 75_000, uncounted: true, flush: true }]);
    expect(record).toMatchObject({ m: 150, w: 75_000, u: [] });
    expect(record?.completed).toBeUndefined();
    expect(said.map((e) => e.event)).toEqual(['Video Started']);
  });
  it('a live stream or an unknown length is never complete', () => {
    for (const duration of [0, Infinity, NaN]) expect(watch([{ from: 0, to: 500, duration }]).record?.completed).toBeUndefined();
  });
  it('keeps moments apart for learning records only where they were asked for', () => {
    const moments: Omit<VideoSignal, 'kind' | 'video'>[] = [
      { act: 'initialized', time: 0, session: 's' },
      { act: 'played', time: 0 },
      { from: 0, to: 140, act: 'paused', time: 140, flush: true },
      { act: 'terminated', time: 140, flush: true },
    ];
    expect(watch(moments).names).toEqual(['Video Started', 'Video Completed']);
    expect(watch(moments, 'x').names).toEqual([
      'Video Initialized',
      'Video Started',
      'Video Played',
      'Video Paused',
      'Video Completed',
      'Video Terminated',
    ]);
  });
  it('stays small however often somebody jumps', () => {
    const { record } = watch(
      Array.from({ length: 1000 }, (_, i) => ({ from: (i * 37) % 149, to: ((i * 37) % 149) + 0.5 })),
      'x',
    );
    expect(record?.log?.length).toBeLessThanOrEqual(201);
    expect(JSON.stringify(record).length).toBeLessThan(8000);
  });
});

describe('a condition on what was watched', () => {
  const reached = (when: object, pieces: readonly [number, number][]) =>
    pieces
      .reduce(
        (anna, [from, to]) => anna.signal({ kind: 'video', video: 'v2', from, to, duration: 150 }),
        scenario({ shirube: 1, milestones: [{ id: 'm', when: { kind: 'video', id: 'v2', ...when } }] })
          .as('anna')
          .page('/'),
      )
      .milestones.includes('m');
  it('is met by whoever has watched all of it, though the player left out a frame at both ends', () => {
    expect(reached({ coverage: 1 }, [[0.2, 149.8]])).toBe(true);
    expect(reached({ coverage: 1 }, [[0, 149.4]])).toBe(false);
    expect(reached({ coverage: 0.8 }, [[0, 119.9]])).toBe(false);
    expect(
      reached({ coverage: 0.8 }, [
        [0, 60],
        [90, 150],
      ]),
    ).toBe(true);
  });
  it('on an interval is not met by somebody who has seen nothing, however short or turned round it is', () => {
    for (const when of [{ from: 60, to: 60.4 }, { from: 90, to: 60 }, { to: 0.3 }]) expect(reached(when, [])).toBe(false);
    expect(reached({ from: 60, to: 60.4 }, [[50, 70]])).toBe(true);
  });
});
