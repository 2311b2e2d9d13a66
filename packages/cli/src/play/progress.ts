import type { Io } from '../io';
import type { Lang } from '../lang';

const words = {
  en: { events: 'events read', people: 'people played' },
  ja: { events: '件のイベントを読みました', people: '人分を再生しました' },
} as const;

/** Says on the error stream how far it is, from the first second on and then once a second. */
export class Progress {
  private readonly start: number;
  private last: number;
  private told = false;

  constructor(
    private readonly io: Pick<Io, 'err' | 'now' | 'columns'>,
    private readonly lang: Lang,
  ) {
    this.start = this.last = io.now();
  }

  say(what: 'events' | 'people', n: number, of?: number): void {
    const now = this.io.now();
    if (now - this.start < 1000 || now - this.last < 1000) return;
    this.last = now;
    this.told = true;
    const count = `${n.toLocaleString('en')}${of === undefined ? '' : ` / ${of.toLocaleString('en')}`}`;
    this.io.err(`${this.io.columns ? '\r' : ''}… ${count} ${words[this.lang][what]}${this.io.columns ? '   ' : '\n'}`);
  }

  done(): void {
    if (this.told && this.io.columns) this.io.err('\n');
  }
}
