/** The wire as it comes in (Segment's shape), and the check of one event. Hand-written: it runs for every event of every batch. */
import type { Scalar, Signal } from '@shirube/engine';

export type WireType = 'track' | 'identify' | 'page' | 'group';
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
export interface WireBatch { sentAt?: string; writeKey?: string; batch: unknown[] }

/** Limits of one request. */
export const limits = { bodyBytes: 1_048_576, inflatedBytes: 4_194_304, events: 500, eventBytes: 32_768, idLength: 256 } as const;

const types = new Set(['track', 'identify', 'page', 'group']);
// Control characters have no place in a name, and PostgreSQL cannot store the first of them.
const control = /[\u0000-\u001f\u007f]/;
const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);
const badId = (value: unknown): boolean => typeof value !== 'string' || value.length === 0 || value.length > limits.idLength || control.test(value);

/** Why this event cannot be taken, in words for its sender; undefined when it can. */
export function refuse(event: unknown): string | undefined {
  if (!isRecord(event)) return 'not an object';
  const { messageId, type } = event;
  if (typeof messageId !== 'string' || !messageId || messageId.length > 100 || control.test(messageId)) return 'messageId must be a text of 1–100 characters';
  if (typeof type !== 'string' || !types.has(type)) return `type must be track, identify, page or group, not ${JSON.stringify(type)?.slice(0, 40)}`;
  if (event['userId'] === undefined || event['userId'] === null) {
    if (badId(event['anonymousId'])) return 'userId or anonymousId must be a text of 1–256 characters';
  } else if (badId(event['userId'])) return 'userId must be a text of 1–256 characters';
  else if (event['anonymousId'] !== undefined && event['anonymousId'] !== null && badId(event['anonymousId'])) return 'anonymousId must be a text of 1–256 characters';
  if (type === 'track' && (typeof event['event'] !== 'string' || !event['event'] || event['event'].length > 200 || control.test(event['event']))) return 'event must be a name of 1–200 characters';
  if (type === 'group' && badId(event['groupId'])) return 'groupId must be a text of 1–256 characters';
  if (type === 'identify' && (event['userId'] === undefined || event['userId'] === null)) return 'identify needs a userId';
  for (const part of ['properties', 'traits', 'context'] as const) if (event[part] !== undefined && event[part] !== null && !isRecord(event[part])) return `${part} must be an object`;
  const { timestamp } = event;
  if (timestamp !== undefined && (typeof timestamp !== 'string' || Number.isNaN(Date.parse(timestamp)))) return 'timestamp must be an ISO 8601 date';
  const account = (event['context'] as WireContext | undefined)?.accountId as unknown;
  if (account !== undefined && account !== null && badId(account)) return 'context.accountId must be a text of 1–256 characters';
  return undefined;
}

/** The id to answer under; events without one are answered by position. */
export const answerId = (event: unknown, index: number): string =>
  isRecord(event) && typeof event['messageId'] === 'string' && event['messageId'] ? event['messageId'].slice(0, 100) : `#${index}`;
