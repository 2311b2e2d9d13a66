import type { Properties, State } from '@shirube/engine';

type Instants = Record<string, number | undefined>;
const newest = <T>(a: Record<string, T>, b: Record<string, T>, at: (value: T) => number): Record<string, T> => {
  const out = { ...a };
  for (const [key, theirs] of Object.entries(b)) {
    const ours = out[key];
    if (ours === undefined || at(theirs) > at(ours)) out[key] = theirs;
  }
  return out;
};

/**
 * Joins what this browser remembers with what the collector knows of the same person. Each part takes the richer record, so nothing
 * that was reached, seen or watched is forgotten on either side. What belongs to tabs stays this browser's.
 */
export function merge(local: State, remote: State): State {
  const out: State = { ...local };
  out.now = Math.max(local.now, remote.now);
  out.cfg = '';
  const first = Math.min(local.user.first ?? Infinity, remote.user.first ?? Infinity);
  out.user = { ...remote.user, ...local.user, ...(first < Infinity && { first }) };
  out.traits = { ...remote.traits, ...local.traits };
  out.account = { ...remote.account, ...local.account };
  if (remote.login.n > local.login.n) out.login = remote.login;
  out.session = { ...(local.session.n >= remote.session.n ? local.session : remote.session) };
  out.ev = newest(local.ev, remote.ev, (c) => c.n);
  // Reached more often, or, as often, earlier: instants are far below the step from one time to the next.
  out.ms = newest(local.ms, remote.ms, ({ n, at }) => n * 1e14 - at);
  out.seg = newest(local.seg, remote.seg, (m) => m.at);
  out.ck = { ...remote.ck };
  for (const [id, items] of Object.entries(local.ck)) out.ck[id] = { ...remote.ck[id], ...items };
  out.ct = newest(local.ct, remote.ct, (r) =>
    Math.max(0, ...(['last', 'completed', 'dismissed', 'clicked', 'snoozed'] as const).map((key) => (r as unknown as Instants)[key] ?? 0)),
  );
  out.want = newest(local.want, remote.want, (w) => w.at);
  out.fl = newest(local.fl, remote.fl, (f) => f.at);
  out.tasks = remote.tasks;
  out.mail = newest(local.mail, remote.mail, (m) => Math.max(0, ...Object.values(m as Instants).map((at) => at ?? 0)));
  out.ans = newest(local.ans, remote.ans, (a) => a.at);
  out.vid = newest(local.vid, remote.vid, (v) => v.m ?? 0);
  for (const [id, record] of Object.entries(out.vid)) {
    const other = record === local.vid[id] ? remote.vid[id] : local.vid[id];
    // Watched pieces are a set: the union of both, which the engine tidies at the next piece.
    if (other) out.vid[id] = { ...other, ...record, u: [...record.u, ...other.u] };
  }
  if (remote.caps.t.length > local.caps.t.length) out.caps = remote.caps;
  return out;
}

const PHASES = [
  ['first', 'Shown'],
  ['completed', 'Completed'],
  ['dismissed', 'Dismissed'],
] as const;
/** One record that is told again: its id, under which it is stored once however often it comes, and what it says. */
export interface Untold {
  id: string;
  at: number;
  event: string;
  properties: Properties;
}

/**
 * Milestones and content from before that instant of which this browser knows and the collector does not: what told of them was given up
 * on the way. What is still queued (the rows as text) need not be told again.
 */
export function untold({ ms, ct }: State, remote: State, before: number, queued: string): Untold[] {
  const out: Untold[] = [];
  for (const [id, { n, at, last = at }] of Object.entries(ms))
    if (n > (remote.ms[id]?.n ?? 0))
      out.push({ id: `m:${id}:${n}`, at: last, event: 'Milestone Reached', properties: { milestone: id, n } });
  for (const [id, record] of Object.entries(ct))
    for (const [phase, name] of PHASES)
      if (record[phase] && !remote.ct[id]?.[phase])
        out.push({ id: `c:${id}:${phase}`, at: record[phase], event: `Content ${name}`, properties: { content: id } });
  return out.filter(({ at, event, properties }) => at < before && !queued.includes(JSON.stringify({ event, properties }).slice(1, -2)));
}
