export type MilestoneStatus = 'done' | 'on_track' | 'behind' | 'stuck';

/** Where a person stands with a milestone. `target` and `max` in the unit of `elapsed`; without them nobody is behind or stuck. */
export const milestoneStatus = (elapsed: number, target: number | undefined, max: number | undefined, reached: boolean): MilestoneStatus =>
  reached ? 'done' : elapsed <= (target ?? max ?? Infinity) ? 'on_track' : elapsed <= (max ?? Infinity) ? 'behind' : 'stuck';
