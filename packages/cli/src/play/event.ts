/** One line of events: an event of the wire, a batch of them, or a raw signal. Tolerant, with a reason for what is refused. */
import { signalsOf, type Signal, type WireLike } from '@shirube/engine';
import { brief } from '../source/clean';
import { isRecord } from '../check/walk';

/** What a line says, and of whom. */
export interface Happening {
  /** Equal ids are one happening. */
  id: string;
  user?: string | undefined;
  anonymous?: string | undefined;
  account?: string | undefined;
  /** Position in the file. */
  order: number;
  /** Came as a signal: the person's browser was there, nothing has to be assumed of it. */
  raw: boolean;
  signals: Signal[];
}

const text = (value: unknown): string | undefined => (typeof value === 'string' && value && value.length <= 256 ? value : undefined);
const kinds = new Set(['answer', 'content', 'dom', 'env', 'event', 'group', 'identify', 'mail', 'page', 'quiet', 'reached', 'tab', 'task', 'tick', 'video']);
const required: Readonly<Record<string, readonly string[]>> = {
  answer: ['survey', 'question'], content: ['content', 'phase'], dom: ['key'], event: ['name'], group: ['account'], identify: ['user'], mail: ['mail', 'phase'], page: ['path'], reached: ['milestone'], tab: ['is'], task: ['task', 'phase'], video: ['video'],
};

export type Parsed = { happenings: Happening[] } | { reason: string };

export function parseLine(line: string, order: number): Parsed {
  let json: unknown;
  try {
    json = JSON.parse(line);
  } catch (error) {
    return { reason: `not JSON (${error instanceof Error ? brief(error.message, 80) : 'unreadable'})` };
  }
  if (!isRecord(json)) return { reason: `one object is needed, not ${brief(json, 40)}` };
  if (Array.isArray(json['batch'])) {
    const parts = json['batch'].map((event, i) => parseEvent(event, order + i / 1000));
    const bad = parts.find((p): p is { reason: string } => 'reason' in p);
    return bad ?? { happenings: parts.flatMap((p) => ('happenings' in p ? p.happenings : [])) };
  }
  return 'kind' in json && !('type' in json) ? parseSignal(json, order) : parseEvent(json, order);
}

const instant = (value: unknown): number => (typeof value === 'number' ? value : typeof value === 'string' ? Date.parse(value) : NaN);
/** Beyond this a Date is invalid. */
const usable = (at: number): boolean => Number.isFinite(at) && Math.abs(at) <= 8.64e15;

function parseSignal(json: Record<string, unknown>, order: number): Parsed {
  const { user, account, at, ...rest } = json;
  const kind = String(json['kind']);
  if (!kinds.has(kind)) return { reason: `no signal has the kind ${brief(json['kind'], 40)}` };
  const when = instant(at);
  if (!usable(when)) return { reason: '"at" must be milliseconds or an ISO 8601 date' };
  const lacking = (required[kind] ?? []).find((key) => typeof json[key] !== 'string');
  if (lacking) return { reason: `a signal of kind "${kind}" needs a text "${lacking}"` };
  if (kind === 'quiet' && !isRecord(json['facts'])) return { reason: 'a signal of kind "quiet" needs an object "facts"' };
  if (json['traits'] !== undefined && !isRecord(json['traits'])) return { reason: '"traits" must be an object' };
  if (json['props'] !== undefined && !isRecord(json['props'])) return { reason: '"props" must be an object' };
  const id = text(json['id']) ?? `line-${order}`;
  const whole = { ...rest, ...(kind === 'identify' && { user }), ...(kind === 'group' && { account }), id, at: when };
  for (const key of ['tab', 'seq'] as const) if (typeof whole[key as keyof typeof whole] !== (key === 'tab' ? 'string' : 'number')) delete whole[key as keyof typeof whole];
  const tab = 'tab' in whole ? String(whole.tab) : '';
  return { happenings: [{ id: `${tab}|${id}|${kind}`, user: text(user), account: text(account), order, raw: true, signals: [whole as unknown as Signal] }] };
}

function parseEvent(json: unknown, order: number): Parsed {
  if (!isRecord(json)) return { reason: `one object is needed, not ${brief(json, 40)}` };
  const { messageId, type, timestamp } = json;
  if (typeof type !== 'string' || !['track', 'identify', 'page', 'group'].includes(type)) return { reason: `"type" must be track, identify, page or group (or the line has the "kind" of a signal), not ${brief(type, 40)}` };
  if (typeof timestamp !== 'string' || !usable(Date.parse(timestamp))) return { reason: '"timestamp" must be an ISO 8601 date' };
  if (type === 'track' && !text(json['event'])) return { reason: 'a track event needs a name in "event"' };
  const user = text(json['userId']);
  const anonymous = text(json['anonymousId']);
  if (!user && !anonymous) return { reason: '"userId" or "anonymousId" is needed' };
  for (const part of ['properties', 'traits', 'context'] as const) if (json[part] !== undefined && json[part] !== null && !isRecord(json[part])) return { reason: `"${part}" must be an object` };
  const context = isRecord(json['context']) ? json['context'] : {};
  const id = text(messageId) ?? `line-${order}`;
  const wire = {
    ...json, messageId: id, properties: json['properties'] ?? {}, traits: json['traits'] ?? {},
    context: { ...(isRecord(context['page']) && { page: context['page'] }), ...(text(context['tabId']) && { tabId: context['tabId'] }), ...(typeof context['seq'] === 'number' && { seq: context['seq'] }), ...(context['login'] === true && { login: true }) },
  } as unknown as WireLike;
  const account = text(context['accountId']) ?? (isRecord(context['groupId']) ? undefined : text(context['groupId'])) ?? (type === 'group' ? text(json['groupId']) : undefined);
  return { happenings: [{ id, user, anonymous, account, order, raw: false, signals: signalsOf(wire) }] };
}
