/**
 * Answers that look at very many rows are kept: as long as nothing was applied they stay, and what is cheap is made anew as soon as
 * something was. What is expensive is given as it is and made anew behind the reader's back, so that nobody waits and looking never
 * costs more than a tenth of the machine; the page asks again. The next process starts with the answers of the last.
 */
import { dayOf } from '../metrics/days';
import { sameHead, type Head } from './head';
import type { Answer } from './route';
import { readable, type Snapshots } from './snapshots';

export interface Asked {
  tenant: number;
  name: string;
  cfg: string;
  now: number;
  zone: string;
  head: Head;
}
export interface Made {
  answer: Answer | undefined;
  stale: boolean;
}
interface Kept {
  answer: Answer | undefined;
  head: Head;
  at: number;
  made: number;
  cost: number;
  saved: number;
}

const MOST = 200;
const CHEAP_MS = 100;
/** Worth a row in the store. */
const DEAR_MS = 20;
const SAVE_MS = 60_000;

export class Recent {
  readonly #kept = new Map<string, Kept>();
  readonly #making = new Map<string, Promise<Made>>();
  /** `maxAge`: how old an answer may get when nothing new was applied, in ms; 0 keeps none. */
  constructor(
    private readonly maxAge: number,
    private readonly tick: () => number,
    private readonly snapshots?: Snapshots,
    private readonly patience = CHEAP_MS * 1.5,
  ) {}

  async get(asked: Asked, make: () => Promise<Made>): Promise<Made> {
    if (!this.maxAge) return make();
    const kept = await this.#known(asked);
    if (!kept) return this.#make(asked, make);
    if (this.#fresh(kept, asked)) return { answer: kept.answer, stale: false };
    const age = this.tick() - kept.made;
    const old = { answer: kept.answer, stale: true };
    // What is usually quick may have to wait for its turn; the reader does not.
    if (kept.cost <= CHEAP_MS && age >= kept.cost * 3) return Promise.race([this.#make(asked, make), after(this.patience).then(() => old)]);
    if (age >= kept.cost * 10) this.#make(asked, make).catch(() => undefined);
    return old;
  }

  /** Makes it anew when it is not fresh, and waits for that. */
  async refresh(asked: Asked, make: () => Promise<Made>): Promise<void> {
    const kept = await this.#known(asked);
    if (!kept || !this.#fresh(kept, asked)) await this.#make(asked, make);
  }

  #fresh(kept: Kept, { head, now, zone }: Asked): boolean {
    return (
      dayOf(kept.at, zone) === dayOf(now, zone) &&
      sameHead(kept.head, head) &&
      this.tick() - kept.made <= this.maxAge &&
      Math.abs(now - kept.at) <= this.maxAge * 2
    );
  }

  /** Something was changed by hand: that person wants to see it. */
  forget(tenant: number): void {
    for (const key of this.#kept.keys()) if (key.startsWith(`${tenant}|`)) this.#kept.delete(key);
  }

  async #known(asked: Asked): Promise<Kept | undefined> {
    const key = keyOf(asked);
    const kept = this.#kept.get(key);
    if (kept) return kept.head.erased === asked.head.erased ? kept : undefined;
    if (this.#making.has(key)) return undefined;
    const stored = await this.snapshots?.load(asked.tenant, asked.name, asked.cfg);
    const answer = stored && stored.head.erased === asked.head.erased ? readable(() => JSON.parse(stored.body) as Answer) : undefined;
    if (!stored || !answer) return undefined;
    const revived: Kept = {
      answer,
      head: stored.head,
      at: stored.at,
      made: this.tick() - Math.max(0, asked.now - stored.at),
      cost: stored.cost,
      saved: this.tick(),
    };
    return this.#kept.get(key) ?? this.#keep(key, revived);
  }

  #keep(key: string, kept: Kept): Kept {
    if (this.#kept.size >= MOST) this.#kept.delete(this.#kept.keys().next().value ?? '');
    this.#kept.set(key, kept);
    return kept;
  }

  #make(asked: Asked, make: () => Promise<Made>): Promise<Made> {
    const key = keyOf(asked);
    let making = this.#making.get(key);
    if (!making) {
      const begun = this.tick();
      making = make()
        .then((made) => {
          const before = this.#kept.get(key);
          const kept = this.#keep(key, {
            answer: made.answer,
            head: made.stale ? { ...asked.head, events: -1 } : asked.head,
            at: asked.now,
            made: this.tick(),
            cost: this.tick() - begun,
            saved: before?.saved ?? -Infinity,
          });
          if (!made.stale) this.#save(asked, kept);
          return made;
        })
        .finally(() => this.#making.delete(key));
      this.#making.set(key, making);
      making.catch(() => this.#kept.delete(key));
    }
    return making;
  }

  #save(asked: Asked, kept: Kept): void {
    if (!this.snapshots || !kept.answer || kept.cost < DEAR_MS || this.tick() - kept.saved < SAVE_MS) return;
    kept.saved = this.tick();
    const { json, table } = kept.answer;
    this.snapshots
      .save(asked.tenant, asked.name, asked.cfg, {
        head: kept.head,
        at: kept.at,
        cost: kept.cost,
        body: JSON.stringify({ json, ...(table && { table }) }),
      })
      .catch(() => undefined);
  }
}

const after = (ms: number) => new Promise<void>((resolve) => void setTimeout(resolve, ms).unref());
const keyOf = ({ tenant, name, cfg }: Asked): string => `${tenant}|${cfg}|${name}`;
