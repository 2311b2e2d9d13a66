/**
 * Was this open or click made by a program? Mail privacy services fetch every pixel on arrival, security scanners follow every link.
 * Signs: what the program calls itself, a request that only prefetches, a HEAD, and a speed that no reader has. An open is weak
 * evidence even then; flows should ask for a click or a login where it matters.
 */
export interface Request {
  method: string;
  agent: string | undefined;
  purpose: string | string[] | undefined;
  /** Milliseconds since the mail was handed over; undefined when that says nothing. */
  sinceSent: number | undefined;
  kind: 'open' | 'click';
}

const READER_MS = 5000;
const programs =
  /bot\b|crawl|spider|preview|scanner|prefetch|barracuda|proofpoint|mimecast|trendmicro|fireeye|symantec|sophos|safelinks|microsoft office existence|curl\/|wget|python|java\/|go-http|node-fetch|okhttp|headless/i;

/** The reason, or undefined when it looks like a person. */
export function looksLikeMachine({ method, agent, purpose, sinceSent, kind }: Request): string | undefined {
  if (method !== 'GET') return 'method';
  if (!agent) return 'no agent';
  // Apple's Mail Privacy Protection says no more than this; it loads every picture, read or not.
  if (kind === 'open' && agent.trim() === 'Mozilla/5.0') return 'privacy proxy';
  if (programs.test(agent)) return 'agent';
  if (purpose && /prefetch|preview/i.test(String(purpose))) return 'prefetch';
  if (sinceSent !== undefined && sinceSent < READER_MS) return 'too fast';
  return undefined;
}
