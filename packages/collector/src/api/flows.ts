import { ApiError } from '../http/api';
import { actionOf } from '@shirube/engine';
import type { Flow, FlowStep } from '@shirube/engine';
import { whole, type Context, type Route } from './route';
import type { FlowEdge, FlowGraph, FlowNode, FlowPerson, FlowSummary, Page } from './types';

export const flowsRoutes: Route[] = [
  {
    method: 'GET', path: '/flows',
    async run({ settings, query, tenant }) {
      const rows = await query<{ flow: string; entered: number; active: number; completed: number }>("SELECT flow, COUNT(*) AS entered, SUM(CASE WHEN ended_at IS NULL THEN 1 ELSE 0 END) AS active, SUM(CASE WHEN end_reason IN ('completed', 'goal') THEN 1 ELSE 0 END) AS completed FROM flow_runs WHERE tenant = ? GROUP BY flow", [tenant]);
      const by = new Map(rows.map((r) => [r.flow, r]));
      const json: FlowSummary[] = (settings.config.flows ?? []).map((flow) => ({ id: flow.id, label: flow.label ?? null, entered: Number(by.get(flow.id)?.entered ?? 0), active: Number(by.get(flow.id)?.active ?? 0), completed: Number(by.get(flow.id)?.completed ?? 0), steps: flow.steps.length }));
      return { json, table: { name: 'flows', columns: ['flow', 'entered', 'active', 'completed'], rows: json.map((f) => [f.id, f.entered, f.active, f.completed]) } };
    },
  },
  {
    method: 'GET', path: '/flows/:flow',
    async run(context) {
      const json = await graph(context);
      return { json, table: { name: `flow-${json.id}`, columns: ['from', 'to', 'people', 'share'], rows: json.edges.map((e) => [e.from, e.to, e.n, e.share]) } };
    },
  },
  {
    method: 'GET', path: '/flows/:flow/people',
    async run(context) {
      const { query, tenant, params, request } = context;
      const q = request.query;
      const [step, reason] = [q.get('step'), q.get('reason')];
      const where = `tenant = ? AND flow = ?${reason ? ' AND end_reason = ?' : step ? ' AND step = ? AND ended_at IS NULL' : ''}`;
      const values = [tenant, params.flow ?? '', ...(reason ? [reason] : step ? [step] : [])];
      const [offset, limit] = [whole(q, 'offset', 0), q.get('format') === 'csv' ? 10_000 : whole(q, 'limit', 50, 1, 500)];
      const [[count], rows, book] = await Promise.all([
        query<{ n: number }>(`SELECT COUNT(*) AS n FROM flow_runs WHERE ${where}`, values),
        query<{ account_id: string; user_id: string; step: string; step_at: number; started_at: number; ended_at: number | null; end_reason: string | null }>(`SELECT account_id, user_id, step, step_at, started_at, ended_at, end_reason FROM flow_runs WHERE ${where} ORDER BY step_at DESC LIMIT ? OFFSET ?`, [...values, limit, offset]),
        context.book(),
      ]);
      const people = rows.map((r): FlowPerson => ({ account: r.account_id, accountName: book.entries.get(r.account_id)?.name ?? r.account_id, user: r.user_id, step: r.step, since: r.step_at, started: r.started_at, ended: r.ended_at, reason: r.end_reason }));
      const json: Page<FlowPerson> = { rows: people, total: Number(count?.n ?? 0), offset, limit };
      return { json, table: { name: `flow-${params.flow ?? ''}-people`, columns: ['account', 'user', 'step', 'since', 'ended', 'reason'], rows: people.map((p) => [p.account, p.user, p.step, new Date(p.since).toISOString(), p.ended && new Date(p.ended).toISOString(), p.reason]) } };
    },
  },
];

async function graph({ settings, query, tenant, params }: Context): Promise<FlowGraph> {
  const flow = settings.config.flows?.find((f) => f.id === params.flow);
  if (!flow) throw new ApiError(404, 'no-flow', `There is no flow "${params.flow ?? ''}" in the active configuration.`);
  const values = [tenant, flow.id];
  const [[runs], waiting, passed, ends, went] = await Promise.all([
    query<{ entered: number; active: number }>('SELECT COUNT(*) AS entered, SUM(CASE WHEN ended_at IS NULL THEN 1 ELSE 0 END) AS active FROM flow_runs WHERE tenant = ? AND flow = ?', values),
    query<{ step: string; n: number }>('SELECT step, COUNT(*) AS n FROM flow_runs WHERE tenant = ? AND flow = ? AND ended_at IS NULL GROUP BY step', values),
    query<{ step: string; n: number }>('SELECT step, COUNT(*) AS n FROM flow_steps WHERE tenant = ? AND flow = ? GROUP BY step', values),
    query<{ end_reason: string | null; n: number }>('SELECT end_reason, COUNT(*) AS n FROM flow_runs WHERE tenant = ? AND flow = ? AND ended_at IS NOT NULL GROUP BY end_reason', values),
    query<{ account_id: string; user_id: string; run: number; step: string; at: number }>('SELECT account_id, user_id, run, step, at FROM flow_steps WHERE tenant = ? AND flow = ? ORDER BY account_id, user_id, run, at', values),
  ]);
  const taken = countEdges(flow, went, await query<{ account_id: string; user_id: string; run: number; last: number }>('SELECT account_id, user_id, run, 1 AS last FROM flow_runs WHERE tenant = ? AND flow = ? AND ended_at IS NOT NULL', values));
  const at = new Map(waiting.map((w) => [w.step, Number(w.n)]));
  const through = new Map(passed.map((p) => [p.step, Number(p.n)]));
  const nodes = flow.steps.map((step): FlowNode => ({ id: step.id, do: step.do, label: step.label ?? null, waiting: at.get(step.id) ?? 0, passed: through.get(step.id) ?? 0, detail: detailOf(step) }));
  const edges = edgesOf(flow).map((edge): FlowEdge => {
    const n = taken.get(`${edge.from}>${edge.to}`) ?? 0;
    const from = edge.from === '' ? Number(runs?.entered ?? 0) : (through.get(edge.from) ?? 0);
    return { ...edge, n, share: from ? n / from : null };
  });
  return { id: flow.id, label: flow.label ?? null, entered: Number(runs?.entered ?? 0), active: Number(runs?.active ?? 0), ended: ends.map((e) => ({ reason: e.end_reason ?? 'completed', n: Number(e.n) })), nodes, edges, note: null };
}

/** Every way that the configuration allows: '' is the entrance, 'exit' the end. */
export function edgesOf(flow: Flow): Omit<FlowEdge, 'n' | 'share'>[] {
  const first = flow.steps[0]?.id ?? 'exit';
  const edges: Omit<FlowEdge, 'n' | 'share'>[] = [{ from: '', to: first, kind: 'next' }];
  for (const [i, step] of flow.steps.entries()) {
    const known = (to: string | undefined) => (to && flow.steps.some((s) => s.id === to) ? to : 'exit');
    const next = step.next === 'exit' ? 'exit' : known(step.next ?? flow.steps[i + 1]?.id);
    const targets = (actionOf(step)?.targets?.(step) ?? []).map(known);
    const timeout = 'timeout' in step && typeof step.timeout === 'string' ? known(step.timeout) : undefined;
    const falls = step.do !== 'exit' && !(step.do === 'branch' && step.else);
    for (const to of new Set([...targets, ...(step.do === 'exit' ? ['exit'] : falls ? [next] : [])])) edges.push({ from: step.id, to, kind: to === timeout ? 'timeout' : targets.includes(to) ? 'branch' : 'next' });
  }
  return edges;
}

/** Consecutive steps of a run are the way that it took; a run that has ended went from its last step to the exit. Steps of one instant are put in the order of the configuration. */
function countEdges(flow: Flow, steps: readonly { account_id: string; user_id: string; run: number; step: string; at: number }[], ended: readonly { account_id: string; user_id: string; run: number }[]): Map<string, number> {
  const order = new Map(flow.steps.map((s, i) => [s.id, i]));
  const runs = new Map<string, { step: string; at: number }[]>();
  const key = (r: { account_id: string; user_id: string; run: number }) => `${r.account_id}\u0000${r.user_id}\u0000${r.run}`;
  for (const row of steps) runs.set(key(row), [...(runs.get(key(row)) ?? []), row]);
  const over = new Set(ended.map(key));
  const counts = new Map<string, number>();
  const add = (from: string, to: string) => counts.set(`${from}>${to}`, (counts.get(`${from}>${to}`) ?? 0) + 1);
  for (const [id, path] of runs) {
    path.sort((a, b) => a.at - b.at || (order.get(a.step) ?? 0) - (order.get(b.step) ?? 0));
    let from = '';
    for (const { step } of path) {
      add(from, step);
      from = step;
    }
    if (over.has(id)) add(from, 'exit');
  }
  return counts;
}

function detailOf(step: FlowStep): string | null {
  for (const name of ['mail', 'content', 'segment', 'for', 'hook', 'share', 'max'] as const) {
    const value: unknown = Object.entries(step).find(([key]) => key === name)?.[1];
    if (typeof value === 'string' || typeof value === 'number') return String(value);
  }
  return null;
}
