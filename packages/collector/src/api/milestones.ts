import { activationRate } from '../metrics/activation';
import { dayOf } from '../metrics/days';
import { milestoneStatus } from '../metrics/milestone-status';
import { onboardingCompletion } from '../metrics/onboarding';
import { ratio } from '../metrics/ratio';
import { timeToValue, type TimeToValue } from '../metrics/time-to-value';
import type { Entry } from './book';
import type { Context, Route } from './route';
import { duration } from './settings';
import type { FunnelStep, Milestones } from './types';

/** Funnel over accounts: how many reached each milestone, how long it took, and who is late. Accounts that left are excluded and counted. */
export const milestonesRoutes: Route[] = [
  {
    method: 'GET',
    heavy: true,
    path: '/milestones',
    async run(context) {
      const json = await milestones(context);
      return {
        json,
        table: {
          name: 'milestones',
          columns: ['milestone', 'reached', 'accounts', 'share', 'median_days', 'on_track', 'behind', 'stuck'],
          rows: json.steps.map((s) => [s.id, s.reached.num, s.reached.den, s.reached.value, s.medianDays, s.onTrack, s.behind, s.stuck]),
        },
      };
    },
  },
];

async function milestones(context: Context): Promise<Milestones> {
  const { settings, now } = context;
  const book = await context.book();
  const all = [...book.entries.values()];
  const present = all.filter((entry) => entry.churned === null);
  const steps = (settings.config.milestones ?? []).map((m): FunnelStep => {
    const [target, max] = [duration(m.target), duration(m.max)];
    const days: number[] = [];
    const late = { on_track: 0, behind: 0, stuck: 0, done: 0 };
    for (const entry of present) {
      const reached = entry.raw.milestones.get(m.id);
      if (reached !== undefined) days.push(Math.max(0, daysFrom(entry, reached, settings.timeZone)));
      late[
        milestoneStatus(
          now - begin(entry),
          Number.isFinite(target) ? target : undefined,
          Number.isFinite(max) ? max : undefined,
          reached !== undefined,
        )
      ]++;
    }
    days.sort((a, b) => a - b);
    return {
      id: m.id,
      timed: m.target !== undefined || m.max !== undefined,
      required: m.required ?? false,
      value: m.value ?? false,
      reached: ratio(days.length, present.length, { churned: all.length - present.length }),
      medianDays: days.length ? (days[Math.floor((days.length - 1) / 2)] ?? null) : null,
      onTrack: late.on_track,
      behind: late.behind,
      stuck: late.stuck,
    };
  });
  return {
    steps,
    of: 'accounts',
    onboarding: { ...onboardingOf(context, all), days: settings.onboardingDays },
    ttv: ttvOf(context, all),
    activation: activationOf(context, all),
  };
}

const begin = (entry: Entry): number => entry.raw.people.firstLogin ?? entry.start;
const daysFrom = (entry: Entry, at: number, zone: string) => dayOf(at, zone) - dayOf(entry.start, zone);

/** `from`/`to`: only contracts that began in that period; without them, all. */
export function onboardingOf({ settings, now }: Context, entries: readonly Entry[], from = -Infinity, to = Infinity) {
  const zone = settings.timeZone;
  return onboardingCompletion(
    entries
      .filter((e) => e.start >= from && e.start < to)
      .map((entry) => ({
        id: entry.id,
        // Whoever left before that has not come through: leaving them out would make a product look good that loses people early.
        age: dayOf(now, zone) - dayOf(entry.start, zone),
        completed: entry.standing.completed,
      })),
    settings.onboardingDays,
  );
}

/** From the start of the contract to the value milestone; accounts that left count as "at least until they left". */
export function ttvOf({ settings, now }: Context, entries: readonly Entry[]): TimeToValue {
  const { value, timeZone } = settings;
  return timeToValue(
    value === null
      ? []
      : entries.map((entry) => {
          const reached = entry.raw.milestones.get(value);
          return {
            days: Math.max(0, dayOf(reached ?? entry.churned ?? now, timeZone) - dayOf(entry.start, timeZone)),
            reached: reached !== undefined,
          };
        }),
  );
}

export function activationOf({ settings, now }: Context, entries: readonly Entry[]) {
  const { activation, timeZone } = settings;
  return (
    activation &&
    activationRate(
      entries.map((entry) => {
        const reached = entry.raw.milestones.get(activation.milestone);
        return {
          age: dayOf(now, timeZone) - dayOf(entry.start, timeZone),
          activated: reached === undefined ? null : daysFrom(entry, reached, timeZone),
        };
      }),
      activation.days,
    )
  );
}
