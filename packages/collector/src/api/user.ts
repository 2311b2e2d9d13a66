import { explain, explainText, reasonText, smallestChange } from '@shirube/engine';
import type { ExplainLanguage, State, Verdict } from '@shirube/engine';
import { ApiError } from '../http/api';
import { milestoneStatus } from '../metrics/milestone-status';
import { TASK_COLUMNS, taskOf, type TaskRecord } from './context';
import { mailOf, MAIL_COLUMNS, type MailRecord } from './mails';
import { parse } from './raw';
import { instant, whole, type Context, type Route } from './route';
import { duration } from './settings';
import { timeline } from './timeline';
import { userRows } from './users';
import type { Spoken, UserDetail, VerdictTree, WatchedVideo, WhyNot } from './types';
import { DAY } from '../metrics/days';

export interface VideoRecord {
  video: string;
  user_id: string;
  duration: number | null;
  pieces: string;
  coverage: number | null;
  position: number | null;
  started_at: number | null;
  completed_at: number | null;
}
export const videoOf = (r: VideoRecord): WatchedVideo => ({
  id: r.video,
  user: r.user_id,
  duration: r.duration,
  pieces: parse<[number, number][]>(r.pieces, []),
  coverage: r.coverage,
  position: r.position,
  started: r.started_at,
  completed: r.completed_at,
});

const person = ({ params }: Context) => ({ account: params.account ?? '', user: params.user ?? '' });

export const userRoutes: Route[] = [
  { method: 'GET', path: '/users/:account/:user', run: async (context) => ({ json: await userDetail(context) }) },
  {
    method: 'GET',
    path: '/users/:account/:user/timeline',
    async run(context) {
      const { account, user } = person(context);
      const { query } = context.request;
      const items = await timeline(
        context,
        account,
        user,
        whole(query, 'limit', 100, 1, 500),
        instant(query, 'before', (day) => day * DAY) ?? context.now + 1,
        query.get('all') !== '1',
      );
      return {
        json: { items },
        table: {
          name: `timeline-${user}`,
          columns: ['at', 'kind', 'event', 'detail'],
          rows: items.map((i) => [new Date(i.at).toISOString(), i.kind, i.name, JSON.stringify(i.detail)]),
        },
      };
    },
  },
  {
    method: 'GET',
    path: '/users/:account/:user/explain/:id',
    async run(context) {
      const { program } = context.settings;
      const { state } = await stateOf(context);
      if (!program) throw new ApiError(409, 'no-config', 'No configuration is loaded. Start the collector with --config shirube.json.');
      const explanation = explain(program, { ...state, now: Math.max(state.now, context.now) }, context.params.id ?? '');
      const why: WhyNot = {
        ...explanation,
        gates: explanation.gates.map((gate) => ({ name: gate.name, asked: gate.asked, ...tree(gate) })),
        change: smallestChange(explanation).map((change) => ({ ...change, text: spoken((lang) => reasonText(change, lang)) })),
        text: spoken((lang) =>
          explainText(explanation, lang, (at) =>
            new Intl.DateTimeFormat(lang, { timeZone: context.settings.timeZone, dateStyle: 'medium', timeStyle: 'short' }).format(at),
          ),
        ),
      };
      return { json: why };
    },
  },
];

const spoken = (text: (lang: ExplainLanguage) => string): Spoken => ({ en: text('en'), ja: text('ja') });
/** Infinity does not survive JSON. What stands in the way is said in words too. */
const tree = (v: Verdict): VerdictTree => ({
  is: v.is,
  until: Number.isFinite(v.until) ? v.until : null,
  code: v.code,
  ...(v.have !== undefined && { have: v.have }),
  ...(v.need !== undefined && { need: v.need }),
  ...(v.of && { of: v.of }),
  ...(v.is !== true && !v.parts?.length && { text: spoken((lang) => reasonText(v, lang)) }),
  ...(v.parts && { parts: v.parts.map(tree) }),
});

async function stateOf(context: Context): Promise<{ state: State; traits: string }> {
  const { account, user } = person(context);
  const [row] = await context.query<{ state: string; traits: string }>(
    'SELECT state, traits FROM users WHERE tenant = ? AND account_id = ? AND user_id = ?',
    [context.tenant, account, user],
  );
  if (!row)
    throw new ApiError(404, 'no-user', `There is no user "${user}" in account "${account || '-'}". Users appear with their first event.`);
  return { state: JSON.parse(row.state) as State, traits: row.traits };
}

async function userDetail(context: Context): Promise<UserDetail> {
  const { account, user } = person(context);
  const { query, tenant, settings, now } = context;
  const key = [tenant, account, user];
  const mine = 'tenant = ? AND account_id = ? AND user_id = ?';
  const [{ state, traits }, [milestones, segments, flows, contents], [videos, answers, mails, tasks], found, book] = await Promise.all([
    stateOf(context),
    Promise.all([
      query<{ milestone: string; at: number; n: number }>(`SELECT milestone, at, n FROM milestones WHERE ${mine}`, key),
      query<{ segment: string; entered_at: number; left_at: number | null }>(
        `SELECT segment, entered_at, left_at FROM segments WHERE ${mine} ORDER BY entered_at DESC`,
        key,
      ),
      query<{ flow: string; step: string; step_at: number; started_at: number; ended_at: number | null; end_reason: string | null }>(
        `SELECT flow, step, step_at, started_at, ended_at, end_reason FROM flow_runs WHERE ${mine} ORDER BY started_at DESC`,
        key,
      ),
      query<{
        content: string;
        shown: number;
        last_at: number | null;
        completed_at: number | null;
        dismissed_at: number | null;
        clicked_at: number | null;
        gate: string | null;
      }>(`SELECT content, shown, last_at, completed_at, dismissed_at, clicked_at, gate FROM contents WHERE ${mine}`, key),
    ]),
    Promise.all([
      query<VideoRecord>(
        `SELECT video, user_id, duration, pieces, coverage, position, started_at, completed_at FROM videos WHERE ${mine}`,
        key,
      ),
      query<{ survey: string; question: string; value: string; at: number }>(
        `SELECT survey, question, value, at FROM answers WHERE ${mine} ORDER BY at DESC`,
        key,
      ),
      query<MailRecord>(`SELECT ${MAIL_COLUMNS} FROM mails WHERE ${mine} ORDER BY requested_at DESC LIMIT 100`, key),
      query<TaskRecord>(`SELECT ${TASK_COLUMNS} FROM tasks WHERE ${mine} ORDER BY created_at DESC LIMIT 100`, key),
    ]),
    userRows(context, { account, user, anonymous: true, limit: 1, offset: 0 }),
    context.book(),
  ]);
  const [row] = found.rows;
  if (!row) throw new ApiError(404, 'no-user', `There is no user "${user}".`);
  const at = new Map(milestones.map((m) => [m.milestone, m]));
  return {
    user: row,
    traits: parse(traits, {}),
    milestones: (settings.config.milestones ?? []).map((m) => {
      const reached = at.get(m.id);
      const [target, max] = [duration(m.target), duration(m.max)];
      const status = milestoneStatus(
        now - (row.firstLogin ?? row.first),
        Number.isFinite(target) ? target : undefined,
        Number.isFinite(max) ? max : undefined,
        !!reached,
      );
      return { id: m.id, at: reached?.at ?? null, user, n: reached?.n ?? 0, status };
    }),
    segments: segments.map((s) => ({ id: s.segment, entered: s.entered_at, left: s.left_at })),
    flows: flows.map((f) => ({
      id: f.flow,
      step: f.step,
      stepLabel: context.settings.config.flows?.find(({ id }) => id === f.flow)?.steps.find(({ id }) => id === f.step)?.label ?? null,
      since: f.step_at,
      started: f.started_at,
      ended: f.ended_at,
      reason: f.end_reason,
    })),
    contents: contents.map((c) => ({
      id: c.content,
      shown: c.shown,
      last: c.last_at,
      completed: c.completed_at,
      dismissed: c.dismissed_at,
      clicked: c.clicked_at,
      gate: c.gate,
    })),
    videos: videos.map(videoOf),
    answers: answers.map((a) => ({ ...a, value: parse<unknown>(a.value, a.value) })),
    mails: mails.map((mail) => mailOf(mail, book.entries.get(account)?.name)),
    tasks: tasks.map((t) => taskOf(t, book.entries.get(account)?.name ?? account)),
    checklists: (settings.config.checklists ?? []).map((list) => ({
      id: list.id,
      items: list.items.map((item) => ({ id: item.id, done: state.ck[list.id]?.[item.id] ?? null })),
    })),
  };
}
