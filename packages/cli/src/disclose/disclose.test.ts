import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { small } from '../testing/small';
import { cspText, discloseConfig } from './disclose';
import { markdownDisclosure } from './markdown';
import { receivers } from './receivers';

const video = (src: string) => [{ id: 'v', title: 'V', sources: [{ src }] }];

describe('somebody who must say what is sent where', () => {
  it('to the own collector only, when nothing else is configured', () => {
    const { transmissions, csp } = discloseConfig(small, { endpoint: 'https://in.example/shirube' });
    expect(transmissions.map((t) => [t.by, t.to])).toEqual([['http', 'https://in.example']]);
    expect(csp['connect-src']).toEqual(["'self'", 'https://in.example']);
  });
  it('names the traits and events of this configuration', () =>
    expect(discloseConfig(small, { endpoint: '/shirube' }).transmissions[0]?.what.en.join()).toMatch(
      /User traits: `plan`.*`invoice_sent`/,
    ));
  it('to each reporter', () => {
    const { transmissions } = discloseConfig({
      ...small,
      reporters: [{ kind: 'segment', writeKey: 'x' }, { kind: 'data-layer' }, { kind: 'posthog', endpoint: 'https://eu.i.posthog.com/x' }],
    });
    expect(transmissions.map((t) => [t.by, t.to])).toEqual([
      ['segment', 'https://api.segment.io'],
      ['data-layer', undefined],
      ['posthog', 'https://eu.i.posthog.com'],
    ]);
  });
  it('to the collector as well as to each reporter, as the script does', () => {
    const { transmissions, csp } = discloseConfig(
      { ...small, reporters: [{ kind: 'segment', writeKey: 'x' }, { kind: 'otlp-logs' }] },
      { endpoint: 'https://in.example/shirube' },
    );
    expect(transmissions.map((t) => [t.by, t.to])).toEqual([
      ['http', 'https://in.example'],
      ['segment', 'https://api.segment.io'],
      ['otlp-logs', 'https://in.example'],
    ]);
    expect(csp['connect-src']).toEqual(["'self'", 'https://api.segment.io', 'https://in.example']);
    const own = discloseConfig({ ...small, reporters: [{ kind: 'http', endpoint: 'https://other.example' }] }, { endpoint: '/shirube' });
    expect(own.transmissions.map((t) => [t.by, t.to])).toEqual([['http', 'https://other.example']]);
  });
  it('to YouTube, only after the viewer agreed, without its script', () => {
    const { transmissions, csp } = discloseConfig({ ...small, videos: video('https://youtu.be/aqz-KE-bpKQ') }, { endpoint: '/shirube' });
    expect(transmissions[1]).toMatchObject({ by: 'YouTube', to: 'https://www.youtube-nocookie.com' });
    expect(csp).toMatchObject({ 'frame-src': ['https://www.youtube-nocookie.com'], 'script-src': ["'self'"] });
    expect(csp['media-src']).toBeUndefined();
  });
  it('needs the hosts of videos and captions in the policy', () => {
    const { csp } = discloseConfig(
      {
        ...small,
        videos: [
          {
            id: 'v',
            title: 'V',
            sources: [{ src: 'https://media.example/v.mp4' }],
            captions: [{ lang: 'ja', src: 'https://media.example/v.vtt' }],
          },
        ],
      },
      { script: 'https://cdn.example/shirube.js' },
    );
    expect(cspText(csp)).toBe("script-src https://cdn.example; connect-src 'self' https://media.example; media-src https://media.example");
  });
  it('in both languages, the own first', () => {
    const text = markdownDisclosure(discloseConfig(small, { endpoint: '/shirube' }), 'ja');
    expect(text.indexOf('外部送信について')).toBeLessThan(text.indexOf('External transmission'));
    expect(text).toContain('利用者の属性: `plan`');
  });
  it('an unknown reporter is listed, not hidden', () =>
    expect(
      discloseConfig({ ...small, reporters: [{ kind: 'carrier-pigeon', endpoint: 'https://p.example' }] }).transmissions[0],
    ).toMatchObject({ by: 'carrier-pigeon', to: 'https://p.example' }));
  it('nothing is sent when there is nowhere to send it to', () =>
    expect(markdownDisclosure(discloseConfig(small), 'en')).toContain('progress stays in the browser'));
});

it('every reporter that the script has is known here', () => {
  const built = readdirSync(new URL('../../../browser/src/reporters/', import.meta.url))
    .filter((file) => /^[a-z-]+\.ts$/.test(file) && file !== 'uuid.ts')
    .map((file) => file.slice(0, -3));
  expect(Object.keys(receivers).sort()).toEqual(built.sort());
});
