import { both, type Rule } from './rule';
import { after, afterCard, reachable } from './ways';

export const unreachableStep: Rule = {
  code: 'lint.unreachable-step',
  severity: 'warning',
  title: { en: 'A step that nobody can come to', ja: '誰も到達できないステップ' },
  example: {
    shirube: 1,
    flows: [
      {
        id: 'f',
        start: { kind: 'login' },
        steps: [
          { do: 'exit', id: 'end' },
          { do: 'wait', id: 'lost', for: '1d' },
        ],
      },
    ],
  },
  texts: ({ step, of }) =>
    both(
      {
        what: `No way leads to the step "${step}" of "${of}".`,
        why: 'The steps before it end, or go elsewhere.',
        next: `Name it in "next", "to" or "timeout" of another step, or remove it.`,
      },
      {
        what: `「${of}」のステップ「${step}」へ進む道がありません。`,
        why: '前のステップが終わるか、別の場所へ進みます。',
        next: 'ほかのステップの next・to・timeout から指すか、削除してください。',
      },
    ),
  check({ config }, report) {
    const look = (
      steps: readonly { id: string }[],
      ways: (i: number) => readonly string[],
      path: readonly (string | number)[],
      of: string,
    ) => {
      const known = reachable(steps[0]?.id, (id) => ways(steps.findIndex((s) => s.id === id)));
      for (const [i, { id }] of steps.entries()) if (!known.has(id)) report([...path, 'steps', i], { step: id, of });
    };
    for (const [f, flow] of (config.flows ?? []).entries()) look(flow.steps, (i) => after(flow.steps, i), ['flows', f], flow.id);
    for (const [c, content] of (config.content ?? []).entries())
      if (content.kind === 'tour') look(content.steps, (i) => afterCard(content.steps, i), ['content', c], content.id);
  },
};
