import type { Measure } from '@shirube/engine';
import { expansionRule, riskRule } from '../metrics/flags';
import type { Counted, Wanted, Window } from './raw';
import { windowKey } from './raw';
import { duration, type Settings } from './settings';
import { DAY } from '../metrics/days';

/** Everything in the sections that is a measure, wherever it stands. */
function measuresIn(value: unknown): Measure[] {
  if (!value || typeof value !== 'object') return [];
  const own = 'kind' in value && typeof value.kind === 'string' ? [value as Measure] : [];
  return [...own, ...Object.values(value).flatMap(measuresIn)];
}

/** What has to be read so that every measure of the configuration can be answered. */
export function wantedOf(settings: Settings): Wanted {
  const measures = [...measuresIn(settings.health), ...measuresIn(settings.lifecycle), ...measuresIn([expansionRule, riskRule])];
  const windows = new Map<string, Window>();
  const add = (from: number, to: number) => windows.set(windowKey({ from, to }), { from, to });
  // The tables show the people of the last fourteen days, today included.
  add(14, -1);
  const counts = new Map<string, Counted>();
  const mails = new Set<number>();
  let back = 62;
  for (const m of measures) {
    const days = 'window' in m ? Math.min(400, Math.ceil(duration(m.window) / DAY)) : 0;
    if (days && Number.isFinite(days)) back = Math.max(back, days * 2);
    if (m.kind === 'users' && m.window) {
      add(days, 0);
      add(days * 2, days);
    }
    if (m.kind === 'mailClicks') mails.add(mailsBack(m.window));
    const key = m.kind === 'events' ? countKey(m) : undefined;
    if (m.kind === 'events' && key)
      counts.set(key, { key, events: m.events, ...(m.halfLife ? { halfLife: duration(m.halfLife) } : { window: duration(m.window) }) });
  }
  return {
    windows: [...windows.values()],
    events: [...new Set(measures.flatMap((m) => (m.kind === 'features' || m.kind === 'events' ? m.events : [])))],
    counts: [...counts.values()],
    mails: [...mails],
    back,
  };
}

/** Under which key a measure of events over a time, or with a half-life, is counted; undefined for one that counts ever. */
export const countKey = ({ events, window, halfLife }: Extract<Measure, { kind: 'events' }>): string | undefined =>
  window || halfLife ? JSON.stringify([events, window, halfLife]) : undefined;
/** How far back mails are counted, in milliseconds; 0: ever. */
export const mailsBack = (window: string | undefined): number => (window ? duration(window) : 0);
