import { z } from 'zod';
import { ms } from '../duration';
import { memo } from '../memo';
import { pathsMatcher } from '../patterns';
import { duration, range } from '../shape';
import type { ConditionKind, Program } from '../types';
import { NEVER, inRange, keepFor, verdict, windowed } from '../verdict';

export const pageSchema = () => z.strictObject({
  kind: z.literal('page'), path: z.union([z.string(), z.array(z.string())]).meta({ description: 'Pattern(s): * anything below, :name one piece, ! excludes and wins. Query and hash are not looked at.', examples: ['/invoices/:id'] }),
  query: z.record(z.string(), z.string()).optional().meta({ description: 'Query parameters that must be there.' }), hash: z.string().optional(),
  visits: range().optional().meta({ description: 'How often the page was entered, instead of being on it now.' }), within: duration().optional(),
}).meta({ id: 'page', title: 'Page', description: 'The person is on the page, or was there so often.', why: 'Ties guidance to a place.', examples: [{ kind: 'page', path: ['/settings/*', '!/settings/danger'] }] });
export type PageCondition = z.infer<ReturnType<typeof pageSchema>>;

const matcher = (c: PageCondition, program: Program) => memo(program, c, () => pathsMatcher(c.path));
const key = (c: PageCondition) => `page:${c.path}`;

export const page: ConditionKind<PageCondition> = {
  keys: () => ['page'],
  prepare(c, program) {
    if (!c.visits) return;
    const same = program.pages.find((p) => p.key === key(c));
    if (same) same.keep = Math.max(same.keep, keepFor(c.visits));
    else program.pages.push({ key: key(c), keep: keepFor(c.visits), match: matcher(c, program) });
  },
  check(c, { state, now, tab, program }) {
    if (c.visits) {
      const counter = state.ev[key(c)];
      const [n, until] = c.within ? windowed(counter?.t ?? [], now, ms(c.within)) : [counter?.n ?? 0, NEVER];
      return verdict(inRange(n, c.visits), 'page.visits', until, n, c.visits);
    }
    const here = tab === undefined ? Object.values(state.tabs) : [state.tabs[tab]];
    const query = (text: string | undefined) => Object.entries(c.query ?? {}).every(([k, v]) => new Map(pairs(text)).get(k) === v);
    const is = here.some((t) => t && matcher(c, program)(t.path) && query(t.query) && (c.hash === undefined || t.hash === c.hash));
    return verdict(is, 'page', NEVER, here.map((t) => t?.path), c.path);
  },
};

// URLSearchParams belongs to the browser; the engine has only the language.
const pairs = (text: string | undefined) => (text ?? '').replace(/^\?/, '').split('&').map((pair) => pair.split('=').map(decode) as [string, string]);
function decode(text: string) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
