import { describe, expect, it } from 'vitest';
import { scenario } from '../testing';

describe('a person with two tabs', () => {
  const person = () =>
    scenario({
      shirube: 1,
      content: [
        {
          kind: 'tour',
          id: 'tour',
          pages: '/a',
          steps: [
            { id: 'one', title: 'One' },
            { id: 'two', title: 'Two' },
          ],
        },
      ],
    })
      .as('anna')
      .page('/a');
  const shows = (anna: ReturnType<typeof person>) =>
    anna.effects.flatMap((e) => (e.kind === 'show' ? [`${e.tab} ${e.step ?? 'from the start'}`] : []));
  const ask = (anna: ReturnType<typeof person>) => anna.content('tour', 'requested', { reason: 'app' }).after('2s');

  it('who asks for content gets it in the tab in which they ask, where they left it', () => {
    const anna = ask(person()).content('tour', 'step', { step: 'two' }).hide();
    ask(anna.in('tab-2').page('/elsewhere'));
    expect(shows(anna)).toEqual(['tab-1 from the start', 'tab-2 two']);
    expect(anna.state.open['tour']).toMatchObject({ tab: 'tab-2', by: 'app', shown: 1 });
    expect(anna.state.ct['tour']?.n).toBe(1);
  });
  it('who asks again in the same tab, or in one that nobody sees, changes nothing', () => {
    const anna = ask(ask(person()));
    ask(anna.in('tab-2').page('/a').hide());
    expect(shows(anna)).toEqual(['tab-1 from the start']);
  });

  it('has the help button in the tab that they look at, and back again; two windows side by side keep it where it is', () => {
    const always = { when: { kind: 'page', path: '/**' }, frequency: 'always', holdout: 0 } as const;
    const anna = scenario({ shirube: 1, content: [{ kind: 'hub', id: 'help', ...always }] })
      .as('anna')
      .page('/a')
      .after('2s');
    const place = () => anna.state.open['help']?.tab;
    expect(place()).toBe('tab-1');
    anna.hide().in('tab-2').page('/b').after('2s');
    expect(place()).toBe('tab-2');
    anna.hide().in('tab-1').look().after('2s');
    expect(place()).toBe('tab-1');
    anna.in('tab-2').look().after('2s');
    expect(place()).toBe('tab-1');
    expect(anna.state.ct['help']?.n).toBe(1);
  });
});
