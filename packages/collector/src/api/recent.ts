/**
 * Answers that look at very many rows are kept for a moment: a second reader gets the same one at once, and while a new one is
 * being made the old one is given. What took long stays longer, so that looking never costs more than a tenth of the machine.
 */
import type { Answer } from './route';

interface Kept { answer: Answer | undefined; made: number; cost: number }
const MOST = 200;

export class Recent {
  readonly #kept = new Map<string, Kept>();
  readonly #making = new Map<string, Promise<Answer | undefined>>();
  constructor(private readonly maxAge: number, private readonly tick: () => number) {}

  async get(key: string, make: () => Promise<Answer | undefined>): Promise<Answer | undefined> {
    const kept = this.#kept.get(key);
    if (kept && this.maxAge && this.tick() - kept.made <= Math.max(this.maxAge, kept.cost * 10)) return kept.answer;
    let making = this.#making.get(key);
    if (!making) {
      const begun = this.tick();
      making = make().then((answer) => {
        if (this.#kept.size >= MOST) this.#kept.delete(this.#kept.keys().next().value ?? '');
        if (this.maxAge) this.#kept.set(key, { answer, made: this.tick(), cost: this.tick() - begun });
        return answer;
      }).finally(() => this.#making.delete(key));
      this.#making.set(key, making);
      making.catch(() => this.#kept.delete(key));
    }
    return kept && this.maxAge ? kept.answer : making;
  }
  /** Something was changed by hand: that person wants to see it. */
  forget(prefix: string): void {
    for (const key of this.#kept.keys()) if (key.startsWith(prefix)) this.#kept.delete(key);
  }
}
