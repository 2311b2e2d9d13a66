/** The collector's clock. Pages stay open for days, machines sleep, and their clocks are wrong: only the difference to it is kept. */
import { instant, wall } from '@shirube/engine';

const DAY = 86_400_000;
interface Told {
  now: number;
}
const ahead = new WeakMap<Told, number>();

/** The time that this answer told was told just now. */
export const heard = <T extends Told>(config: T): T => {
  ahead.set(config, config.now - Date.now());
  return config;
};
export const nowOf = (config: Told | null): number => Date.now() + (config ? (ahead.get(config) ?? 0) : 0);

/** Beginning of the day that is `days` after the one of `at`, in the team's zone: tomorrow's list begins at midnight, not in 24 hours. */
export const startOfDay = (at: number, days: number, zone: string): number =>
  instant((Math.floor(wall(at, zone) / DAY) + days) * DAY, zone);
