/** The wire as it comes in (Segment's shape), and the check of one event. Hand-written: it runs for every event of every batch. */
import type { Scalar, Signal } from '@shirube/engine';

type WireType = 'track' | 'identify' | 'page' | 'group';
export interface WireContext {
  page?: { path?: string; title?: string };
  accountId?: string;
  sessionId?: string;
  tabId?: string;
  seq?: number;
  configVersion?: string;
  locale?: string;
  [more: string]: unknown;
}
export interface WireEvent {
  messageId: string;
  type: WireType;
  event?: string;
  name?: string;
  userId?: string;
  anonymousId?: string;
  groupId?: string;
  timestamp?: string;
  properties?: Record<string, unknown>;
  traits?: Record<string, Scalar>;
  context?: WireContext;
  /** Only in batches that the collector writes to itself: the signal as it is, and who it concerns. */
  signal?: Signal;
  source?: string;
}
export interface WireBatch {
  sentAt?: string;
  writeKey?: string;
  batch: unknown[];
}

/** Limits of one request. */
export const limits = { bodyBytes: 1_048_576, inflatedBytes: 4_194_304, events: 500, eventBytes: 32_768, idLength: 256 } as const;

const types = new Set(['track', 'identify', 'page', 'group']);
// Control characters have no place in a name, and PostgreSQL cannot store the first of them.
const control = /[\u0000-\u001f\u007f]/;
const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);
/**
 * True when no text in this JSON can hold a control character or a quotation mark: both can only be written with a backslash. Asked once per
 * batch, because looking for one character in the whole body is cheaper than looking into each name.
 */
export const isPlain = (body: string): boolean => !body.includes('\\') && !body.includes('\u007f');
const badId = (value: unknown, plain: boolean): boolean =>
  typeof value !== 'string' || value.length === 0 || value.length > limits.idLength || (!plain && control.test(value));
const badRecord = (value: unknown): boolean => value !== undefined && value !== null && !isRecord(value);

const TEMPLATE = '0000-00-00T00:00:00.000Z';
/** What `toISOString` writes, on the first 28 days of a month: nearly every timestamp, told in a tenth of the time of `Date.parse`. */
function isCommonIso(text: string): boolean {
  if (text.length !== TEMPLATE.length) return false;
  for (let i = 0; i < TEMPLATE.length; i++) {
    const want = TEMPLATE.charCodeAt(i);
    const have = text.charCodeAt(i);
    if (want === 48 ? have < 48 || have > 57 : have !== want) return false;
  }
  const two = (at: number) => (text.charCodeAt(at) - 48) * 10 + text.charCodeAt(at + 1) - 48;
  const [month, day] = [two(5), two(8)];
  return month >= 1 && month <= 12 && day >= 1 && day <= 28 && two(11) <= 23 && two(14) <= 59 && two(17) <= 59;
}
const badInstant = (value: unknown): boolean => typeof value !== 'string' || (!isCommonIso(value) && Number.isNaN(Date.parse(value)));

/** Why this event cannot be taken, in words for its sender; undefined when it can. `plain`: it came in a body that `isPlain`. */
export function refuse(event: unknown, plain = false): string | undefined {
  if (!isRecord(event)) return 'not an object';
  const { messageId, type } = event;
  if (typeof messageId !== 'string' || !messageId || messageId.length > 100 || (!plain && control.test(messageId)))
    return 'messageId must be a text of 1–100 characters';
  if (typeof type !== 'string' || !types.has(type))
    return `type must be track, identify, page or group, not ${JSON.stringify(type)?.slice(0, 40)}`;
  if (event['userId'] === undefined || event['userId'] === null) {
    if (badId(event['anonymousId'], plain)) return 'userId or anonymousId must be a text of 1–256 characters';
  } else if (badId(event['userId'], plain)) return 'userId must be a text of 1–256 characters';
  else if (event['anonymousId'] !== undefined && event['anonymousId'] !== null && badId(event['anonymousId'], plain))
    return 'anonymousId must be a text of 1–256 characters';
  if (
    type === 'track' &&
    (typeof event['event'] !== 'string' || !event['event'] || event['event'].length > 200 || (!plain && control.test(event['event'])))
  )
    return 'event must be a name of 1–200 characters';
  if (type === 'group' && badId(event['groupId'], plain)) return 'groupId must be a text of 1–256 characters';
  if (type === 'identify' && (event['userId'] === undefined || event['userId'] === null)) return 'identify needs a userId';
  const odd = badRecord(event['properties'])
    ? 'properties'
    : badRecord(event['traits'])
      ? 'traits'
      : badRecord(event['context'])
        ? 'context'
        : undefined;
  if (odd) return `${odd} must be an object`;
  const { timestamp } = event;
  if (timestamp !== undefined && badInstant(timestamp)) return 'timestamp must be an ISO 8601 date';
  const account = (event['context'] as WireContext | undefined)?.accountId as unknown;
  if (account !== undefined && account !== null && badId(account, plain)) return 'context.accountId must be a text of 1–256 characters';
  return undefined;
}

/** The id to answer under; events without one are answered by position. */
export const answerId = (event: unknown, index: number): string =>
  isRecord(event) && typeof event['messageId'] === 'string' && event['messageId'] ? event['messageId'].slice(0, 100) : `#${index}`;
