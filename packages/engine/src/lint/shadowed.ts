import { interrupts } from '../kinds';
import { both, type Rule } from './rule';

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

export const shadowed: Rule = {
  code: 'lint.shadowed',
  severity: 'warning',
  title: { en: 'Content that another always goes before', ja: '常に先を越されるコンテンツ' },
  example: {
    shirube: 1,
    content: [
      { kind: 'modal', id: 'a', title: 'A', when: { kind: 'login' }, frequency: 'always', priority: 9 },
      { kind: 'nudge', id: 'b', title: 'B', when: { kind: 'login' } },
    ],
  },
  texts: ({ id, other }) =>
    both(
      {
        what: `"${id}" has hardly a chance: "${other}" has the same trigger, a higher priority, and comes every time.`,
        why: 'Only one thing interrupts at a time, and the higher priority goes first.',
        next: `Limit the frequency of "${other}", or raise the priority of "${id}".`,
      },
      {
        what: `「${id}」はほとんど表示されません。「${other}」が同じきっかけ・高い優先度で毎回出ます。`,
        why: '割り込みは一度に1つで、優先度の高いほうが先です。',
        next: `「${other}」の頻度を絞るか、「${id}」の優先度を上げてください。`,
      },
    ),
  check({ config }, report) {
    for (const [i, b] of (config.content ?? []).entries()) {
      if (!b.when || b.off || !interrupts(b)) continue;
      const a = config.content?.find(
        (c) =>
          c !== b &&
          !c.off &&
          interrupts(c) &&
          c.frequency === 'always' &&
          !c.max &&
          (c.priority ?? 0) > (b.priority ?? 0) &&
          same(c.when, b.when) &&
          (!c.audience || same(c.audience, b.audience)) &&
          (!c.pages || same(c.pages, b.pages)),
      );
      if (a) report(['content', i], { id: b.id, other: a.id });
    }
  },
};
