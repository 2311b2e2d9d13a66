import type { FlowStep } from '../actions';
import { after } from './ways';
import { both, type Rule } from './rule';

const waits = (step: FlowStep): boolean =>
  step.do === 'wait' ||
  step.do === 'waitUntil' ||
  step.do === 'segment' ||
  (step.do === 'show' && !!step.until) ||
  (step.do === 'goal' && !!step.wait);

export const flowCircle: Rule = {
  code: 'lint.flow-circle',
  severity: 'error',
  title: { en: 'A circle of flow steps without a wait', ja: '待ちのないフローの循環' },
  example: {
    shirube: 1,
    mails: [{ id: 'hello', subject: 'Hi', body: 'Hi' }],
    flows: [
      {
        id: 'f',
        start: { kind: 'login' },
        steps: [
          { do: 'email', id: 'a', mail: 'hello' },
          { do: 'email', id: 'b', mail: 'hello', next: 'a' },
        ],
      },
    ],
  },
  texts: ({ flow, round }) =>
    both(
      {
        what: `The flow "${flow}" goes round ${round} without waiting.`,
        why: 'A person would be sent round it until the engine stops them with the reason "circle".',
        next: 'Put a wait, or a waitUntil with a maximum, into the circle.',
      },
      {
        what: `フロー「${flow}」は待ちなしで循環します:${round}。`,
        why: '利用者はエンジンが理由「circle」で止めるまで回り続けます。',
        next: '循環の中に wait か、max のある waitUntil を入れてください。',
      },
    ),
  check({ config }, report) {
    for (const [f, flow] of (config.flows ?? []).entries()) {
      const quick = new Map(flow.steps.map((step, i) => [step.id, waits(step) ? [] : after(flow.steps, i)]));
      for (const [i, { id }] of flow.steps.entries()) {
        const seen = new Set<string>();
        const reach = (at: string): boolean =>
          (quick.get(at) ?? []).some((to) => to === id || (!seen.has(to) && !!seen.add(to) && reach(to)));
        if (!reach(id)) continue;
        report(['flows', f, 'steps', i], { flow: flow.id, round: [id, ...[...seen].filter((s) => s !== id), id].join(' → ') });
        break;
      }
    }
  },
};
