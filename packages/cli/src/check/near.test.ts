import { describe, expect, it } from 'vitest';
import { distance, nearest } from './near';

describe('somebody who mistypes a word', () => {
  it.each([
    ['milestnes', ['milestones', 'segments'], 'milestones'],
    ['atleast', ['atMost', 'atLeast'], 'atLeast'],
    ['emial', ['email', 'exit'], 'email'],
    ['second_login', ['first-login', 'second-login'], 'second-login'],
    ['ｄｗｅｌｌ', ['dwell', 'event'], 'dwell'],
    ['registration', ['bank', 'registration-number'], 'registration-number'],
  ])('%s among %j meant %s', (word, known, meant) => expect(nearest(word, known)).toBe(meant));
  it('is not told nonsense when nothing is near', () => expect(nearest('zebra', ['milestones', 'content'])).toBeUndefined());
  it('is not told that a two-letter word meant another', () => expect(nearest('id', ['do', 'is'])).toBe(undefined));
});
it('a swap of neighbours is one slip', () => expect(distance('recieve', 'receive')).toBe(1));
