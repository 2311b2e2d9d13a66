import { constant } from './constant';
import { both, type Rule } from './rule';

export const neverTrue: Rule = {
  code: 'lint.never-true',
  severity: 'error',
  title: { en: 'A condition that can never hold', ja: '決して成り立たない条件' },
  example: {
    shirube: 1,
    segments: [
      {
        id: 'both',
        when: {
          kind: 'all',
          of: [
            { kind: 'page', path: '/a' },
            { kind: 'page', path: '/b' },
          ],
        },
      },
    ],
  },
  texts: ({ kind }) =>
    both(
      {
        what: `This condition (${kind}) can never hold.`,
        why: 'Its parts contradict each other, or its bounds leave nothing between them.',
        next: 'Use "any" instead of "all", or correct the bounds.',
      },
      {
        what: `この条件(${kind})は決して成り立ちません。`,
        why: '部分どうしが矛盾しているか、範囲の上下が逆です。',
        next: 'all ではなく any にするか、範囲を直してください。',
      },
    ),
  check({ conditions }, report) {
    for (const { condition, path } of conditions) {
      // Told where it arises; what contains it follows from it.
      const inner = conditions.some(
        (other) =>
          other.path.length > path.length && path.every((part, i) => part === other.path[i]) && constant(other.condition) !== undefined,
      );
      if (constant(condition) === false && !inner) report(path, { kind: condition.kind });
    }
  },
};
