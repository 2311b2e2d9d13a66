/**
 * The heart of the flow worker: one transaction that stores events, steps each person's state once per new event, and writes down
 * every effect under its key. Applied a second time it changes nothing: events and effects are unique, and only new events step.
 */
import { loadState, signalsOf, step, type Effect, type Program, type Signal, type State } from '@shirube/engine';
import type { LiveItem } from '../http/api';
import type { WireContext } from '../http/wire';
import { PARTITIONS, type Item } from '../sinks/port';
import type { SqlValue, Tx } from '../stores/port';
import { AccountTraits } from './accounts';
import type { Days } from './day';
import type { Learning } from './learning';
import { persistEffects, type Decided, type EffectContext } from './effects';
import { refuseErased } from './erasures';
import { partition } from './ids';
import { move, resolve } from './people';
import { PERSON, personColumns, personKey, type Person } from './person';
import { prepare, type DeadLetter, type Prepared } from './prepare';
import { zoneOf, type Programs } from './programs';
import { project, snapshot, type ProjectionRow, type Snapshot } from './project';
import { Rollups } from './rollups';
import { instantsOf, newestTraits } from './traits';
import { Usage } from './usage';
import { noteWishes } from './wishes';

export interface ApplyContext extends EffectContext { programs: Programs; days: Days; learning?: Learning | undefined }
/** Someone with the signals that are to be stepped now. */
export interface Turn { person: Person; key: string; signals: { signal: Signal; tab?: string; seq?: number }[]; locale?: string; /** History that is brought in: it decides, but nobody is written to. */ quiet?: boolean }
export interface Applied { events: number; duplicates: number; dead: number; effects: number; live: LiveItem[] }

export const USER_COLUMNS = ['tenant', 'account_id', 'user_id', 'anonymous', 'state', 'traits', 'traits_at', 'locale', 'first_at', 'last_at', 'logins', 'wake_at'] as const;
export interface UserRow { tenant: number; account_id: string; user_id: string; anonymous: number; state: string; traits: string; traits_at: string; locale: string | null; first_at: number; last_at: number; logins: number; wake_at: number | null }
const MOST_SOURCES = 32;
const pageName = '$page';
const outside = new Set(['wire', 'import', 'api']);
export const eventName = (p: Prepared): string => (p.wire.type === 'track' ? (p.wire.event ?? '') : p.wire.type === 'page' ? pageName : `$${p.wire.type}`);

/** Stores and steps what the items contain. */
export async function applyItems(tx: Tx, items: readonly Item[], ctx: ApplyContext): Promise<Applied> {
  const dead: DeadLetter[] = [];
  const read = items.flatMap((item) => prepare(item, dead));
  const prepared = await refuseErased(tx, read);
  const now = ctx.clock.now();
  const { people, moves } = await resolve(tx, prepared, now);
  const rollups = new Rollups(tx, ctx.programs);
  for (const { from, to } of moves) {
    await rollups.move(from, to);
    await move(tx, from, to);
  }
  const fresh = await tx.insert('events', ['tenant', 'message_id'], prepared.map((p, i) => eventRow(p, people[i] as Person)));

  const usage = new Usage();
  const turns = new Map<string, Turn>();
  const traits = new AccountTraits();
  const live: LiveItem[] = [];
  const order = prepared.map((_, i) => i).filter((i) => fresh[i]).sort((a, b) => (prepared[a]?.at ?? 0) - (prepared[b]?.at ?? 0));
  for (const i of order) {
    const p = prepared[i] as Prepared;
    const person = people[i] as Person;
    const key = personKey(person);
    const program = ctx.programs.of(p.tenant);
    const nobody = p.source === 'api' && p.wire.type === 'group' && person.anonymous;
    let turn = turns.get(key) ?? (nobody ? { person, key, signals: [] } : undefined);
    if (!turn) turns.set(key, (turn = { person, key, signals: [] }));
    const { tabId, seq, locale } = p.wire.context ?? {};
    if (p.source === 'import') turn.quiet = true;
    if (typeof locale === 'string') turn.locale = locale.slice(0, 35);
    const signals = p.signal ? [{ ...p.signal, at: p.at }] : signalsOf({ ...p.wire, timestamp: new Date(p.at).toISOString() } as Parameters<typeof signalsOf>[0]);
    const told = signals.map(({ seq: _own, ...signal }) => ({ ...signal, at: p.at }) as Signal);
    for (const signal of told) turn.signals.push({ signal, ...(tabId && seq !== undefined && { tab: tabId, seq }) });
    if (p.wire.type === 'group') traits.given(p.tenant, p.wire.groupId ?? '', p.wire.traits ?? {}, p.at, told);
    const day = ctx.days.day(p.at, zoneOf(program));
    const name = eventName(p);
    usage.add(person, key, name, p.at, day, usageKind(p, name, ctx));
    rollups.add(person, name, p.at, p.wire.properties ?? p.wire.traits ?? {});
    if (name === 'Content Suppressed') usage.gate(p.tenant, String(p.wire.properties?.['content'] ?? ''), String(p.wire.properties?.['gate'] ?? p.wire.properties?.['reason'] ?? ''), day);
    live.push({ tenant: p.tenant, kind: 'event', at: p.at, account: person.account, user: person.user, name, id: p.wire.messageId, detail: { type: p.wire.type, path: p.wire.context?.page?.path, properties: p.wire.properties ?? p.wire.traits ?? {} } });
  }
  for (const letter of dead) live.push({ tenant: letter.tenant, kind: 'dead', at: letter.received_at, account: '', user: '', name: letter.reason, id: letter.message_id ?? '', detail: { stage: letter.stage } });

  await traits.write(tx, now);
  await rollups.wake(order.map((i) => ({ person: people[i] as Person, name: eventName(prepared[i] as Prepared) })), now);
  const told = order.map((i) => ({ person: people[i] as Person, event: prepared[i] as Prepared }));
  await ctx.learning?.note(tx, told, now);
  await noteWishes(tx, told);
  const effects = await takeTurns(tx, [...turns.values()], ctx, { usage, traits, rollups, dead, live });
  await usage.write(tx);
  await tx.insert('dead_letters', [], dead.map((letter) => ({ ...letter })));
  const stored = order.length;
  return { events: stored, duplicates: prepared.length - stored, dead: dead.length, effects, live };
}

interface Shared { usage: Usage; traits: AccountTraits; rollups: Rollups; dead: DeadLetter[]; live: LiveItem[] }

/** Steps people and writes what came of it. Also used by the sweep, with ticks, which has locked their rows itself. Gives the number of new effects. */
export async function takeTurns(tx: Tx, turns: readonly Turn[], ctx: ApplyContext, shared: Shared, locked?: ReadonlyMap<string, UserRow>): Promise<number> {
  if (!turns.length) return 0;
  const { usage, traits, rollups, dead, live } = shared;
  const rows = locked ?? (await lockUsers(tx, turns, ctx));
  await traits.load(tx, turns.map((t) => t.person), ctx.clock.now());
  await rollups.load(turns.map((t) => t.person));
  const users: Record<string, SqlValue>[] = [];
  const projections: ProjectionRow[] = [];
  const decided: Decided[] = [];
  for (const turn of turns) {
    const row = rows.get(turn.key);
    const program = ctx.programs.of(turn.person.tenant);
    const { state } = loadState(row?.state ? (JSON.parse(row.state) as unknown) : undefined);
    const before: Snapshot = snapshot(state);
    const logins = state.login.n;
    const locale = turn.locale ?? row?.locale ?? null;
    const at = turn.signals[0]?.signal.at ?? ctx.clock.now();
    const end = turn.signals.at(-1)?.signal.at ?? at;
    const newest = newestTraits(row?.traits_at, turn.signals.map((s) => s.signal));
    const effects = advance(program, state, turn, [traits.signal(turn.person, state, at), ...newest.signals, rollups.signal(turn.person, state, end)], dead);
    for (const effect of effects) decided.push({ person: turn.person, key: turn.key, effect, state, program, locale, quiet: turn.quiet === true });
    projections.push(...project(turn.person, before, state));
    usage.logins(turn.person, turn.key, ctx.days.day(state.now, zoneOf(program, state.account)), state.login.n - logins);
    users.push({ ...userRow(turn, row, state, program, locale), traits_at: newest.at ? instantsOf(newest.at, state) : (row?.traits_at ?? '{}') });
  }
  await tx.upsert('users', PERSON, users, { first_at: 'min', last_at: 'max' });
  for (const [table, group] of grouped(projections)) await tx.upsert(table, group[0]?.key ?? [], group.map((p) => p.row));
  const effects = await persistEffects(tx, decided, ctx, { usage, rollups }, live);
  await rollups.write();
  return effects;
}

function usageKind(p: Prepared, name: string, ctx: ApplyContext): 'core' | 'event' | 'page' | 'derived' {
  if (!outside.has(p.source)) return 'derived';
  return p.wire.type === 'page' ? 'page' : ctx.programs.core(p.tenant, name) ? 'core' : 'event';
}

function grouped(rows: readonly ProjectionRow[]): Map<string, ProjectionRow[]> {
  const out = new Map<string, ProjectionRow[]>();
  for (const row of rows) {
    const group = out.get(row.table);
    if (group) group.push(row);
    else out.set(row.table, [row]);
  }
  return out;
}

/** All signals of one turn. One that breaks the engine becomes a dead letter and stops nobody. */
function advance(program: Program, state: State, turn: Turn, signals: readonly (Signal | undefined)[], dead: DeadLetter[]): Effect[] {
  const effects: Effect[] = [];
  if (turn.person.anonymous) state.user.anon = turn.person.user;
  else {
    state.user.id = turn.person.user;
    if (turn.person.account) state.user.account = turn.person.account;
  }
  for (const signal of signals) {
    if (!signal) continue;
    try {
      effects.push(...step(program, state, signal).effects);
    } catch (error) {
      dead.push({ tenant: turn.person.tenant, key: '', received_at: signal.at, stage: 'flow', reason: String(error), message_id: signal.id, body: JSON.stringify(signal) });
    }
  }
  for (const { tab, seq } of turn.signals) if (tab !== undefined && seq !== undefined) seen(state, tab, seq);
  return effects;
}

/** Batches may overtake each other, and stored events are unique already: the highest number is kept for the browser, not for deduplication. */
function seen(state: State, tab: string, seq: number): void {
  const known = state.seen[tab];
  if (known === undefined) {
    const sources = Object.keys(state.seen);
    if (sources.length >= MOST_SOURCES) delete state.seen[sources[0] ?? ''];
  }
  state.seen[tab] = Math.max(known ?? -1, seq);
}

/** Rows of these people, kept from other writers until the end. People who are new get a row first, so that there is something to keep. */
async function lockUsers(tx: Tx, turns: readonly Turn[], ctx: ApplyContext): Promise<Map<string, UserRow>> {
  const pick = async (wanted: readonly Turn[]) =>
    new Map((await tx.pick<UserRow>('users', USER_COLUMNS, PERSON, wanted.map(({ person: p }) => [p.tenant, p.account, p.user]), true)).map((row) => [personKey({ tenant: row.tenant, account: row.account_id, user: row.user_id }), row]));
  const rows = await pick(turns);
  const missing = turns.filter((turn) => !rows.has(turn.key));
  if (missing.length && ctx.concurrent) {
    const now = ctx.clock.now();
    await tx.insert('users', PERSON, missing.map(({ person }) => ({ ...personColumns(person), anonymous: person.anonymous ? 1 : 0, state: '', cfg: '', traits: '{}', first_at: now, last_at: 0, logins: 0, sessions: 0 })));
    for (const [key, row] of await pick(missing)) rows.set(key, row);
  }
  return rows;
}

function userRow(turn: Turn, row: UserRow | undefined, state: State, program: Program, locale: string | null): Record<string, SqlValue> {
  const wake = Math.min(...Object.values(state.due));
  // A row without a state only kept the place: its instant is that of the worker, not of what the person did.
  const at = turn.signals[0]?.signal.at ?? state.now;
  const active = turn.signals.filter(({ signal }) => signal.kind !== 'tick' && signal.kind !== 'mail' && signal.kind !== 'task').at(-1)?.signal.at;
  return {
    ...personColumns(turn.person), anonymous: turn.person.anonymous ? 1 : 0, part: partition(turn.person.user, PARTITIONS), state: JSON.stringify(state), wake_at: Number.isFinite(wake) ? wake : null, cfg: program.version,
    traits: JSON.stringify(state.traits), locale, first_at: row?.state ? row.first_at : at, last_at: active ?? row?.last_at ?? 0, logins: state.login.n, first_login_at: state.user.first ?? null,
    last_login_at: state.login.t.at(-1) ?? null, sessions: state.session.n,
  };
}

function eventRow(p: Prepared, person: Person): Record<string, SqlValue> {
  const { wire } = p;
  const context = wire.context ?? {};
  return {
    tenant: p.tenant, message_id: wire.messageId, type: wire.type, event: eventName(p), account_id: person.account, user_id: person.user, anonymous: person.anonymous ? 1 : 0,
    anonymous_id: wire.anonymousId ?? null, at: p.at, client_at: p.clientAt, received_at: p.receivedAt, skew: p.skew ? 1 : 0, verified: p.verified ? 1 : 0,
    path: text(context.page?.path ?? wire.properties?.['path']), session_id: text(context.sessionId), tab_id: text(context.tabId), seq: typeof context.seq === 'number' && Number.isSafeInteger(context.seq) ? context.seq : null,
    cfg: text(context.configVersion), source: p.source, props: JSON.stringify(wire.properties ?? wire.traits ?? {}), context: restOf(context),
  };
}
/** What has no column of its own. */
function restOf({ page, accountId: _a, sessionId: _s, tabId: _t, seq: _q, configVersion: _c, ...rest }: WireContext): string {
  const { path: _p, ...more } = page ?? {};
  for (const _ in more) return JSON.stringify({ ...rest, page: more });
  for (const _ in rest) return JSON.stringify(rest);
  return '{}';
}
const text = (value: unknown): string | null => (typeof value === 'string' ? value.replaceAll('\u0000', '') : null);
