import type { Range } from '../problem';
import { clean, columns } from './clean';
import type { Lines } from './position';

const MOST = 96;

export interface FrameLine {
  number: number;
  text: string;
  marked: boolean;
  /** Columns before the caret and its length, on the marked line. */
  caret?: { before: number; length: number };
}

/** Two lines before, the line itself with a caret, one line after. Long lines are cut around the caret. */
export function frame(lines: Lines, range: Range): FrameLine[] {
  const { line, column } = range.start;
  const out: FrameLine[] = [];
  for (let number = Math.max(1, line - 2); number <= Math.min(lines.count, line + 1); number++) {
    const raw = lines.line(number);
    const marked = number === line;
    const from = marked && column > MOST - 16 ? column - 48 : 0;
    const cut = raw.slice(from, from + MOST);
    const text = `${from ? '…' : ''}${clean(cut)}${from + MOST < raw.length ? '…' : ''}`;
    if (!marked && !text.trim()) continue;
    if (!marked) {
      out.push({ number, text, marked });
      continue;
    }
    const end = range.end.line === line ? range.end.column : raw.length + 1;
    const before = columns(clean(raw.slice(from, column - 1))) + (from ? 1 : 0);
    const length = Math.max(1, columns(clean(raw.slice(column - 1, Math.min(end - 1, from + MOST)))));
    out.push({ number, text, marked, caret: { before, length } });
  }
  return out;
}
