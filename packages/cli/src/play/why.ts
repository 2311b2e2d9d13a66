/** An explanation for people: the engine's verdict tree joined with the conditions it came from, and the smallest change. */
import type { Condition, Content, Explanation, Verdict } from '@shirube/engine';

export interface Reason {
  /** "trigger", "caps" … for a gate; the kind of a condition below it. */
  name: string;
  code: string;
  is: boolean | null;
  asked: boolean;
  /** What distinguishes this condition from others of its kind: { "name": "invoice_sent" }. */
  of?: Record<string, unknown> | undefined;
  have?: unknown;
  need?: unknown;
  /** ISO 8601; when it may change by itself. */
  until?: string;
  parts?: Reason[];
}

const isCondition = (value: unknown): value is Condition => typeof value === 'object' && value !== null && 'kind' in value;
/** Conditions inside a condition, in the order of its verdict's parts. */
const inside = (condition: Condition): Condition[] => ('of' in condition ? [condition.of].flat() : Object.values(condition)).filter(isCondition);

const iso = (at: number): string | undefined => (Number.isFinite(at) && Math.abs(at) < 8.64e15 ? new Date(at).toISOString() : undefined);

function reason(name: string, verdict: Verdict, asked: boolean, condition?: Condition): Reason {
  const { code, is, have, need, parts } = verdict;
  const until = iso(verdict.until);
  const inner = condition ? inside(condition) : [];
  const of = condition && Object.fromEntries(Object.entries(condition).filter(([key, value]) => key !== 'kind' && (typeof value !== 'object' || Array.isArray(value) && value.every((v) => typeof v === 'string'))));
  return {
    name, code, is, asked, ...(of && Object.keys(of).length && { of }), ...(have !== undefined && { have }), ...(need !== undefined && { need }), ...(until && { until }),
    ...(parts?.length && { parts: parts.map((part, i) => reason(inner[i]?.kind ?? part.code, part, asked, inner[i])) }),
  };
}

/** The conditions that a gate asks. */
const conditionOf = (gate: string, content: Content): Condition | undefined => (gate === 'trigger' ? content.when : gate === 'audience' ? content.audience : undefined);

export function reasonsOf(explanation: Explanation, content: Content): Reason[] {
  return explanation.gates.map((gate) => {
    const condition = conditionOf(gate.name, content);
    const part = gate.parts?.[0];
    const shown = reason(gate.name, { ...gate, parts: [] }, gate.asked);
    return part && condition ? { ...shown, parts: [reason(condition.kind, part, gate.asked, condition)] } : shown;
  });
}

/** The fewest leaves that would have to change so that it holds (or no longer holds). */
export function needed(at: Reason, want = true): Reason[] {
  if (at.is === want) return [];
  const parts = at.parts ?? [];
  if (!parts.length) return [at];
  if (at.code === 'not') return parts.flatMap((part) => needed(part, !want));
  const each = parts.map((part) => needed(part, want));
  const every = at.code === 'any' ? !want : want;
  return every || each.length === 1 ? each.flat() : each.reduce((least, leaves) => (leaves.length < least.length ? leaves : least));
}

export const smallestChange = (reasons: readonly Reason[]): Reason[] => reasons.filter((gate) => gate.asked && gate.is !== true).flatMap((gate) => needed(gate));
