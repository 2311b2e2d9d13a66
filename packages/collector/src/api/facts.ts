import type { Measure } from '@shirube/engine';
import { DAY, dayOf, firstZone, startOfDay } from '../metrics/days';
import { onboardingProgress } from '../metrics/onboarding';
import type { AccountFacts } from '../metrics/rules';
import { windowKey, type RawAccount } from './raw';
import { duration, type Settings } from './settings';
import { countKey, mailsBack } from './wanted';

/** An instant from a trait: ISO date (the beginning of that day in the zone), ISO instant or milliseconds. */
function instantOf(value: unknown, timeZone: string): number | null {
  if (typeof value === 'number' && Number.isFinite(value)) return value < 1e11 ? value * 1000 : value;
  if (typeof value !== 'string') return null;
  const at = Date.parse(value);
  if (Number.isNaN(at)) return null;
  return /^\d{4}-\d{2}-\d{2}$/.test(value) ? startOfDay(at / DAY, timeZone) : at;
}
export const numberOf = (value: unknown): number | null => (typeof value === 'number' && Number.isFinite(value) ? value : null);

export const startOf = (raw: RawAccount, { traits, timeZone }: Settings, zone = timeZone): number =>
  instantOf(raw.traits[traits.start], zone) ?? instantOf(raw.traits['created_at'], zone) ?? raw.first;
export const endOf = (raw: RawAccount, { traits, timeZone }: Settings, zone = timeZone): number | null =>
  instantOf(raw.traits[traits.end], zone);
/** When the account left; null as long as it is there, also when it has given notice. */
export function churnedOf(raw: RawAccount, { traits, timeZone }: Settings, now: number): number | null {
  const left = instantOf(raw.traits[traits.churned], timeZone);
  return left !== null && left <= now ? left : null;
}

/** What is known of one account, for rules and scores. Windows are half-open: the last `n` whole days before today. */
export function factsOf(raw: RawAccount, settings: Settings, now: number): AccountFacts {
  const zone = firstZone(raw.traits[settings.traits.timeZone], settings.timeZone);
  const today = dayOf(now, zone);
  const activeDays = (days: number, before: boolean): number => {
    const to = today - (before ? days : 0);
    return [...raw.days.keys()].filter((day) => day >= to - days && day < to).length;
  };
  const seats = (n: number, trait: string | undefined): number | null => {
    if (!trait) return n;
    const all = numberOf(raw.traits[trait]);
    return all ? Math.min(1, n / all) : null;
  };
  const users = (window: string | undefined, before: boolean): number => {
    const days = Math.ceil(duration(window) / DAY);
    return window ? (raw.active.get(windowKey(before ? { from: days * 2, to: days } : { from: days, to: 0 })) ?? 0) : raw.people.withLogin;
  };

  const value = (m: Measure, before: boolean): number | null => {
    switch (m.kind) {
      case 'activeDays':
        return activeDays(duration(m.window) / DAY, before);
      case 'users':
        return before && !m.window ? null : seats(users(m.window, before), m.of);
      case 'features': {
        if (before) return null;
        const from = m.window ? now - duration(m.window) : -Infinity;
        return m.events.filter((event) => raw.events.has(event) && (raw.events.get(event)?.last ?? 0) >= from).length / m.events.length;
      }
      case 'events': {
        if (before) return null;
        const key = countKey(m);
        return key ? (raw.counts.get(key) ?? 0) : m.events.reduce((sum, event) => sum + (raw.events.get(event)?.n ?? 0), 0);
      }
      case 'checklist':
        return before ? null : checklistShare(raw, settings, m.checklist);
      case 'answer': {
        if (before) return null;
        const latest = new Map(
          (raw.answers.get(`${m.survey}:${m.question}`) ?? [])
            .filter((a) => a.at >= now - duration(m.window) && a.at < now)
            .map((a) => [a.user, a.value]),
        );
        return latest.size ? [...latest.values()].reduce((sum, v) => sum + v, 0) / latest.size : null;
      }
      case 'videos': {
        const all = m.videos ?? (settings.config.videos ?? []).map((v) => v.id);
        return before || !all.length ? null : all.filter((id) => raw.videos.has(id)).length / all.length;
      }
      case 'mailClicks': {
        const mails = raw.mails.get(mailsBack(m.window));
        return before || !mails?.delivered ? null : mails.clicked / mails.delivered;
      }
      case 'milestone':
        return before ? null : raw.milestones.has(m.milestone) ? 1 : 0;
      case 'trait': {
        const trait = before ? undefined : raw.traits[m.name];
        return m.map
          ? typeof trait === 'string'
            ? (m.map[trait] ?? null)
            : null
          : typeof trait === 'boolean'
            ? Number(trait)
            : numberOf(trait);
      }
      case 'age':
        return before ? null : today - dayOf(startOf(raw, settings, zone), zone);
      case 'renewal': {
        const end = endOf(raw, settings, zone);
        return before || end === null ? null : dayOf(end, zone) - today;
      }
      case 'onboarding':
        return before || !settings.required.length
          ? null
          : settings.required.filter((ms) => raw.milestones.has(ms.id)).length / settings.required.length;
    }
  };
  return { measure: (m) => value(m, false), before: (m) => value(m, true), trait: (name) => raw.traits[name] };
}

/** Items of a checklist that someone of the account has done. */
export function itemsDone(raw: RawAccount, checklist: string): Set<string> {
  return new Set([...raw.items].filter((key) => key.startsWith(`${checklist}/`)).map((key) => key.slice(checklist.length + 1)));
}
function checklistShare(raw: RawAccount, settings: Settings, id: string): number | null {
  const items = settings.config.checklists?.find((list) => list.id === id)?.items.filter((item) => item.required !== false) ?? [];
  const done = itemsDone(raw, id);
  return onboardingProgress(items.map(({ id, weight }) => ({ weight, done: done.has(id) })));
}
