import { z } from 'zod';
import { ms } from '../duration';
import { memo } from '../memo';
import { pathKeys } from '../pages';
import { pathsMatcher } from '../patterns';
import { duration, pathPattern, range, span } from '../shape';
import { tabsOf } from '../tabs';
import type { ConditionKind, Program } from '../types';
import { NEVER, inRange, keepFor, verdict, windowed } from '../verdict';

export const pageSchema = () =>
  z
    .strictObject({
      kind: z.literal('page'),
      path: z.union([pathPattern(), z.array(pathPattern()).min(1)]).meta({
        description: 'Pattern(s): * anything below, :name one piece, ! excludes and wins. Query and hash are not looked at.',
        examples: ['/invoices/:id'],
      }),
      query: z
        .record(z.string(), z.string())
        .optional()
        .meta({ description: 'Query parameters that must be there.', examples: [{ tab: 'bank' }] }),
      hash: z.string().optional().meta({ description: 'The fragment, with its #.' }),
      visits: range().optional().meta({ description: 'How often the page was entered, instead of being on it now.' }),
      within: span().optional().meta({ description: 'With visits: only the last …' }),
    })
    .meta({
      id: 'page',
      title: 'Page',
      description: 'The person is on the page, or was there so often.',
      why: 'Ties guidance to a place.',
      examples: [{ kind: 'page', path: ['/settings/*', '!/settings/danger'] }],
    });
export type PageCondition = z.infer<ReturnType<typeof pageSchema>>;

const matcher = (c: PageCondition, program: Program) => memo(program, c, () => pathsMatcher(c.path));
const key = (c: PageCondition) => `page:${c.path}`;

export const page: ConditionKind<PageCondition> = {
  keys: (c) => pathKeys(c.path),
  prepare(c, program) {
    if (!c.visits) return;
    const same = program.pages.find((p) => p.key === key(c));
    if (same) same.keep = Math.max(same.keep, keepFor(c.visits));
    else program.pages.push({ key: key(c), keep: keepFor(c.visits), match: matcher(c, program) });
  },
  check(c, { state, now, tab, program }) {
    if (c.visits) {
      const { n: all = 0, t = [] } = state.ev[key(c)] ?? {};
      const [n, until] = c.within ? windowed(t, now, ms(c.within)) : [all, NEVER];
      return verdict(inRange(n, c.visits), 'page.visits', until, n, c.visits);
    }
    const here = tabsOf(state, tab);
    const matches = matcher(c, program);
    const asks = Object.entries(c.query ?? {});
    const is = here.some((t) => matches(t.path) && (c.hash ?? t.hash) === t.hash && asks.every(([k, v]) => parameter(t.query, k) === v));
    return verdict(
      is,
      'page',
      NEVER,
      here.map((t) => t.path),
      c.path,
    );
  },
};

/** URLSearchParams belongs to the browser; the engine has only the language. */
function parameter(query: string | undefined, name: string): string | undefined {
  for (const pair of (query ?? '').replace(/^\?/, '').split('&')) {
    const [key = '', value = ''] = pair.split('=').map(decode);
    if (key === name) return value;
  }
  return undefined;
}
function decode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}
