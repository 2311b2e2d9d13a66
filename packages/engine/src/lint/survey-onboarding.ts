import { ms } from '../duration';
import type { Found } from './rule';
import { both, type Rule } from './rule';

/** Says that onboarding is behind the person. */
const late = ({ condition: c, straight }: Found): boolean =>
  straight &&
  ((c.kind === 'milestone' && (!c.ago?.atLeast || ms(c.ago.atLeast) >= 14 * 864e5)) ||
    (c.kind === 'checklist' && c.complete !== false) ||
    (c.kind === 'flow' && c.is === 'ended') ||
    c.kind === 'segment' ||
    (c.kind === 'trait' && typeof c.is === 'object' && 'ago' in c.is) ||
    (c.kind === 'login' && Math.max(c.nth?.atLeast ?? 0, c.nth?.exactly ?? 0) >= 5) ||
    c.kind === 'video' ||
    c.kind === 'content');

export const surveyOnboarding: Rule = {
  code: 'lint.survey-onboarding',
  severity: 'warning',
  title: { en: 'A survey during onboarding', ja: '導入中のアンケート' },
  example: {
    shirube: 1,
    content: [{ kind: 'survey', id: 'nps', when: { kind: 'login' }, questions: [{ id: 'score', type: 'nps', ask: 'How likely?' }] }],
  },
  texts: ({ id }) =>
    both(
      {
        what: `The survey "${id}" can come while people are still being onboarded.`,
        why: 'Who has not used the app yet cannot say how it is, and is kept from beginning.',
        next: 'Ask 30 days after the first login, or after a milestone: { "kind": "milestone", "id": "…", "ago": { "atLeast": "30d" } }.',
      },
      {
        what: `アンケート「${id}」が導入の途中に出る可能性があります。`,
        why: 'まだ使っていない人は評価できず、使い始めの邪魔にもなります。',
        next: '初回ログインの30日後や、マイルストーン到達後にしてください:{ "kind": "milestone", "id": "…", "ago": { "atLeast": "30d" } }',
      },
    ),
  check({ config, conditions }, report) {
    for (const [i, c] of (config.content ?? []).entries()) {
      if (c.kind !== 'survey' || !c.when || c.off || !c.questions.some((q) => q.type === 'nps' || q.type === 'rating')) continue;
      if (!conditions.some((found) => found.owner.path[0] === 'content' && found.owner.path[1] === i && late(found)))
        report(['content', i, 'when'], { id: c.id });
    }
  },
};
