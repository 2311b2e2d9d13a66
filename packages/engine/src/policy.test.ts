import { describe, expect, it } from 'vitest';
import { thresholdOf, videoPolicy } from './policy';
import { videoSchema, videoSettingsSchema } from './sections/video';

describe('what a viewer may do, and what counts', () => {
  it('is free by default, strict for compliance, and anything in between', () => {
    expect(videoPolicy({})).toMatchObject({ skip: 'free', oneTab: false, minVisible: 0, maxCountedRate: Infinity });
    expect(videoPolicy({ policy: 'compliance' })).toEqual({
      skip: 'watched',
      speeds: [1],
      maxCountedRate: 1,
      minVisible: 0.5,
      oneTab: true,
    });
    expect(videoPolicy({ policy: { preset: 'compliance', speeds: [1, 1.5], maxCountedRate: 1.5 } })).toMatchObject({
      skip: 'watched',
      speeds: [1, 1.5],
      maxCountedRate: 1.5,
      oneTab: true,
    });
    expect(videoPolicy({ policy: { maxCountedRate: 2 } })).toMatchObject({ skip: 'free', maxCountedRate: 2 });
  });
  it('asks for nine tenths unless the video says otherwise', () => {
    expect([thresholdOf(undefined), thresholdOf({}), thresholdOf({ threshold: 1 })]).toEqual([0.9, 0.9, 1]);
  });
});

describe('the videos section', () => {
  it('takes its own example, and one with everything', () => {
    const [example] = (videoSchema().meta()?.examples ?? []) as unknown[];
    expect(videoSchema().safeParse(example).error).toBeUndefined();
    expect(
      videoSchema().safeParse({
        id: 'v2',
        title: { en: 'Tax', ja: '消費税' },
        description: 'x',
        sources: [{ src: '/v2.m3u8', type: 'application/vnd.apple.mpegurl' }, { src: '/v2.mp4' }],
        poster: '/v2.jpg',
        aspect: '16:9',
        duration: 150,
        threshold: 0.8,
        captions: [{ lang: 'ja', src: '/v2.ja.vtt', label: '日本語' }],
        chapters: [{ lang: 'ja', src: '/c.vtt' }],
        policy: { preset: 'compliance', oneTab: false },
        player: 'native',
        next: 'v3',
        report: 'xapi',
        updated: '2026-04-01',
        interactions: [
          { kind: 'cta', id: 'try', at: 42, title: 'x', buttons: [{ label: 'y', do: { navigate: '/z' } }] },
          {
            kind: 'quiz',
            id: 'q',
            at: 30,
            question: 'x',
            choices: [
              { id: 'a', text: 'a', correct: true },
              { id: 'b', text: 'b' },
            ],
          },
        ],
      }).error,
    ).toBeUndefined();
    expect(videoSettingsSchema().safeParse({ hls: '/hls.mjs', youtube: 'script' }).error).toBeUndefined();
  });
  it.each([
    ['a typing error', { id: 'v', title: 'x', sources: [{ src: '/v' }], treshold: 1 }],
    ['no source', { id: 'v', title: 'x', sources: [] }],
    ['a threshold of zero', { id: 'v', title: 'x', sources: [{ src: '/v' }], threshold: 0 }],
    [
      'a question with one choice',
      {
        id: 'v',
        title: 'x',
        sources: [{ src: '/v' }],
        interactions: [{ kind: 'quiz', id: 'q', at: 1, question: 'x', choices: [{ id: 'a', text: 'a' }] }],
      },
    ],
    ['an unknown preset', { id: 'v', title: 'x', sources: [{ src: '/v' }], policy: 'strict' }],
  ])('refuses %s', (_, video) => {
    expect(videoSchema().safeParse(video).success).toBe(false);
  });
});
