import validate from '@learninglocker/xapi-validation';
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { quick } from '../../../test/helpers/property';
import { compile } from './kinds';
import type { VideoSignal } from './signals/video';
import { initialState } from './state';
import { step } from './step';
import type { Config } from './types';
import { formatPieces, merge, parsePieces, progress } from './watched';
import type { WireLike } from './wire';
import { isoDuration, toStatements, uuidOf, type Statement } from './xapi';

// Thousands of runs; a busy machine needs more than the usual five seconds.
vi.setConfig({ testTimeout: 60_000 });

const SESSION = '6fe3c0d5-6d3a-4f0e-9f6e-2f1a5c0b7d11';
const EXT = 'https://w3id.org/xapi/video/extensions/';
const config: Config = { shirube: 1, videos: [{ id: 'v1', title: 'First', sources: [{ src: '/v1.webm' }], report: 'xapi' }] };
const options = { homePage: 'https://app.example', activities: 'https://app.example/videos/', names: { v1: { en: 'First', ja: '最初' } } };

/** The events that the engine puts on the wire for these signals. */
function wire(inputs: Omit<VideoSignal, 'kind' | 'video'>[], threshold?: number): WireLike[] {
  const program = compile({ ...config, videos: (config.videos ?? []).map((v) => ({ ...v, ...(threshold && { threshold }) })) });
  const state = initialState();
  return inputs.flatMap((input, i) =>
    step(program, state, {
      kind: 'video',
      video: 'v1',
      duration: 60,
      session: SESSION,
      ...input,
      id: `0198b2f0-0000-7000-8000-${String(i).padStart(12, '0')}`,
      at: 1_780_000_000_000 + i * 1000,
    }).effects.flatMap((effect): WireLike[] =>
      effect.kind === 'track'
        ? [
            {
              messageId: effect.id,
              type: 'track',
              event: effect.event,
              userId: 'u_42',
              timestamp: new Date(effect.at).toISOString(),
              properties: effect.properties,
            },
          ]
        : [],
    ),
  );
}
const whole: Omit<VideoSignal, 'kind' | 'video'>[] = [
  { act: 'initialized', time: 0 },
  { act: 'played', time: 0 },
  { from: 0, to: 20, wall: 20_000 },
  { act: 'seeked', time: 20, target: 30 },
  { from: 30, to: 40, wall: 10_000, act: 'paused', time: 40, flush: true },
  { act: 'interacted', time: 40, changed: { speed: '1.5x', volume: 0.5, 'cc-subtitle-enabled': true, 'cc-subtitle-lang': 'ja' } },
  { act: 'played', time: 10 },
  { from: 10, to: 60, wall: 33_340, act: 'paused', time: 60, flush: true },
  { act: 'terminated', time: 60, flush: true },
];
const verbOf = (s: Statement) => s.verb.display.en ?? '';
const ext = (values: Record<string, unknown> | undefined, name: string) => values?.[EXT + name];

/** The profile's presence rules: what must be there, by verb. "r." is the result, "c." the context. */
const MUST: Record<string, string[]> = {
  initialized: ['c.length', 'c.completion-threshold', 'c.session-id'],
  played: ['r.time'],
  paused: ['r.time', 'r.progress', 'r.played-segments', 'c.length', 'c.completion-threshold'],
  seeked: ['r.time-from', 'r.time-to'],
  interacted: ['r.time'],
  completed: ['r.time', 'r.progress', 'r.played-segments', 'c.length', 'c.completion-threshold'],
  terminated: ['r.time', 'r.progress', 'r.played-segments', 'c.length', 'c.completion-threshold'],
};
function problems(list: Statement[]): string[] {
  const out = list.flatMap((s) => [
    ...validate(s).map((w) => `${verbOf(s)}: ${JSON.stringify(w)}`),
    ...(MUST[verbOf(s)] ?? ['no such verb'])
      .filter((rule) => ext(rule.startsWith('r') ? s.result?.extensions : s.context.extensions, rule.slice(2)) === undefined)
      .map((rule) => `${verbOf(s)} lacks ${rule}`),
    ...(s.context.contextActivities.category.some(({ id }) => id === 'https://w3id.org/xapi/video') ? [] : ['no category']),
    ...(s.result?.completion !== undefined && verbOf(s) !== 'completed' ? ['completion elsewhere'] : []),
    ...(verbOf(s) === 'seeked' && ext(s.result?.extensions, 'time') !== undefined ? ['seeked with time'] : []),
    ...Object.entries({ ...s.result?.extensions, ...s.context.extensions })
      .filter(([, v]) => typeof v === 'number' && Math.abs(v * 1000 - Math.round(v * 1000)) > 1e-6)
      .map(([k]) => `${k} has more than three decimals`),
  ]);
  const session = list.map(verbOf);
  if (session.filter((v) => v === 'completed').length > 1) out.push('completed twice');
  const end = session.indexOf('terminated');
  if (end >= 0 && (end !== session.length - 1 || !session.slice(0, end).includes('paused'))) out.push('terminated out of order');
  return out;
}

describe('a viewing as xAPI statements', () => {
  it('are valid, complete by the profile, and in order', () => {
    const list = toStatements(wire(whole), options);
    expect(list.map(verbOf)).toEqual([
      'initialized',
      'played',
      'seeked',
      'paused',
      'interacted',
      'played',
      'paused',
      'completed',
      'terminated',
    ]);
    expect(problems(list)).toEqual([]);
  });
  it('carry the segments of the whole registration in order of time, and progress as the share of the union', () => {
    const done = toStatements(wire(whole), options).find((s) => verbOf(s) === 'completed');
    expect(ext(done?.result?.extensions, 'played-segments')).toBe('0.000[.]20.000[,]30.000[.]40.000[,]10.000[.]60.000');
    expect(ext(done?.result?.extensions, 'progress')).toBe(1);
    expect(done?.result?.duration).toBe('PT63.34S');
  });
  it('begin with a statement whose id is the session', () => {
    const list = toStatements(wire(whole), options);
    expect(list[0]?.id).toBe(SESSION);
    expect(new Set(list.map((s) => ext(s.context.extensions, 'session-id')))).toEqual(new Set([SESSION]));
    expect(SESSION).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });
  it('keep ids and timestamps when the same events are mapped again', () => {
    const events = wire(whole);
    expect(toStatements(events, options)).toEqual(toStatements(events, options));
    const ids = toStatements(events, options).map((s) => s.id);
    expect(new Set(ids).size).toBe(ids.length);
  });
  it('leave the threshold out only when everything must be watched', () => {
    const [first] = toStatements(wire(whole, 1), options);
    expect(ext(first?.context.extensions, 'completion-threshold')).toBeUndefined();
    expect(ext(toStatements(wire(whole), options)[0]?.context.extensions, 'completion-threshold')).toBe(0.9);
  });
  it('go into a cmi5 session with its template and without its category', () => {
    const cmi5 = {
      template: {
        contextActivities: {
          grouping: [{ id: 'https://lms.example/course' }],
          category: [{ id: 'https://w3id.org/xapi/cmi5/context/categories/cmi5' }, { id: 'https://lms.example/x' }],
        },
        extensions: { 'https://lms.example/e': 1 },
      },
      sessionId: 'lms-7',
    };
    const list = toStatements(wire(whole), { ...options, cmi5, registration: '2d4b4a52-6d0f-4d8c-8f7b-0b8e0a4b8c11' });
    expect(problems(list)).toEqual([]);
    expect(list[0]?.context.contextActivities).toEqual({
      grouping: [{ id: 'https://lms.example/course' }],
      category: [{ id: 'https://lms.example/x' }, { id: 'https://w3id.org/xapi/video' }],
    });
    expect(list[0]?.context.extensions['https://w3id.org/xapi/cmi5/context/extensions/sessionid']).toBe('lms-7');
    expect(list[0]?.context.registration).toBe('2d4b4a52-6d0f-4d8c-8f7b-0b8e0a4b8c11');
  });
  it('pass over what is no video, has no person, or was not recorded for this', () => {
    const base: WireLike = {
      messageId: 'm',
      type: 'track',
      event: 'Video Paused',
      userId: 'u',
      timestamp: '2026-05-01T00:00:00Z',
      properties: { video: 'v1', session: SESSION },
    };
    expect(
      toStatements(
        [
          { ...base, event: 'Login' },
          { ...base, userId: undefined },
          { ...base, properties: { video: 'v1' } },
          { ...base, timestamp: 'yesterday' },
        ],
        options,
      ),
    ).toEqual([]);
  });
  it('notice a planted fault', () => {
    const list = toStatements(wire(whole), options);
    const first = list[0];
    if (!first) throw new Error('no statements');
    const bad: Statement[] = [
      { ...first, id: 'x' },
      { ...first, timestamp: 'soon' },
      { ...first, verb: { ...first.verb, id: 'paused' } },
      { ...first, context: { ...first.context, extensions: {} } },
    ];
    for (const statement of bad) expect(problems([statement])).not.toEqual([]);
  });
  it('are valid for any viewing', () => {
    const moment = fc.record({
      from: fc.integer({ min: 0, max: 55 }),
      for: fc.integer({ min: 1, max: 20 }),
      wall: fc.integer({ min: 0, max: 40_000 }),
    });
    fc.assert(
      fc.property(fc.array(moment, { maxLength: 8 }), fc.constantFrom(0.5, 0.9, 1), (moments, threshold) => {
        const inputs = moments.flatMap((m): Omit<VideoSignal, 'kind' | 'video'>[] => [
          { act: 'played', time: m.from },
          { from: m.from, to: Math.min(60, m.from + m.for), wall: m.wall, act: 'paused', time: Math.min(60, m.from + m.for), flush: true },
        ]);
        const events = wire(
          [{ act: 'initialized', time: 0 }, ...inputs, ...(inputs.length ? [{ act: 'terminated' as const, time: 0, flush: true }] : [])],
          threshold,
        );
        const list = toStatements(events, options);
        expect(problems(list).filter((p) => threshold < 1 || !p.includes('completion-threshold'))).toEqual([]);
        const last = list.filter((s) => verbOf(s) === 'paused').pop();
        const segments = parsePieces(String(ext(last?.result?.extensions, 'played-segments') ?? ''));
        if (last) expect(ext(last.result?.extensions, 'progress')).toBe(progress(segments, 60));
        expect(formatPieces(merge(segments))).toBe(
          formatPieces(merge(moments.map((m): [number, number] => [m.from, Math.min(60, m.from + m.for)]))),
        );
      }),
      quick(300),
    );
  });
});

describe('small pieces', () => {
  it('an ISO duration has at most hundredths', () => {
    expect([0, 12.34, 12.3, 63, 0.005, 3600.129].map(isoDuration)).toEqual([
      'PT0S',
      'PT12.34S',
      'PT12.3S',
      'PT63S',
      'PT0.01S',
      'PT3600.13S',
    ]);
  });
  it('a made-up UUID is stable and different for different texts', () => {
    expect(uuidOf('a')).toBe(uuidOf('a'));
    expect(uuidOf('a')).not.toBe(uuidOf('b'));
    expect(uuidOf(SESSION.toUpperCase())).toBe(SESSION);
  });
});
