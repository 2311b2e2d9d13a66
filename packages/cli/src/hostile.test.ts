import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { quick } from '../../../test/helpers/property';
import { main } from './main';
import { fakeIo } from './testing/fake-io';
import { small, smallText } from './testing/small';

const sound = (told: string) => {
  expect(told).not.toContain('The command line itself failed');
  expect(told).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e]/);
};
const validate = async (content: string | Uint8Array) => {
  const io = fakeIo({ 'x.json': content });
  const exit = await main(['validate', 'x.json'], io);
  const told = io.printed + io.told;
  sound(told);
  return { exit, told };
};

/** Small JSON that looks a little like a configuration, so that the deeper floors are reached. */
const word = fc.constantFrom(
  'kind',
  'id',
  'when',
  'of',
  'all',
  'any',
  'not',
  'event',
  'dwell',
  'name',
  'path',
  'steps',
  'do',
  'email',
  'content',
  'tour',
  'milestones',
  'flows',
  '__proto__',
  'constructor',
  'toString',
  'ja',
  'en',
  '3d',
  '',
);
const json = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 6, depthSize: 'small' },
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    word,
    fc.string({ maxLength: 8 }),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(fc.oneof(word, fc.string({ maxLength: 6 })), tie('value'), { maxKeys: 5 }),
  ),
})).value;
const section = fc.constantFrom(
  'milestones',
  'segments',
  'content',
  'flows',
  'checklists',
  'videos',
  'mails',
  'caps',
  'health',
  'traits',
  'nonsense',
);

describe('whatever is in the file', { timeout: 120_000 }, () => {
  it('arbitrary bytes are answered with a message and 2', () =>
    fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (content) => {
        const { exit, told } = await validate(content);
        expect(exit).toBe(2);
        expect(told.length).toBeGreaterThan(20);
      }),
      quick(250),
    ));
  it('arbitrary text is answered with a message and 2', () =>
    fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 200 }), async (content) => {
        expect((await validate(content)).exit).toBe(2);
      }),
      quick(200),
    ));
  it('arbitrary JSON under a known section is answered', () =>
    fc.assert(
      fc.asyncProperty(section, json, async (name, value) => {
        const text = JSON.stringify({ shirube: 1, [name]: value });
        expect((await validate(text)).exit).toBeLessThan(2);
      }),
      quick(250),
    ));
  it('a sound configuration that was cut off or bitten is answered', () =>
    fc.assert(
      fc.asyncProperty(fc.nat({ max: smallText.length }), fc.nat({ max: 20 }), fc.string({ maxLength: 5 }), async (at, length, patch) => {
        const { exit } = await validate(smallText.slice(0, at) + patch + smallText.slice(at + length));
        expect([0, 1, 2]).toContain(exit);
      }),
      quick(250),
    ));
});

describe('somebody who wants to hurt', () => {
  it.each([
    ['ten million brackets', '['.repeat(1_000_000), 2],
    ['deep objects', '{"a":'.repeat(200_000), 2],
    [
      'nested conditions',
      `{"shirube":1,"milestones":[{"id":"a","when":${'{"kind":"not","of":'.repeat(90)}{"kind":"login"}${'}'.repeat(90)}}]}`,
      0,
    ],
    ['a huge file', ' '.repeat(5_000_000), 2],
    ['UTF-16', new Uint8Array([0xff, 0xfe, 0x7b, 0]), 2],
    ['one long line of mistakes', `{"shirube":1,"content":[${Array.from({ length: 3000 }, () => '{"kind":"x"}').join(',')}]}`, 1],
    [
      'a pattern that explodes',
      JSON.stringify({ shirube: 1, milestones: [{ id: 'a', when: { kind: 'urlRegex', pattern: '(a+)+$', path: '(a+)+$' } }] }),
      1,
    ],
  ])('%s', async (_, content, exit) => expect((await validate(content)).exit).toBe(exit), 30_000);
});

describe('whatever is in the events', { timeout: 120_000 }, () => {
  const play = async (events: string | Uint8Array, command = 'simulate') => {
    const io = fakeIo({ 'shirube.json': JSON.stringify(small), 'e.ndjson': events });
    const exit = await main([command, 'shirube.json', ...(command === 'diff' ? ['shirube.json'] : []), 'e.ndjson', '--until', '3d'], io);
    sound(io.told);
    return exit;
  };
  const signal = fc.record(
    {
      kind: fc.constantFrom(
        'event',
        'page',
        'tab',
        'content',
        'identify',
        'group',
        'video',
        'quiet',
        'mail',
        'reached',
        'tick',
        'answer',
        'env',
        'dom',
        'task',
      ),
      at: fc.oneof(fc.integer({ min: 0, max: 1e12 }), fc.double(), fc.string()),
      name: fc.oneof(fc.string(), fc.constant('login')),
      path: fc.string(),
      is: fc.string(),
      content: fc.constantFrom('tutorial', 'help', 'x', '__proto__'),
      phase: fc.string(),
      user: fc.constantFrom('a', 'b'),
      account: fc.string(),
      video: fc.string(),
      facts: json,
      traits: json,
      props: json,
      mail: fc.string(),
      milestone: fc.string(),
      survey: fc.string(),
      question: fc.string(),
      key: fc.string(),
      task: fc.string(),
      tab: fc.oneof(fc.string(), fc.constant('t')),
      seq: fc.oneof(fc.integer(), json),
      from: json,
      to: json,
      consent: json,
    },
    { requiredKeys: ['kind'] },
  );
  it('arbitrary bytes end with a message', () =>
    fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (bytes) => {
        expect(await play(bytes)).toBe(2);
      }),
      quick(100),
    ));
  it('arbitrary signals never crash it', () =>
    fc.assert(
      fc.asyncProperty(fc.array(signal, { maxLength: 12 }), async (lines) => {
        expect([0, 2]).toContain(await play(lines.map((l) => JSON.stringify(l)).join('\n')));
      }),
      quick(200),
    ));
  it('arbitrary wire events never crash a comparison', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.record(
            {
              type: fc.constantFrom('track', 'page', 'identify', 'group', 'x'),
              event: fc.constantFrom('login', 'Video Progressed', 'Content Shown', 'Mail Sent', 'x'),
              userId: fc.constantFrom('a', 'b', ''),
              messageId: fc.string(),
              timestamp: fc.constantFrom('2026-04-01T00:00:00Z', '2026-04-02', 'x', '+275760-09-13T00:00:00Z'),
              properties: json,
              traits: json,
              context: json,
              groupId: fc.string(),
            },
            { requiredKeys: ['type', 'timestamp'] },
          ),
          { maxLength: 10 },
        ),
        async (lines) => {
          expect([0, 2]).toContain(await play(lines.map((l) => JSON.stringify(l)).join('\n'), 'diff'));
        },
      ),
      quick(150),
    ));
});
