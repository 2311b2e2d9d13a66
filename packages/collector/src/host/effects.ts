/** What the engine decided, written down: each effect once per (tenant, account, user, effect id), and the thing that it asks for beside it. */
import { derivedId, type Effect, type Program, type State } from '@shirube/engine';
import type { LiveItem } from '../http/api';
import type { ComposeMail } from '../mail/compose';
import type { SqlValue, Tx } from '../stores/port';
import type { Clock } from './clock';
import type { Days } from './day';
import { stableId } from './ids';
import { PERSON, personColumns, type Person } from './person';
import { zoneOf } from './programs';
import type { Rollups } from './rollups';
import type { Usage } from './usage';

export interface EffectContext {
  clock: Clock;
  days: Days;
  compose: ComposeMail;
  /** Several writers at once (PostgreSQL): rows have to be locked before they are changed. */
  concurrent: boolean;
}
export interface Decided {
  person: Person;
  key: string;
  effect: Effect;
  state: State;
  program: Program;
  locale: string | null;
  quiet: boolean;
}
type Of<K extends Effect['kind']> = Extract<Effect, { kind: K }>;
type Rows = Record<string, SqlValue>[];
/** Rows to insert at the end, by table. */
interface Out {
  events: Rows;
  mails: Rows;
  tasks: Rows;
  webhooks: Rows;
}

export async function persistEffects(
  tx: Tx,
  decided: readonly Decided[],
  ctx: EffectContext,
  { usage, rollups }: { usage: Usage; rollups: Rollups },
  live: LiveItem[],
): Promise<number> {
  if (!decided.length) return 0;
  const fresh = await tx.insert(
    'effects',
    [...PERSON, 'effect_id'],
    decided.map(({ person, effect }) => ({
      ...personColumns(person),
      effect_id: effect.id,
      kind: effect.kind,
      at: effect.at,
      payload: JSON.stringify(effect),
    })),
  );
  const news = decided.filter((_, i) => fresh[i]);
  const out: Out = { events: [], mails: [], tasks: [], webhooks: [] };
  const derived = news.filter((d): d is Decided & { effect: Of<'track'> } => d.effect.kind === 'track');
  for (const d of derived) out.events.push(derivedRow(d, ctx));
  const isNew = await tx.insert('events', ['tenant', 'message_id'], out.events);
  for (const [i, d] of derived.entries()) {
    await stay(tx, d);
    if (!isNew[i]) continue;
    usage.add(d.person, d.key, d.effect.event, d.effect.at, ctx.days.day(d.effect.at, zoneOf(d.program, d.state.account)), 'derived');
    rollups.add(d.person, d.effect.event, d.effect.at, d.effect.properties);
  }
  for (const d of news) {
    if (d.effect.kind === 'email') out.mails.push(await ctx.compose(tx, d, d.effect));
    else if (d.effect.kind === 'task') out.tasks.push(taskRow(d, d.effect));
    else if (d.effect.kind === 'webhook') out.webhooks.push(...(d.quiet ? [] : webhookRows(d, d.effect, ctx)));
    const { id, at, kind, ...detail } = d.effect;
    live.push({
      tenant: d.person.tenant,
      kind: 'effect',
      at,
      account: d.person.account,
      user: d.person.user,
      name: d.effect.kind === 'track' ? d.effect.event : kind,
      id,
      detail,
    });
  }
  await tx.insert('mails', ['id'], out.mails);
  await tx.insert('tasks', ['id'], out.tasks);
  await tx.insert('webhooks', ['id'], out.webhooks);
  // After the tasks: what was made and closed in one go must be found.
  for (const d of news) if (d.effect.kind === 'closeTask') await closeTask(tx, d, d.effect);
  return news.length;
}

function derivedRow({ person, effect, program }: Decided & { effect: Of<'track'> }, ctx: EffectContext): Record<string, SqlValue> {
  return {
    tenant: person.tenant,
    message_id: derivedId(person.account || undefined, person.user, effect.id),
    type: 'track',
    event: effect.event,
    account_id: person.account,
    user_id: person.user,
    anonymous: person.anonymous ? 1 : 0,
    anonymous_id: null,
    at: effect.at,
    client_at: null,
    received_at: ctx.clock.now(),
    skew: 0,
    verified: 1,
    path: null,
    session_id: null,
    tab_id: null,
    seq: null,
    cfg: program.version,
    source: 'derived',
    props: JSON.stringify(effect.properties),
    context: '{}',
  };
}

/** A stay in a segment begins or ends. */
async function stay(tx: Tx, { person, effect }: Decided & { effect: Of<'track'> }): Promise<void> {
  const segment = effect.properties['segment'];
  if (typeof segment !== 'string') return;
  if (effect.event === 'Segment Entered')
    await tx.upsert(
      'segments',
      [...PERSON, 'segment', 'entered_at'],
      [{ ...personColumns(person), segment, entered_at: effect.at, left_at: null }],
    );
  else if (effect.event === 'Segment Left')
    await tx.run(
      'UPDATE segments SET left_at = ? WHERE tenant = ? AND account_id = ? AND user_id = ? AND segment = ? AND left_at IS NULL',
      [effect.at, person.tenant, person.account, person.user, segment],
    );
}

const stepOf = (program: Program, flow: string, step: string) => program.flows.get(flow)?.steps.find((s) => s.id === step);
const taskId = (person: Person, effectId: string): string => stableId('task', person.tenant, person.account, person.user, effectId);
const jsonText = (text: unknown): string | null => (text === undefined ? null : JSON.stringify(text));
const amount = (value: unknown): number | null => (typeof value === 'number' && Number.isFinite(value) ? value : null);

function taskRow({ person, effect: _, state, program }: Decided, effect: Of<'task'>): Record<string, SqlValue> {
  const step = stepOf(program, effect.flow, effect.step);
  const plan = step?.do === 'task' ? step : undefined;
  const kpis = program.config['kpis'] as { traits?: { mrr?: string; owner?: string } } | undefined;
  const owner = plan?.owner ?? state.account[kpis?.traits?.owner ?? 'owner'];
  return {
    id: taskId(person, effect.id),
    ...personColumns(person),
    effect_id: effect.id,
    flow: effect.flow,
    step: effect.step,
    title: JSON.stringify(plan?.title ?? effect.title ?? effect.step),
    reason: jsonText(plan?.reason),
    talk: jsonText(plan?.talk),
    channel: plan?.type ?? 'phone',
    owner: typeof owner === 'string' ? owner : null,
    value: amount(state.account[kpis?.traits?.mrr ?? 'mrr']),
    status: 'open',
    created_at: effect.at,
    due_at: effect.due ?? null,
  };
}

async function closeTask(tx: Tx, { person }: Decided, effect: Of<'closeTask'>): Promise<void> {
  await tx.run(
    `UPDATE tasks SET status = 'closed', closed_at = ?, closed_by = 'shirube', close_reason = ? WHERE tenant = ? AND account_id = ? AND user_id = ? AND effect_id = ? AND status = 'open'`,
    [effect.at, effect.reason, person.tenant, person.account, person.user, effect.task],
  );
}

/** Ids come from outside: in Slack's words "<!channel>" would call everybody, and "<https://…|…>" would be a link. */
const plainText = (value: string): string => value.replace(/[&<>]/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[c] ?? c);

function webhookRows({ person, state, program }: Decided, effect: Of<'webhook'>, ctx: EffectContext): Rows {
  const step = stepOf(program, effect.flow, effect.step);
  if (step?.do !== 'webhook') return [];
  const ids: Record<string, string> = { account: person.account, user: person.user };
  const text = (step.text ?? `${effect.flow} / ${effect.step}: {{account.id}} {{user.id}}`).replace(
    /\{\{(account|user)\.id\}\}/g,
    (_, of: string) => plainText(ids[of] ?? ''),
  );
  const body =
    step.format === 'slack'
      ? { text }
      : {
          type: `flow.${effect.flow}.${effect.step}`,
          timestamp: new Date(effect.at).toISOString(),
          data: {
            account: person.account,
            user: person.user,
            flow: effect.flow,
            step: effect.step,
            traits: state.traits,
            accountTraits: state.account,
            properties: step.properties ?? {},
          },
        };
  return [
    {
      id: stableId('webhook', person.tenant, person.account, person.user, effect.id),
      ...personColumns(person),
      flow: effect.flow,
      step: effect.step,
      hook: effect.id,
      url: step.url,
      format: step.format ?? 'standard',
      body: JSON.stringify(body),
      status: 'queued',
      created_at: effect.at,
      next_at: ctx.clock.now(),
      attempts: 0,
    },
  ];
}
