/** Where an account stands on its way: the first required milestone that it has not reached, and whether that is late. */
import { DAY, dayOf } from '../metrics/days';
import { milestoneStatus, type MilestoneStatus } from '../metrics/milestone-status';
import { churnedOf, itemsDone, startOf } from './facts';
import type { RawAccount } from './raw';
import { duration, type Settings } from './settings';

export interface Standing {
  status: MilestoneStatus;
  /** First required milestone that is open; null when all are reached. */
  blocker: string | null;
  /** Checklist items that are still open, when the blocker is about a checklist. */
  openItems: { checklist: string; open: string[]; done: number; all: number } | null;
  /** Days beyond the target of the blocker. */
  lateDays: number;
  /** Day on which every required milestone was reached, counted from the start of the contract; null: not yet. */
  completed: number | null;
}

/** Time runs from the first login; before it, from the start of the contract, so that an account that never came is late too. */
export function standingOf(raw: RawAccount, settings: Settings, now: number): Standing {
  const from = raw.people.firstLogin ?? startOf(raw, settings);
  const blocker = settings.required.find((m) => !raw.milestones.has(m.id));
  const reached = settings.required.map((m) => raw.milestones.get(m.id)).filter((at) => at !== undefined);
  const completed =
    settings.required.length > 0 && !blocker
      ? dayOf(Math.max(...reached), settings.timeZone) - dayOf(startOf(raw, settings), settings.timeZone)
      : null;
  if (!blocker || churnedOf(raw, settings, now) !== null)
    return { status: blocker ? 'on_track' : 'done', blocker: blocker?.id ?? null, openItems: null, lateDays: 0, completed };
  const [target, max] = [duration(blocker.target), duration(blocker.max)];
  const elapsed = now - from;
  const due = Math.min(target, max);
  return {
    status: milestoneStatus(elapsed, Number.isFinite(target) ? target : undefined, Number.isFinite(max) ? max : undefined, false),
    blocker: blocker.id,
    openItems: openItems(raw, settings, blocker.when),
    lateDays: Number.isFinite(due) ? Math.max(0, Math.floor((elapsed - due) / DAY)) : 0,
    completed,
  };
}

/** "4 of 5, the registration number is missing": read from the checklist that the milestone's condition names. */
function openItems(raw: RawAccount, settings: Settings, condition: unknown): Standing['openItems'] {
  const id = checklistIn(condition);
  const list = settings.config.checklists?.find((c) => c.id === id);
  if (!list) return null;
  const required = list.items.filter((item) => item.required !== false);
  const done = itemsDone(raw, list.id);
  return {
    checklist: list.id,
    open: required.filter((item) => !done.has(item.id)).map((item) => item.id),
    done: required.filter((item) => done.has(item.id)).length,
    all: required.length,
  };
}

function checklistIn(condition: unknown): string | undefined {
  if (!condition || typeof condition !== 'object') return undefined;
  if ('kind' in condition && condition.kind === 'checklist' && 'id' in condition) return String(condition.id);
  return Object.values(condition)
    .map(checklistIn)
    .find((id) => id !== undefined);
}
