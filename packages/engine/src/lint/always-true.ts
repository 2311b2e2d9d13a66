import { constant } from './constant';
import { both, type Rule } from './rule';

export const alwaysTrue: Rule = {
  code: 'lint.always-true',
  severity: 'warning',
  title: { en: 'A condition that always holds', ja: '常に成り立つ条件' },
  example: { shirube: 1, segments: [{ id: 'all', when: { kind: 'login', nth: { atLeast: 0 } } }] },
  texts: ({ kind }) =>
    both(
      {
        what: `This condition (${kind}) holds for everybody, always.`,
        why: '"At least 0" is always so; so is an empty "all".',
        next: 'Say at least 1, or leave the condition out.',
      },
      {
        what: `この条件(${kind})は誰にでも常に成り立ちます。`,
        why: '「0以上」や空の all は常に成立します。',
        next: '1以上にするか、条件を外してください。',
      },
    ),
  check({ conditions }, report) {
    for (const { condition, path } of conditions) {
      const inner = conditions.some(
        (other) =>
          other.path.length > path.length && path.every((part, i) => part === other.path[i]) && constant(other.condition) !== undefined,
      );
      if (constant(condition) === true && !inner) report(path, { kind: condition.kind });
    }
  },
};
