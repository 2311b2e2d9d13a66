/** Calendar day of an instant in a zone as 'YYYY-MM-DD', for millions of events: the zone's offset is looked up once per quarter of an hour. */
import { DAY, isoDay, offsetAt } from '../metrics/days';

const QUARTER = 900_000;

export class Days {
  readonly #offsets = new Map<string, number>();
  day(at: number, timeZone: string): string {
    const key = `${timeZone}|${Math.floor(at / QUARTER)}`;
    let offset = this.#offsets.get(key);
    if (offset === undefined) {
      offset = offsetAt(at, timeZone);
      if (this.#offsets.size > 5000) this.#offsets.clear();
      this.#offsets.set(key, offset);
    }
    return isoDay(Math.floor((at + offset) / DAY));
  }
}
