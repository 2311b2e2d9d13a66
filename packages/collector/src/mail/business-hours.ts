/** Mail goes out when people work: the first instant from `at` on that lies within the hours of a working day in the account's zone. */
import { dayOf, isoDay, startOfDay } from '../metrics/days';

/** "09:00"–"18:00", Monday to Friday unless `days` (0 = Sunday) says otherwise. */
interface Hours {
  from: string;
  to: string;
  days?: number[] | undefined;
}

const minutes = (clock: string): number => {
  const [h = 0, m = 0] = clock.split(':').map(Number);
  return h * 60 + m;
};

export function businessInstant(at: number, timeZone: string, hours: Hours | undefined, holidays: readonly string[] = []): number {
  if (!hours) return at;
  const [from, to] = [minutes(hours.from) * 60_000, minutes(hours.to) * 60_000];
  const working = hours.days ?? [1, 2, 3, 4, 5];
  const today = dayOf(at, timeZone);
  // 1970-01-01 was a Thursday.
  for (let day = today; day < today + 60; day++) {
    if (!working.includes((day + 4) % 7) || holidays.includes(isoDay(day))) continue;
    const start = startOfDay(day, timeZone);
    if (at < start + to) return Math.max(at, start + from);
  }
  return at;
}
