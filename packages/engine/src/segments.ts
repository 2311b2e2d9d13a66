/** Segments: who is in now. Of one exclusive group a person is in at most one; leaving is told before entering. */
import { ms } from './duration';
import type { Membership } from './state';
import type { Run, Segment } from './types';

/** Evaluates the segments of one group (or a single one) in order. */
export function runSegments(group: readonly Segment[], key: string, run: Run): void {
  const { state } = run;
  const { now } = state;
  let until = Infinity;
  let taken = false;
  const changes: [Segment, Membership | undefined, boolean][] = [];
  for (const segment of group) {
    const before = state.seg[segment.id];
    const world = run.world();
    const enter = world.check(segment.when);
    until = Math.min(until, enter.until);
    // Unknown keeps nobody in and lets nobody in.
    let is = enter.is === true;
    if (before?.in) {
      if (segment.leave) {
        const leave = world.check(segment.leave);
        until = Math.min(until, leave.until);
        is = leave.is !== true;
      }
      const stay = before.at + (segment.minStay ? ms(segment.minStay) : 0);
      if (!is && now < stay) {
        is = true;
        until = Math.min(until, stay);
      }
    }
    if (is && taken) is = false;
    taken ||= is;
    if (is !== !!before?.in) changes.push([segment, before, is]);
  }
  run.due(key, until);
  changes.sort((a, b) => Number(a[2]) - Number(b[2]));
  for (const [{ id }, before, is] of changes) {
    const n = (before?.n ?? 0) + (is ? 1 : 0);
    state.seg[id] = { in: is ? 1 : 0, at: now, n };
    run.touch(`s:${id}`);
    run.emit({ id: `s:${id}:${is ? 'in' : 'out'}:${n}`, at: now, kind: 'track', event: is ? 'Segment Entered' : 'Segment Left', properties: { segment: id } });
  }
}
