/** From a batch as it came to event rows: the second, authoritative reading. What cannot be read becomes a dead letter, the rest goes on. */
import type { Signal } from '@shirube/engine';
import { limits, refuse, answerId, type WireBatch, type WireEvent } from '../http/wire';
import type { Item } from '../sinks/port';
import { DAY } from '../metrics/days';

const SKEW = 300_000;
const FUTURE = DAY;
/** Key of batches that the collector writes to itself; never a write key. */
export const INTERNAL = '$internal';

export interface Prepared {
  tenant: number;
  wire: WireEvent;
  /** Corrected instant of occurrence. */
  at: number;
  clientAt: number | null;
  receivedAt: number;
  skew: boolean;
  verified: boolean;
  source: string;
  /** Ready-made signal of the collector itself. */
  signal?: Signal;
}
export interface DeadLetter {
  tenant: number;
  key: string;
  received_at: number;
  stage: string;
  reason: string;
  message_id: string | null;
  body: string;
}

/** Reads one accepted batch. */
export function prepare(item: Item, dead: DeadLetter[]): Prepared[] {
  const refused = (stage: string, reason: string, event: unknown, index: number) =>
    dead.push({
      tenant: item.tenant,
      key: item.key,
      received_at: item.receivedAt,
      stage,
      reason,
      message_id: answerId(event, index),
      body: (isDeep(event) ? '"…"' : (JSON.stringify(event) ?? 'null')).slice(0, limits.eventBytes),
    });
  let parsed: WireBatch;
  try {
    parsed = JSON.parse(item.body) as WireBatch;
  } catch (error) {
    dead.push({
      tenant: item.tenant,
      key: item.key,
      received_at: item.receivedAt,
      stage: 'parse',
      reason: String(error),
      message_id: null,
      body: item.body.slice(0, limits.eventBytes),
    });
    return [];
  }
  const internal = item.key === INTERNAL;
  const sent = typeof parsed.sentAt === 'string' ? Date.parse(parsed.sentAt) : NaN;
  // How far the device's clock is off, measured at sending: small differences are the journey, not the clock.
  const offset = Number.isNaN(sent) || internal ? 0 : item.receivedAt - sent;
  const shift = Math.abs(offset) > SKEW ? offset : 0;
  const out: Prepared[] = [];
  for (const [index, raw] of parsed.batch.entries()) {
    const reason = isDeep(raw) ? TOO_DEEP : (refuse(raw) ?? oversized(raw, item.body.length));
    if (reason) {
      refused('validate', reason, raw, index);
      continue;
    }
    const wire = raw as WireEvent;
    const client = wire.timestamp ? Date.parse(wire.timestamp) : NaN;
    const clientAt = Number.isNaN(client) ? null : client;
    const wanted = (clientAt ?? item.receivedAt) + (clientAt === null ? 0 : shift);
    const future = !internal && wanted > item.receivedAt;
    // Nobody used the product before 1970, and calendars do not go on for ever.
    const ancient = wanted < 0;
    out.push({
      tenant: item.tenant,
      wire,
      at: future || ancient ? item.receivedAt : wanted,
      clientAt,
      receivedAt: item.receivedAt,
      skew: shift !== 0 || ancient || (future && wanted - item.receivedAt > FUTURE),
      verified: item.verified || internal,
      source: internal ? (wire.source ?? 'api') : item.key === `import:${item.tenant}` ? 'import' : 'wire',
      ...(internal && wire.signal && { signal: wire.signal }),
    });
  }
  return out;
}

const TOO_DEEP = 'event is nested too deeply';
/** Nobody nests a hundred levels by intent; whoever reads or writes thousands runs out of stack, and SQLite reads a thousand. */
export function isDeep(value: unknown, levels = 100): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (levels === 0) return true;
  for (const child of Object.values(value)) if (typeof child === 'object' && child !== null && isDeep(child, levels - 1)) return true;
  return false;
}

/** Checked only in large bodies: an event cannot be larger than what it came in. */
export function oversized(event: unknown, bodyLength: number): string | undefined {
  if (bodyLength <= limits.eventBytes) return undefined;
  if (isDeep(event)) return TOO_DEEP;
  return Buffer.byteLength(JSON.stringify(event) ?? '') > limits.eventBytes ? `event is larger than ${limits.eventBytes} bytes` : undefined;
}
