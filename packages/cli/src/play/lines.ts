/** Lines of a stream of bytes, however the chunks fall. A line that is too long is said once and skipped. */
import { limits } from '../source/limits';

export interface Line {
  number: number;
  text: string;
}

export async function* linesOf(
  chunks: AsyncIterable<Uint8Array>,
  tooLong: (number: number) => void,
  most: number = limits.lineBytes,
): AsyncGenerator<Line> {
  const decoder = new TextDecoder('utf-8');
  let rest = '';
  let number = 0;
  let skipping = false;
  const finish = function* (piece: string): Generator<Line> {
    number++;
    if (skipping || piece.length > most) {
      if (!skipping) tooLong(number);
      skipping = false;
      return;
    }
    const text = piece.trim();
    if (text) yield { number, text };
  };
  for await (const chunk of chunks) {
    rest += decoder.decode(chunk, { stream: true });
    let from = 0;
    for (let end = rest.indexOf('\n', from); end >= 0; end = rest.indexOf('\n', from)) {
      yield* finish(rest.slice(from, end));
      from = end + 1;
    }
    rest = rest.slice(from);
    if (rest.length > most) {
      if (!skipping) tooLong(number + 1);
      skipping = true;
      rest = '';
    }
  }
  rest += decoder.decode();
  if (rest || skipping) yield* finish(rest);
}
