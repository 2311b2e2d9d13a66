/** What the store knows of all accounts as text and back, for a snapshot. By hand: a reviver costs ten times as much. */
import type { RawAccount } from './raw';

type Mapped = 'milestones' | 'days' | 'active' | 'events' | 'counts' | 'answers' | 'mails';
type Frozen = Omit<RawAccount, Mapped | 'items' | 'videos' | 'level'> & {
  [K in Mapped]: RawAccount[K] extends Map<infer I, infer V> ? [I, V][] : never;
} & { items: string[]; videos: string[]; level: string | null };

export const freeze = (accounts: Iterable<RawAccount>): string =>
  JSON.stringify(
    Array.from(accounts, (a): Frozen => ({
      ...a,
      milestones: [...a.milestones],
      days: [...a.days],
      active: [...a.active],
      events: [...a.events],
      counts: [...a.counts],
      answers: [...a.answers],
      mails: [...a.mails],
      items: [...a.items],
      videos: [...a.videos],
      level: a.level ?? null,
    })),
  );

export const thaw = (text: string): Map<string, RawAccount> =>
  new Map(
    (JSON.parse(text) as Frozen[]).map((f) => [
      f.id,
      {
        ...f,
        milestones: new Map(f.milestones),
        days: new Map(f.days),
        active: new Map(f.active),
        events: new Map(f.events),
        counts: new Map(f.counts),
        answers: new Map(f.answers),
        mails: new Map(f.mails),
        items: new Set(f.items),
        videos: new Set(f.videos),
        level: f.level ?? undefined,
      },
    ]),
  );
