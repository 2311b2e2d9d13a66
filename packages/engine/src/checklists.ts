/** Checklists: items that complete themselves. Done is kept even when the probe later knows less, unless the item is revocable. */
import { check } from './conditions';
import type { Checklist, Run, Section, World } from './types';

export interface ChecklistProgress {
  done: string[];
  /** Required, and known not to be done. */
  open: string[];
  /** Required, and nothing is known. */
  unknown: string[];
  /** Σ weight of done ÷ Σ weight of all required items; null without any (an empty list is not complete). */
  share: number | null;
}

export function checklistProgress(list: Checklist, world: World): ChecklistProgress {
  const done = world.state.ck[list.id] ?? {};
  const progress: ChecklistProgress = { done: [], open: [], unknown: [], share: null };
  let all = 0;
  let have = 0;
  for (const item of list.items) {
    const is = item.id in done;
    if (is) progress.done.push(item.id);
    if (item.required === false) continue;
    const weight = item.weight ?? 1;
    all += weight;
    if (is) have += weight;
    else progress[check(item.done, world).is === false ? 'open' : 'unknown'].push(item.id);
  }
  if (all) progress.share = have / all;
  return progress;
}

export const checklists: Section = (program, watch) => {
  for (const list of program.checklists.values()) watch(`k:${list.id}`, list, runChecklist, () => [list.items.map((item) => item.done)]);
};

/** Re-evaluates the items of one list. */
function runChecklist(list: Checklist, key: string, run: Run): void {
  const { state } = run;
  const world = run.world();
  const done = (state.ck[list.id] ??= {});
  let until = Infinity;
  // Also an item that became known to be open is news, although nothing is recorded for it.
  let news = false;
  for (const item of list.items) {
    const verdict = world.check(item.done);
    until = Math.min(until, verdict.until);
    const before = item.id in done;
    if (verdict.is && !before) done[item.id] = state.now;
    else if (verdict.is === false && item.revocable) delete done[item.id];
    if (!before || !(item.id in done)) news = true;
  }
  run.due(key, until);
  if (news) run.touch(key);
}
