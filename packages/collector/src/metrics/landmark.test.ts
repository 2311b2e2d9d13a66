import { expect, it } from 'vitest';
import { landmark, type Life } from './landmark';

const DAY = 86_400_000;
const now = 100 * DAY;
const lives = (n: number, life: Life): Life[] => Array.from({ length: n }, () => life);
const person = (completed: number | null, reached: number | null, first = 0): Life => ({
  first: first * DAY,
  completed: completed === null ? null : (first + completed) * DAY,
  reached: reached === null ? null : (first + reached) * DAY,
});

it('a video that changes nothing is not called harmful because the quick ones had no time to watch it', () => {
  // 200 people are there after a day, before anybody could watch. Of those who are left, half watch on the tenth day and one in five arrives, whoever they are.
  const people = [
    ...lives(200, person(null, 1)),
    ...lives(20, person(10, 30)),
    ...lives(80, person(10, null)),
    ...lives(20, person(null, 30)),
    ...lives(80, person(null, null)),
  ];
  const found = landmark(people, now);
  expect(found).toMatchObject({
    after: 10,
    uplift: { treated: { num: 20, den: 100 }, control: { num: 20, den: 100 }, verdict: 'not-shown' },
  });
});

it('whoever watches later belongs to those who had not, and whoever has not been here for so long to nobody', () => {
  const people = [
    ...lives(6, person(2, 5)),
    ...lives(5, person(8, 9)),
    ...lives(7, person(null, null)),
    ...lives(9, person(null, null, 99)),
  ];
  expect(landmark(people, now)).toMatchObject({ after: 2, uplift: { treated: { num: 6, den: 6 }, control: { num: 5, den: 12 } } });
});

it('nobody has completed it: there is nothing to compare', () => {
  expect(landmark(lives(9, person(null, 1)), now)).toBeNull();
});
