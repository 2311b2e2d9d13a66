import type { Position, Range } from '../problem';

/** Offsets at which lines begin, and from offset to line and column. CR, LF and CR LF end a line. */
export class Lines {
  private readonly starts: number[] = [0];

  constructor(readonly text: string) {
    for (let i = 0; i < text.length; i++) {
      const c = text.charCodeAt(i);
      if (c === 10 || (c === 13 && text.charCodeAt(i + 1) !== 10)) this.starts.push(i + 1);
    }
  }

  get count(): number {
    return this.starts.length;
  }

  at(offset: number): Position {
    let low = 0;
    let high = this.starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - (this.starts[low] ?? 0) + 1, offset };
  }

  range(offset: number, length: number): Range {
    return { start: this.at(offset), end: this.at(offset + length) };
  }

  /** The line (counted from 1) without its end. */
  line(number: number): string {
    return this.text.slice(this.starts[number - 1] ?? this.text.length, this.starts[number] ?? this.text.length).replace(/[\r\n]+$/, '');
  }
}
