import { interrupts } from '../kinds';
import { both, type Rule } from './rule';

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

export const sameTrigger: Rule = {
  code: 'lint.same-trigger',
  severity: 'warning',
  title: { en: 'Two interruptions on one trigger', ja: '同じきっかけで割り込みが2つ' },
  example: {
    shirube: 1,
    content: [
      { kind: 'nudge', id: 'a', title: 'A', when: { kind: 'login' } },
      { kind: 'nudge', id: 'b', title: 'B', when: { kind: 'login' } },
    ],
  },
  texts: ({ id, other }) =>
    both(
      {
        what: `"${id}" and "${other}" interrupt on the same trigger, for the same people, on the same pages.`,
        why: 'One is shown, the other comes right after it: two interruptions in a row.',
        next: `Give one of them another trigger, such as { "kind": "content", "id": "${other}", "is": "seen", "ago": { "atLeast": "1d" } }; or an audience or priority of its own.`,
      },
      {
        what: `「${id}」と「${other}」は、同じ人・同じページ・同じきっかけで割り込みます。`,
        why: '片方のすぐ後にもう片方が出て、続けて2回割り込みます。',
        next: `どちらかのきっかけを変えてください(例:{ "kind": "content", "id": "${other}", "is": "seen", "ago": { "atLeast": "1d" } })。対象や優先度を分ける方法もあります。`,
      },
    ),
  check({ config }, report) {
    const list = (config.content ?? []).map((content, i) => ({ content, i })).filter(({ content: c }) => c.when && !c.off && interrupts(c));
    for (const [n, { content: b, i }] of list.entries()) {
      const a = list
        .slice(0, n)
        .find(
          ({ content: c }) =>
            same(c.when, b.when) && same(c.audience, b.audience) && same(c.pages, b.pages) && (c.priority ?? 0) === (b.priority ?? 0),
        );
      if (a) report(['content', i, 'when'], { id: b.id, other: a.content.id });
    }
  },
};
