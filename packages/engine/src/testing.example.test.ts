import { scenario } from '@shirube/engine/testing';
import { expect, it } from 'vitest';

const config = {
  shirube: 1 as const,
  content: [
    {
      kind: 'tour' as const,
      id: 'tutorial',
      when: { kind: 'login' as const, nth: { atLeast: 2 } },
      frequency: 'untilCompleted' as const,
      steps: [
        { id: 'hello', title: 'Welcome back' },
        { id: 'invoice', title: 'Your first invoice' },
      ],
    },
    { kind: 'nudge' as const, id: 'help', title: 'Need help?', when: { kind: 'dwell' as const, path: '/settings/*', atLeast: '30s' } },
  ],
};

it('a visitor who returns after 31 minutes gets the tutorial, once', () => {
  const anna = scenario(config).as('anna');
  expect(anna.shown).toEqual([]);
  anna.after('31m').page('/dashboard');
  expect(anna.shown).toEqual(['tutorial']);
  anna.after('2s').content('tutorial', 'completed').after('1d').page('/dashboard');
  expect(anna.shown).toEqual(['tutorial']);
});

it('whoever reads the settings for 30 seconds is offered help', () => {
  const anna = scenario(config, { path: '/settings/bank' }).as('anna').after('29s');
  expect(anna.why('help')).toMatchObject({ status: 'held', first: 'trigger', next: anna.now + 1000 });
  expect(anna.after('1s').open).toEqual(['help']);
});
