import { expect, test } from 'vitest';
import { following } from './survey';

const questions = [
  {
    id: 'score',
    type: 'nps' as const,
    ask: 'How likely?',
    branches: [
      { atMost: 6, to: 'why' },
      { atLeast: 9, to: 'end' },
    ],
  },
  { id: 'like', type: 'choices' as const, ask: 'What?', branches: [{ is: 'price', to: 'end' }] },
  { id: 'why', type: 'text' as const, ask: 'Why?' },
];
test('a low score leads to the reason, a high one to the end, one between to the next question', () => {
  expect([0, 6, 7, 9, 10].map((score) => following(questions, 0, score))).toEqual([2, 2, 1, 3, 3]);
});
test('one of several ticked answers is enough to branch', () => expect(following(questions, 1, ['easy', 'price'])).toBe(3));
test('no answer goes on to the next question', () => expect(following(questions, 0, undefined)).toBe(1));
test('a branch to a question that is not there ends the survey', () =>
  expect(following([{ id: 'a', type: 'text', ask: 'x', branches: [{ is: 'x', to: 'gone' }] }], 0, 'x')).toBe(1));
