/** One line of events: an event of the wire, a batch of them, or a raw signal. Tolerant, with a reason for what is refused. */
import { signalsOf, type Signal, type WireLike } from '@shirube/engine';
import { isRecord } from '../check/walk';
import type { Refusal } from '../say/refusals';

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
const kinds = new Set([
  'answer',
  'content',
  'dom',
  'env',
  'event',
  'group',
  'identify',
  'mail',
  'page',
  'quiet',
  'reached',
  'tab',
  'task',
  'tick',
  'video',
]);
const required: Readonly<Record<string, readonly string[]>> = {
  answer: ['survey', 'question'],
  content: ['content', 'phase'],
  dom: ['key'],
  event: ['name'],
  group: ['account'],
  identify: ['user'],
  mail: ['mail', 'phase'],
  page: ['path'],
  reached: ['milestone'],
  tab: ['is'],
  task: ['task', 'phase'],
  video: ['video'],
};

export type Parsed = { happenings: Happening[] } | { refusal: Refusal };
const refuse = (code: Refusal['code'], have?: unknown): Parsed => ({ refusal: { code, ...(have !== undefined && { have }) } });

export function parseLine(line: string, order: number): Parsed {
  let json: unknown;
  try {
    json = JSON.parse(line);
  } catch {
    return refuse('not-json');
  }
  if (!isRecord(json)) return refuse('not-object', json);
  if (Array.isArray(json['batch'])) {
    const parts = json['batch'].map((event, i) => parseEvent(event, order + i / 1000));
    const bad = parts.find((p): p is { refusal: Refusal } => 'refusal' in p);
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
  if (!kinds.has(kind)) return refuse('no-kind', json['kind']);
  const when = instant(at);
  if (!usable(when)) return refuse('no-at');
  const lacking = (required[kind] ?? []).find((key) => typeof json[key] !== 'string');
  if (lacking) return refuse('no-text', lacking);
  if (kind === 'quiet' && !isRecord(json['facts'])) return refuse('no-record', 'facts');
  if (json['traits'] !== undefined && !isRecord(json['traits'])) return refuse('no-record', 'traits');
  if (json['props'] !== undefined && !isRecord(json['props'])) return refuse('no-record', 'props');
  const id = text(json['id']) ?? `line-${order}`;
  const whole = { ...rest, ...(kind === 'identify' && { user }), ...(kind === 'group' && { account }), id, at: when };
  for (const key of ['tab', 'seq'] as const)
    if (typeof whole[key as keyof typeof whole] !== (key === 'tab' ? 'string' : 'number')) delete whole[key as keyof typeof whole];
  const tab = 'tab' in whole ? String(whole.tab) : '';
  return {
    happenings: [
      { id: `${tab}|${id}|${kind}`, user: text(user), account: text(account), order, raw: true, signals: [whole as unknown as Signal] },
    ],
  };
}

function parseEvent(json: unknown, order: number): Parsed {
  if (!isRecord(json)) return refuse('not-object', json);
  const { messageId, type, timestamp } = json;
  if (typeof type !== 'string' || !['track', 'identify', 'page', 'group'].includes(type)) return refuse('no-type', type);
  if (typeof timestamp !== 'string' || !usable(Date.parse(timestamp))) return refuse('no-timestamp');
  if (type === 'track' && !text(json['event'])) return refuse('no-event');
  const user = text(json['userId']);
  const anonymous = text(json['anonymousId']);
  if (!user && !anonymous) return refuse('no-user');
  for (const part of ['properties', 'traits', 'context'] as const)
    if (json[part] !== undefined && json[part] !== null && !isRecord(json[part])) return refuse('no-record', part);
  const context = isRecord(json['context']) ? json['context'] : {};
  const id = text(messageId) ?? `line-${order}`;
  const wire = {
    ...json,
    messageId: id,
    properties: json['properties'] ?? {},
    traits: json['traits'] ?? {},
    context: {
      ...(isRecord(context['page']) && { page: context['page'] }),
      ...(text(context['tabId']) && { tabId: context['tabId'] }),
      ...(typeof context['seq'] === 'number' && { seq: context['seq'] }),
      ...(context['login'] === true && { login: true }),
    },
  } as unknown as WireLike;
  const account =
    text(context['accountId']) ??
    (isRecord(context['groupId']) ? undefined : text(context['groupId'])) ??
    (type === 'group' ? text(json['groupId']) : undefined);
  return { happenings: [{ id, user, anonymous, account, order, raw: false, signals: signalsOf(wire) }] };
}
