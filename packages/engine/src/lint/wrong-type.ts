import { both, isRecord, type Rule } from './rule';

/** Operators by the type of value that they can decide about. */
const NEED: Record<string, string[]> = {
  gt: ['number'],
  gte: ['number'],
  lt: ['number'],
  lte: ['number'],
  contains: ['string'],
  startsWith: ['string'],
  endsWith: ['string'],
  semver: ['string'],
  before: ['datetime'],
  after: ['datetime'],
  ago: ['datetime'],
};

export const wrongType: Rule = {
  code: 'lint.wrong-type',
  severity: 'error',
  title: { en: 'A comparison with another type than declared', ja: '宣言と違う型の比較' },
  example: { shirube: 1, traits: { plan: 'string' }, segments: [{ id: 's', when: { kind: 'trait', name: 'plan', is: { gte: 3 } } }] },
  texts: ({ name, type, operator }) =>
    both(
      {
        what: `The trait "${name}" is declared as ${type}, which "${operator}" cannot compare.`,
        why: 'Types are never converted silently: the answer would be unknown for everybody.',
        next: `Compare with a ${type}, or declare "${name}" as what it really is.`,
      },
      {
        what: `属性「${name}」は ${type} と宣言されていて、「${operator}」では比べられません。`,
        why: '型は自動で変換されないため、全員が不明になります。',
        next: `${type} の値と比べるか、「${name}」の宣言を実際の型に直してください。`,
      },
    ),
  check({ config, conditions }, report) {
    for (const { condition: c, path } of conditions) {
      if (c.kind !== 'trait' && c.kind !== 'accountTrait') continue;
      const type = (c.kind === 'trait' ? config.traits : config.accountTraits)?.[c.name];
      if (!type) continue;
      const plain = (value: unknown) => typeof value === type || (type === 'datetime' && typeof value === 'string') || value === null;
      const operators = isRecord(c.is) ? c.is : { equals: c.is };
      for (const [operator, value] of Object.entries(operators)) {
        const wrong =
          operator in NEED
            ? !NEED[operator]?.includes(type)
            : ['equals', 'not', 'in', 'notIn'].includes(operator) && ![value].flat().every(plain);
        if (wrong) report([...path, 'is'], { name: c.name, type, operator });
      }
    }
  },
};
