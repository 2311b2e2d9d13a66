/** An explanation as data: every gate with its tree, instants as ISO 8601. The deciding and the texts are the engine's. */
import type { Verdict } from '@shirube/engine';

export interface Reason {
  code: string;
  is: boolean | null;
  /** The condition that was asked. */
  of?: unknown;
  have?: unknown;
  need?: unknown;
  /** When it may change by itself. */
  until?: string;
  parts?: Reason[];
}

const iso = (at: number): string | undefined => (Number.isFinite(at) && Math.abs(at) < 8.64e15 ? new Date(at).toISOString() : undefined);

export function reasonOf({ code, is, of, have, need, until: at, parts }: Verdict): Reason {
  const until = iso(at);
  return {
    code,
    is,
    ...(of && { of }),
    ...(have !== undefined && { have }),
    ...(need !== undefined && { need }),
    ...(until && { until }),
    ...(parts?.length && { parts: parts.map(reasonOf) }),
  };
}
