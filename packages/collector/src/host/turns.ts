/** Steps people: their rows under lock, the engine's decisions, and all that comes of them, in the transaction of whoever asks. */
import { loadState, step, type Effect, type Program, type Signal, type State } from '@shirube/engine';
import type { LiveItem } from '../http/api';
import { PARTITIONS } from '../sinks/port';
import type { SqlValue, Tx } from '../stores/port';
import type { AccountTraits } from './accounts';
import type { Days } from './day';
import { persistEffects, type Decided, type EffectContext } from './effects';
import { partition } from './ids';
import type { Learning } from './learning';
import { PERSON, personColumns, personKey, type Person } from './person';
import type { DeadLetter } from './prepare';
import { zoneOf, type Programs } from './programs';
import { project, snapshot, type ProjectionRow, type Snapshot } from './project';
import type { Rollups } from './rollups';
import { instantsOf, newestTraits } from './traits';
import type { Usage } from './usage';

export interface ApplyContext extends EffectContext {
  programs: Programs;
  days: Days;
  learning?: Learning | undefined;
}
/** Someone with the signals that are to be stepped now. */
export interface Turn {
  person: Person;
  key: string;
  signals: { signal: Signal; tab?: string; seq?: number }[];
  locale?: string;
  /** History that is brought in: it decides, but nobody is written to. */
  quiet?: boolean;
}

export const USER_COLUMNS = [
  'tenant',
  'account_id',
  'user_id',
  'anonymous',
  'state',
  'traits',
  'traits_at',
  'locale',
  'first_at',
  'last_at',
  'logins',
  'wake_at',
] as const;
export interface UserRow {
  tenant: number;
  account_id: string;
  user_id: string;
  anonymous: number;
  state: string;
  traits: string;
  traits_at: string;
  locale: string | null;
  first_at: number;
  last_at: number;
  logins: number;
  wake_at: number | null;
}
const MOST_SOURCES = 32;

interface Shared {
  usage: Usage;
  traits: AccountTraits;
  rollups: Rollups;
  dead: DeadLetter[];
  live: LiveItem[];
}

/** Steps people and writes what came of it. Also used by the sweep, with ticks, which has locked their rows itself. Gives the number of new effects. */
export async function takeTurns(
  tx: Tx,
  turns: readonly Turn[],
  ctx: ApplyContext,
  shared: Shared,
  locked?: ReadonlyMap<string, UserRow>,
): Promise<number> {
  if (!turns.length) return 0;
  const { usage, traits, rollups, dead, live } = shared;
  const rows = locked ?? (await lockUsers(tx, turns, ctx));
  await traits.load(
    tx,
    turns.map((t) => t.person),
    ctx.clock.now(),
  );
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
    const newest = newestTraits(
      row?.traits_at,
      turn.signals.map((s) => s.signal),
    );
    const effects = advance(
      program,
      state,
      turn,
      inOrder([traits.signal(turn.person, state, at), ...newest.signals], rollups.signal(turn.person, state, ctx.clock.now())),
      dead,
    );
    for (const effect of effects)
      decided.push({ person: turn.person, key: turn.key, effect, state, program, locale, quiet: turn.quiet === true });
    projections.push(...project(turn.person, before, state));
    usage.logins(turn.person, turn.key, ctx.days.day(state.now, zoneOf(program, state.account)), state.login.n - logins);
    users.push({
      ...userRow(turn, row, state, program, locale),
      traits_at: newest.at ? instantsOf(newest.at, state) : (row?.traits_at ?? '{}'),
    });
  }
  await tx.upsert('users', PERSON, users, { first_at: 'min', last_at: 'max' });
  for (const [table, group] of grouped(projections))
    await tx.upsert(
      table,
      group[0]?.key ?? [],
      group.map((p) => p.row),
    );
  const effects = await persistEffects(tx, decided, ctx, { usage, rollups }, live);
  // What the steps themselves have said may be counted, too.
  await rollups.wake(ctx.clock.now());
  await rollups.write();
  return effects;
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

/** What the account did stands where it happened; at the same instant it comes last, since it was counted with that event. */
function inOrder(signals: readonly (Signal | undefined)[], count: Signal | undefined): (Signal | undefined)[] {
  if (!count) return [...signals];
  const later = signals.findIndex((signal) => signal && signal.at > count.at);
  return later < 0 ? [...signals, count] : [...signals.slice(0, later), count, ...signals.slice(later)];
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
      dead.push({
        tenant: turn.person.tenant,
        key: '',
        received_at: signal.at,
        stage: 'flow',
        reason: String(error),
        message_id: signal.id,
        body: JSON.stringify(signal),
      });
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
    new Map(
      (
        await tx.pick<UserRow>(
          'users',
          USER_COLUMNS,
          PERSON,
          wanted.map(({ person: p }) => [p.tenant, p.account, p.user]),
          true,
        )
      ).map((row) => [personKey({ tenant: row.tenant, account: row.account_id, user: row.user_id }), row]),
    );
  const rows = await pick(turns);
  const missing = turns.filter((turn) => !rows.has(turn.key));
  if (missing.length && ctx.concurrent) {
    const now = ctx.clock.now();
    await tx.insert(
      'users',
      PERSON,
      missing.map(({ person }) => ({
        ...personColumns(person),
        anonymous: person.anonymous ? 1 : 0,
        state: '',
        cfg: '',
        traits: '{}',
        first_at: now,
        last_at: 0,
        logins: 0,
        sessions: 0,
      })),
    );
    for (const [key, row] of await pick(missing)) rows.set(key, row);
  }
  return rows;
}

function userRow(turn: Turn, row: UserRow | undefined, state: State, program: Program, locale: string | null): Record<string, SqlValue> {
  const wake = Math.min(...Object.values(state.due));
  // A row without a state only kept the place: its instant is that of the worker, not of what the person did.
  const at = turn.signals[0]?.signal.at ?? state.now;
  const active = turn.signals.filter(({ signal }) => signal.kind !== 'tick' && signal.kind !== 'mail' && signal.kind !== 'task').at(-1)
    ?.signal.at;
  return {
    ...personColumns(turn.person),
    anonymous: turn.person.anonymous ? 1 : 0,
    part: partition(turn.person.user, PARTITIONS),
    state: JSON.stringify(state),
    wake_at: Number.isFinite(wake) ? wake : null,
    cfg: program.version,
    traits: JSON.stringify(state.traits),
    locale,
    first_at: row?.state ? row.first_at : at,
    last_at: active ?? row?.last_at ?? 0,
    logins: state.login.n,
    first_login_at: state.user.first ?? null,
    last_login_at: state.login.t.at(-1) ?? null,
    sessions: state.session.n,
  };
}
