import { expect, it } from 'vitest';
import { scenario } from '../testing';
import type { Config } from '../types';

const config: Config = {
  shirube: 1,
  content: [
    {
      kind: 'survey',
      id: 'nps',
      questions: [
        { id: 'score', type: 'nps', ask: 'How likely?' },
        { id: 'why', type: 'text', ask: 'Why?' },
      ],
    },
  ],
  milestones: [
    { id: 'answered', when: { kind: 'survey', id: 'nps' } },
    { id: 'said', when: { kind: 'survey', id: 'nps', question: 'why' } },
  ],
};
const after = (question: string, value: unknown) => scenario(config).as('ann').answer('nps', question, value).milestones;

it.each([11, -1, 9.5, '', '9', null, NaN, undefined])('a score of %j is no answer to an NPS question', (value) => {
  expect(after('score', value)).toEqual([]);
});
it.each([0, 6, 10])('a score of %d is one', (value) => expect(after('score', value)).toEqual(['answered']));
it('what is said in words stays whatever it is', () => expect(after('why', '11')).toEqual(['said']));
