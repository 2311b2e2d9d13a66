import { ApiError } from '../http/api';
import { actionOf } from '@shirube/engine';
import type { Flow, FlowStep } from '@shirube/engine';
import { pageOf, type Context, type Route } from './route';
import type { FlowEdge, FlowGraph, FlowNode, FlowPerson, FlowSummary, Page } from './types';

export const flowsRoutes: Route[] = [
  {
    method: 'GET',
    heavy: true,
    path: '/flows',
    async run({ settings, query, tenant }) {
      const rows = await query<{ flow: string; entered: number; active: number; completed: number }>(
        "SELECT flow, COUNT(*) AS entered, SUM(CASE WHEN ended_at IS NULL THEN 1 ELSE 0 END) AS active, SUM(CASE WHEN end_reason IN ('completed', 'goal') THEN 1 ELSE 0 END) AS completed FROM flow_runs WHERE tenant = ? GROUP BY flow",
        [tenant],
      );
      const by = new Map(rows.map((r) => [r.flow, r]));
      const json: FlowSummary[] = (settings.config.flows ?? []).map((flow) => ({
        id: flow.id,
        label: flow.label ?? null,
        entered: Number(by.get(flow.id)?.entered ?? 0),
        active: Number(by.get(flow.id)?.active ?? 0),
        completed: Number(by.get(flow.id)?.completed ?? 0),
        steps: flow.steps.length,
      }));
      return {
        json,
        table: {
          name: 'flows',
          columns: ['flow', 'entered', 'active', 'completed'],
          rows: json.map((f) => [f.id, f.entered, f.active, f.completed]),
        },
      };
    },
  },
  {
    method: 'GET',
    heavy: true,
    path: '/flows/:flow',
    warm: (settings) => (settings.config.flows ?? []).map((flow) => `/flows/${encodeURIComponent(flow.id)}`),
    async run(context) {
      const json = await graph(context);
      return {
        json,
        table: {
          name: `flow-${json.id}`,
          columns: ['from', 'to', 'people', 'share'],
          rows: json.edges.map((e) => [e.from, e.to, e.n, e.share]),
        },
      };
    },
  },
  {
    method: 'GET',
    path: '/flows/:flow/people',
    async run(context) {
      const { query, tenant, params, request } = context;
      const q = request.query;
      const [step, reason] = [q.get('step'), q.get('reason')];
      const where = `tenant = ? AND flow = ?${reason ? ' AND end_reason = ?' : step ? ' AND step = ? AND ended_at IS NULL' : ''}`;
      const values = [tenant, params.flow ?? '', ...(reason ? [reason] : step ? [step] : [])];
      const { offset, limit } = pageOf(q, 50);
      const [[count], rows, book] = await Promise.all([
        query<{ n: number }>(`SELECT COUNT(*) AS n FROM flow_runs WHERE ${where}`, values),
        query<{
          account_id: string;
          user_id: string;
          step: string;
          step_at: number;
          started_at: number;
          ended_at: number | null;
          end_reason: string | null;
        }>(
          `SELECT account_id, user_id, step, step_at, started_at, ended_at, end_reason FROM flow_runs WHERE ${where} ORDER BY step_at DESC LIMIT ? OFFSET ?`,
          [...values, limit, offset],
        ),
        context.book(),
      ]);
      const people = rows.map((r): FlowPerson => ({
        account: r.account_id,
        accountName: book.entries.get(r.account_id)?.name ?? r.account_id,
        user: r.user_id,
        step: r.step,
        since: r.step_at,
        started: r.started_at,
        ended: r.ended_at,
        reason: r.end_reason,
      }));
      const json: Page<FlowPerson> = { rows: people, total: Number(count?.n ?? 0), offset, limit };
      return {
        json,
        table: {
          name: `flow-${params.flow ?? ''}-people`,
          columns: ['account', 'user', 'step', 'since', 'ended', 'reason'],
          rows: people.map((p) => [
            p.account,
            p.user,
            p.step,
            new Date(p.since).toISOString(),
            p.ended && new Date(p.ended).toISOString(),
            p.reason,
          ]),
        },
      };
    },
  },
];

async function graph({ settings, query, tenant, params }: Context): Promise<FlowGraph> {
  const flow = settings.config.flows?.find((f) => f.id === params.flow);
  if (!flow) throw new ApiError(404, 'no-flow', `There is no flow "${params.flow ?? ''}" in the active configuration.`);
  const values = [tenant, flow.id];
  // Steps of one instant are put in the order of the configuration.
  const order = `CASE step ${flow.steps.map((_, i) => `WHEN ? THEN ${i}`).join(' ')} ELSE ${flow.steps.length} END`;
  const ids = flow.steps.map((step) => step.id);
  const [[runs], waiting, passed, ends, went] = await Promise.all([
    query<{ entered: number; active: number }>(
      'SELECT COUNT(*) AS entered, SUM(CASE WHEN ended_at IS NULL THEN 1 ELSE 0 END) AS active FROM flow_runs WHERE tenant = ? AND flow = ?',
      values,
    ),
    query<{ step: string; n: number }>(
      'SELECT step, COUNT(*) AS n FROM flow_runs WHERE tenant = ? AND flow = ? AND ended_at IS NULL GROUP BY step',
      values,
    ),
    query<{ step: string; n: number }>('SELECT step, COUNT(*) AS n FROM flow_steps WHERE tenant = ? AND flow = ? GROUP BY step', values),
    query<{ end_reason: string | null; n: number }>(
      'SELECT end_reason, COUNT(*) AS n FROM flow_runs WHERE tenant = ? AND flow = ? AND ended_at IS NOT NULL GROUP BY end_reason',
      values,
    ),
    query<{ came: string | null; step: string; n: number }>(
      `SELECT came, step, COUNT(*) AS n FROM (SELECT LAG(step) OVER (PARTITION BY account_id, user_id, run ORDER BY at, ${order}) AS came, step FROM flow_steps WHERE tenant = ? AND flow = ?) ways GROUP BY came, step`,
      [...ids, ...values],
    ),
  ]);
  const taken = new Map(went.map((w) => [`${w.came ?? ''}>${w.step}`, Number(w.n)]));
  const at = new Map(waiting.map((w) => [w.step, Number(w.n)]));
  const through = new Map(passed.map((p) => [p.step, Number(p.n)]));
  // Whoever came by, does not wait here and took no further step has left from here.
  const leftFrom = (id: string) =>
    Math.max(0, (through.get(id) ?? 0) - (at.get(id) ?? 0) - went.filter((w) => w.came === id).reduce((sum, w) => sum + Number(w.n), 0));
  const nodes = flow.steps.map((step): FlowNode => ({
    id: step.id,
    do: step.do,
    label: step.label ?? null,
    waiting: at.get(step.id) ?? 0,
    passed: through.get(step.id) ?? 0,
    detail: detailOf(step),
  }));
  const edges = edgesOf(flow).map((edge): FlowEdge => {
    const n = edge.to === 'exit' ? leftFrom(edge.from) : (taken.get(`${edge.from}>${edge.to}`) ?? 0);
    const from = edge.from === '' ? Number(runs?.entered ?? 0) : (through.get(edge.from) ?? 0);
    return { ...edge, n, share: from ? n / from : null };
  });
  return {
    id: flow.id,
    label: flow.label ?? null,
    entered: Number(runs?.entered ?? 0),
    active: Number(runs?.active ?? 0),
    ended: ends.map((e) => ({ reason: e.end_reason ?? 'completed', n: Number(e.n) })),
    nodes,
    edges,
    note: null,
  };
}

/** Every way that the configuration allows: '' is the entrance, 'exit' the end. */
function edgesOf(flow: Flow): Omit<FlowEdge, 'n' | 'share'>[] {
  const first = flow.steps[0]?.id ?? 'exit';
  const edges: Omit<FlowEdge, 'n' | 'share'>[] = [{ from: '', to: first, kind: 'next' }];
  for (const [i, step] of flow.steps.entries()) {
    const known = (to: string | undefined) => (to && flow.steps.some((s) => s.id === to) ? to : 'exit');
    const next = step.next === 'exit' ? 'exit' : known(step.next ?? flow.steps[i + 1]?.id);
    const targets = (actionOf(step)?.targets?.(step) ?? []).map(known);
    const timeout = 'timeout' in step && typeof step.timeout === 'string' ? known(step.timeout) : undefined;
    const falls = step.do !== 'exit' && !(step.do === 'branch' && step.else);
    for (const to of new Set([...targets, ...(step.do === 'exit' ? ['exit'] : falls ? [next] : [])]))
      edges.push({ from: step.id, to, kind: to === timeout ? 'timeout' : targets.includes(to) ? 'branch' : 'next' });
  }
  return edges;
}

function detailOf(step: FlowStep): string | null {
  for (const name of ['mail', 'content', 'segment', 'for', 'hook', 'share', 'max'] as const) {
    const value: unknown = Object.entries(step).find(([key]) => key === name)?.[1];
    if (typeof value === 'string' || typeof value === 'number') return String(value);
  }
  return null;
}
