import { describe, expect, it } from 'vitest';
import { codes, say } from './say';

const args = {
  file: 'a.json',
  key: 'k',
  near: 'n',
  known: ['n'],
  have: 'h',
  of: 'o',
  need: ['string'],
  type: 'number',
  kinds: ['x'],
  values: ['v'],
  discriminator: 'kind',
  family: 'kind',
  title: 'Id',
  pattern: '^a$',
  least: 1,
  most: 2,
  forms: ['"a"'],
  sample: 1,
};

describe.each(codes)('%s', (code) => {
  it.each(['en', 'ja'] as const)('says what happened, why, and what to type next (%s)', (lang) => {
    for (const a of [args, {}]) {
      const { what, why, next } = say(lang, code, a);
      for (const text of [what, why, next]) {
        expect(text.length).toBeGreaterThan(3);
        expect(text).not.toContain('[object');
        if (lang === 'ja') expect(text).toMatch(/[ぁ-んァ-ヶ一-龠]/);
      }
    }
  });
});

it('what a file says cannot write into the terminal', () =>
  expect(say('en', 'config.kind', { have: '\u001b]0;evil\u0007', family: 'kind', kinds: [] }).what).not.toMatch(/[\u001b\u0007]/));
