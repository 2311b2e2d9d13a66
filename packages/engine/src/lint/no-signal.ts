import { both, type Rule } from './rule';
import { slotsOf, textsOf } from './texts';

export const noSignal: Rule = {
  code: 'lint.no-signal',
  severity: 'warning',
  title: { en: 'A condition or a text that waits for what nobody says', ja: '誰も送らないものを待つ条件や文' },
  example: { shirube: 1, events: { invoice_sent: {} }, segments: [{ id: 's', when: { kind: 'event', name: 'invoce_sent' } }] },
  texts: ({ what, name, known }) =>
    both(
      {
        what: `The ${what} "${name}" is not declared, so nothing says it.`,
        why: 'A typing error, or the declaration was forgotten. Undeclared traits do not leave the page either.',
        next: known
          ? `Use one of: ${known}; or declare "${name}" under "${what}s".`
          : `Nothing is declared under "${what}s" yet: declare "${name}" there, or delete the empty "${what}s".`,
      },
      {
        what: `${what}「${name}」は宣言されていないため、誰も送りません。`,
        why: '打ち間違いか、宣言忘れです。宣言していない属性はページの外へ送られません。',
        next: known
          ? `次のどれかにするか、「${name}」を宣言してください:${known}`
          : `「${what}s」にはまだ何も宣言されていません。そこに「${name}」を宣言するか、空の「${what}s」を削除してください。`,
      },
    ),
  check(look, report) {
    const { config, conditions } = look;
    const ask = (
      name: string,
      declared: object | undefined,
      what: string,
      path: readonly (string | number)[],
      own: readonly string[] = [],
    ) => {
      if (declared && !Object.hasOwn(declared, name) && !own.includes(name))
        report(path, { what, name, known: Object.keys(declared).join(', ') });
    };
    for (const { condition: c, path } of conditions) {
      if (c.kind === 'event') ask(c.name, config.events, 'event', [...path, 'name'], ['login']);
      else if (c.kind === 'trait') ask(c.name, config.traits, 'trait', [...path, 'name']);
      else if (c.kind === 'accountTrait') ask(c.name, config.accountTraits, 'accountTrait', [...path, 'name'], ['tier', 'timezone']);
      else if (c.kind === 'inactivity' && typeof c.of === 'object')
        ask(c.of.event, config.events, 'event', [...path, 'of', 'event'], ['login']);
      else if (c.kind === 'sequence')
        for (const key of ['of', 'without'] as const)
          for (const [i, part] of (c[key] ?? []).entries())
            if ('event' in part) ask(part.event, config.events, 'event', [...path, key, i, 'event'], ['login']);
    }
    for (const { words, path, filled } of textsOf(look))
      for (const { source, name } of filled ? slotsOf(words).slots : []) {
        if (source === 'trait') ask(name, config.traits, 'trait', path);
        if (source === 'account') ask(name, config.accountTraits, 'accountTrait', path, ['tier', 'timezone']);
      }
  },
};
