import { dayOf, isoDay, monthStart, startOfDay } from '../metrics/days';
import { latestAnswers, nps, type Answer } from '../metrics/nps';
import { parse } from './raw';
import type { Context, Route } from './route';
import type { Nps, NpsReport } from './types';

interface Given {
  account_id: string;
  user_id: string;
  value: string;
  at: number;
}
async function given({ query, tenant, settings }: Context, question: string): Promise<Given[]> {
  return query<Given>('SELECT account_id, user_id, value, at FROM answers WHERE tenant = ? AND survey = ? AND question = ? ORDER BY at', [
    tenant,
    settings.nps.survey,
    question,
  ]);
}
const answersOf = (rows: readonly Given[]): Answer[] =>
  rows.map((r) => ({ user: `${r.account_id}\u0000${r.user_id}`, at: r.at, value: parse<unknown>(r.value, null) }));

/** The score over the latest answer of each user within the window. */
export async function npsOf(context: Context, from?: number, to?: number): Promise<Nps> {
  const { latest, superseded } = latestAnswers(
    answersOf(await given(context, context.settings.nps.question)),
    from ?? context.now - context.settings.nps.window,
    to ?? context.now + 1,
  );
  return nps(
    latest.map((a) => a.value),
    superseded,
  );
}

export const npsRoutes: Route[] = [
  {
    method: 'GET',
    heavy: true,
    path: '/nps',
    async run(context) {
      const { settings, now, query, tenant } = context;
      const rows = await given(context, settings.nps.question);
      const { latest, superseded } = latestAnswers(answersOf(rows), now - settings.nps.window, now + 1);
      const today = dayOf(now, settings.timeZone);
      const monthly = Array.from({ length: 12 }, (_, i) => {
        const [from, to] = [monthStart(today, i - 11), monthStart(today, i - 10)];
        const month = latestAnswers(answersOf(rows), startOfDay(from, settings.timeZone), startOfDay(to, settings.timeZone));
        return {
          month: isoDay(from).slice(0, 7),
          nps: nps(
            month.latest.map((a) => a.value),
            month.superseded,
          ),
        };
      });
      const texts = await query<Given & { question: string }>(
        'SELECT account_id, user_id, question, value, at FROM answers WHERE tenant = ? AND survey = ? AND question <> ? ORDER BY at DESC LIMIT 200',
        [tenant, settings.nps.survey, settings.nps.question],
      );
      const book = await context.book();
      const scores = new Map(latest.map((a) => [a.user, a.value]));
      const distribution = Array.from({ length: 11 }, (_, score) => latest.filter((a) => a.value === score).length);
      const json: NpsReport = {
        nps: nps(
          latest.map((a) => a.value),
          superseded,
        ),
        distribution,
        monthly,
        comments: texts.flatMap((t) => {
          const comment = parse<unknown>(t.value, '');
          const score = scores.get(`${t.account_id}\u0000${t.user_id}`);
          return typeof comment === 'string' && comment.trim()
            ? [
                {
                  account: t.account_id,
                  accountName: book.entries.get(t.account_id)?.name ?? t.account_id,
                  user: t.user_id,
                  score: typeof score === 'number' ? score : null,
                  comment,
                  at: t.at,
                  path: null,
                },
              ]
            : [];
        }),
      };
      return {
        json,
        table: {
          name: 'nps',
          columns: ['account', 'user', 'score', 'at'],
          rows: latest.map((a) => [...a.user.split('\u0000'), typeof a.value === 'number' ? a.value : null, new Date(a.at).toISOString()]),
        },
      };
    },
  },
];
