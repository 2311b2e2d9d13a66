/**
 * The heart of the flow worker: one transaction that stores events, steps each person's state once per new event, and writes down
 * every effect under its key. Applied a second time it changes nothing: events and effects are unique, and only new events step.
 */
import { signalsOf, type Signal } from '@shirube/engine';
import type { LiveItem } from '../http/api';
import type { WireContext } from '../http/wire';
import type { Item } from '../sinks/port';
import type { SqlValue, Tx } from '../stores/port';
import { AccountTraits } from './accounts';
import { refuseErased } from './erasures';
import { move, resolve } from './people';
import { personKey, type Person } from './person';
import { prepare, type DeadLetter, type Prepared } from './prepare';
import { zoneOf } from './programs';
import { Rollups } from './rollups';
import { takeTurns, type ApplyContext, type Turn } from './turns';
import { Usage } from './usage';
import { noteWishes } from './wishes';

export interface Applied {
  events: number;
  duplicates: number;
  dead: number;
  effects: number;
  live: LiveItem[];
}

const pageName = '$page';
const outside = new Set(['wire', 'import', 'api']);
const eventName = (p: Prepared): string =>
  p.wire.type === 'track' ? (p.wire.event ?? '') : p.wire.type === 'page' ? pageName : `$${p.wire.type}`;

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
  const fresh = await tx.insert(
    'events',
    ['tenant', 'message_id'],
    prepared.map((p, i) => eventRow(p, people[i] as Person)),
  );

  const usage = new Usage();
  const turns = new Map<string, Turn>();
  const traits = new AccountTraits();
  const live: LiveItem[] = [];
  const order = prepared
    .map((_, i) => i)
    .filter((i) => fresh[i])
    .sort((a, b) => (prepared[a]?.at ?? 0) - (prepared[b]?.at ?? 0));
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
    const signals = p.signal
      ? [{ ...p.signal, at: p.at }]
      : signalsOf({ ...p.wire, timestamp: new Date(p.at).toISOString() } as Parameters<typeof signalsOf>[0]);
    const told = signals.map(({ seq: _own, ...signal }) => ({ ...signal, at: p.at }) as Signal);
    for (const signal of told) turn.signals.push({ signal, ...(tabId && seq !== undefined && { tab: tabId, seq }) });
    if (p.wire.type === 'group') traits.given(p.tenant, p.wire.groupId ?? '', p.wire.traits ?? {}, p.at, told);
    const day = ctx.days.day(p.at, zoneOf(program));
    const name = eventName(p);
    usage.add(person, key, name, p.at, day, usageKind(p, name, ctx));
    rollups.add(person, name, p.at, p.wire.properties ?? p.wire.traits ?? {});
    if (name === 'Content Suppressed')
      usage.gate(
        p.tenant,
        String(p.wire.properties?.['content'] ?? ''),
        String(p.wire.properties?.['gate'] ?? p.wire.properties?.['reason'] ?? ''),
        day,
      );
    live.push({
      tenant: p.tenant,
      kind: 'event',
      at: p.at,
      account: person.account,
      user: person.user,
      name,
      id: p.wire.messageId,
      detail: { type: p.wire.type, path: p.wire.context?.page?.path, properties: p.wire.properties ?? p.wire.traits ?? {} },
    });
  }
  for (const letter of dead)
    live.push({
      tenant: letter.tenant,
      kind: 'dead',
      at: letter.received_at,
      account: '',
      user: '',
      name: letter.reason,
      id: letter.message_id ?? '',
      detail: { stage: letter.stage },
    });

  await traits.write(tx, now);
  await rollups.wake(now);
  const told = order.map((i) => ({ person: people[i] as Person, event: prepared[i] as Prepared }));
  await ctx.learning?.note(tx, told, now);
  await noteWishes(tx, told);
  const effects = await takeTurns(tx, [...turns.values()], ctx, { usage, traits, rollups, dead, live });
  await usage.write(tx);
  await tx.insert(
    'dead_letters',
    [],
    dead.map((letter) => ({ ...letter })),
  );
  const stored = order.length;
  return { events: stored, duplicates: prepared.length - stored, dead: dead.length, effects, live };
}

function usageKind(p: Prepared, name: string, ctx: ApplyContext): 'core' | 'event' | 'page' | 'derived' {
  if (!outside.has(p.source)) return 'derived';
  return p.wire.type === 'page' ? 'page' : ctx.programs.core(p.tenant, name) ? 'core' : 'event';
}

function eventRow(p: Prepared, person: Person): Record<string, SqlValue> {
  const { wire } = p;
  const context = wire.context ?? {};
  return {
    tenant: p.tenant,
    message_id: wire.messageId,
    type: wire.type,
    event: eventName(p),
    account_id: person.account,
    user_id: person.user,
    anonymous: person.anonymous ? 1 : 0,
    anonymous_id: wire.anonymousId ?? null,
    at: p.at,
    client_at: p.clientAt,
    received_at: p.receivedAt,
    skew: p.skew ? 1 : 0,
    verified: p.verified ? 1 : 0,
    path: text(context.page?.path ?? wire.properties?.['path']),
    session_id: text(context.sessionId),
    tab_id: text(context.tabId),
    seq: typeof context.seq === 'number' && Number.isSafeInteger(context.seq) ? context.seq : null,
    cfg: text(context.configVersion),
    source: p.source,
    props: JSON.stringify(wire.properties ?? wire.traits ?? {}),
    context: restOf(context),
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
