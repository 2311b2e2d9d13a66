/** Segments: who is in now. Of one exclusive group a person is in at most one; leaving is told before entering. */
import { ms } from './duration';
import type { Run, Section, Segment } from './types';

export const segments: Section = (program, watch) => {
  for (const group of groups(program.segments))
    watch(`s:${group[0]?.id}`, group, runSegments, () => [group.flatMap((s) => [s.when, s.leave])]);
};

function groups(segments: ReadonlyMap<string, Segment>): Segment[][] {
  const named = new Map<string, Segment[]>();
  const all: Segment[][] = [];
  for (const segment of segments.values()) {
    const group = segment.group === undefined ? undefined : named.get(segment.group);
    if (group) group.push(segment);
    else {
      const fresh = [segment];
      all.push(fresh);
      if (segment.group !== undefined) named.set(segment.group, fresh);
    }
  }
  return all;
}

/** Evaluates the segments of one group (or a single one): whoever must still stay wins, then the first in order that holds. */
function runSegments(group: readonly Segment[], key: string, run: Run): void {
  const { state } = run;
  const { now } = state;
  const world = run.world();
  let until = Infinity;
  const ask = (condition: Segment['when']) => {
    const verdict = world.check(condition);
    until = Math.min(until, verdict.until);
    return verdict.is === true;
  };
  let winner: Segment | undefined;
  for (const segment of group) {
    const before = state.seg[segment.id];
    // Unknown keeps nobody in and lets nobody in. Who would leave at once does not enter.
    const holds = ((before?.in && segment.leave) || ask(segment.when)) && !(segment.leave && ask(segment.leave));
    const stay = before?.in && segment.minStay ? before.at + ms(segment.minStay) : 0;
    if (now < stay) {
      until = Math.min(until, stay);
      winner = segment;
      break;
    }
    if (holds) winner ??= segment;
  }
  run.due(key, until);
  for (const is of [0, 1] as const) {
    for (const segment of group) {
      const { id } = segment;
      const before = state.seg[id];
      if ((segment === winner) !== !!is || (before?.in ?? 0) === is) continue;
      const n = (before?.n ?? 0) + is;
      state.seg[id] = { in: is, at: now, n };
      run.touch(`s:${id}`);
      run.emit({
        id: `s:${id}:${is ? 'in' : 'out'}:${n}`,
        at: now,
        kind: 'track',
        event: is ? 'Segment Entered' : 'Segment Left',
        properties: { segment: id },
      });
    }
  }
}
