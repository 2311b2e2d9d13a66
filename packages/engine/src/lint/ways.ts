import type { FlowStep } from '../actions';
import type { Content } from '../content';

/** Ids of the steps that a flow step can go to; leaving the flow is none. */
export function after(steps: readonly FlowStep[], i: number): string[] {
  const step = steps[i];
  if (!step || step.do === 'exit') return [];
  const next = step.next ?? steps[i + 1]?.id;
  const ways: (string | undefined)[] =
    step.do === 'branch'
      ? [...step.paths.map((p) => p.to), step.else ?? next]
      : step.do === 'waitUntil'
        ? [...step.paths.map((p) => p.to ?? next), ...(step.max ? [step.timeout ?? next] : [])]
        : step.do === 'show'
          ? [next, ...(step.until && step.max ? [step.timeout ?? next] : [])]
          : step.do === 'goal' && step.wait
            ? []
            : [next];
  return ways.filter((id): id is string => id !== undefined && id !== 'exit');
}

/** The same for the steps of a tour. Buttons may go anywhere ("go"). */
export function afterCard(steps: Extract<Content, { kind: 'tour' }>['steps'], i: number): string[] {
  const step = steps[i];
  const go = (step?.buttons ?? []).flatMap((b) => [b.do].flat()).flatMap((act) => (typeof act === 'object' && 'go' in act ? [act.go] : []));
  return [step?.next ?? steps[i + 1]?.id, ...(step?.branches ?? []).map((b) => b.to), ...go].filter((id): id is string => id !== undefined);
}

/** Everything that can be reached from the first one. */
export function reachable(first: string | undefined, ways: (id: string) => readonly string[]): Set<string> {
  const seen = new Set<string>();
  const visit = (id: string | undefined): void => {
    if (id === undefined || seen.has(id)) return;
    seen.add(id);
    for (const to of ways(id)) visit(to);
  };
  visit(first);
  return seen;
}
