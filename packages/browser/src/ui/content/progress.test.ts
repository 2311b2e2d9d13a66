import { expect, test } from 'vitest';
import { progressOf } from './progress';

const done = { kind: 'event', name: 'x' } as const;
const list = {
  id: 'l',
  items: [
    { id: 'a', done },
    { id: 'b', done },
    { id: 'c', done, weight: 2 },
    { id: 'd', done },
    { id: 'e', done },
    { id: 'f', done, required: false },
  ],
};

test('progress is the weight of what is done over the weight of what is required', () => {
  expect(progressOf(list, { a: 1, b: 1, c: 1 }).share).toBeCloseTo(0.667, 3);
});
test('an optional item neither counts nor holds up the end', () => {
  expect(progressOf(list, { f: 1 })).toMatchObject({ n: 0, all: 5, finished: false });
  expect(progressOf(list, { a: 1, b: 1, c: 1, d: 1, e: 1 })).toMatchObject({ n: 5, finished: true });
});
test('an empty list is not finished', () => expect(progressOf({ id: 'l', items: [] }, {})).toMatchObject({ all: 0, finished: false }));
