/** "Did you mean …?": the nearest known word. */

const plain = (word: string): string =>
  word
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s_\-.]/g, '');

/** Edits (insert, delete, replace, swap of neighbours) from one word to the other; optimal string alignment, Damerau 1964. */
export function distance(a: string, b: string): number {
  const rows: number[][] = Array.from({ length: a.length + 1 }, (_, i) => [i]);
  const cell = (i: number, j: number): number => rows[i]?.[j] ?? Infinity;
  for (let i = 0; i <= a.length; i++) {
    const row = rows[i] ?? [];
    for (let j = i ? 1 : 0; j <= b.length; j++) {
      if (!i) {
        row[j] = j;
        continue;
      }
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let least = Math.min(cell(i - 1, j) + 1, cell(i, j - 1) + 1, cell(i - 1, j - 1) + same);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) least = Math.min(least, cell(i - 2, j - 2) + 1);
      row[j] = least;
    }
  }
  return cell(a.length, b.length);
}

/** The known word that was probably meant; undefined when none is near enough. Case, hyphens and full width do not count. */
export function nearest(word: string, known: Iterable<string>): string | undefined {
  const short = plain(word.slice(0, 64));
  let best: string | undefined;
  let least = Infinity;
  for (const candidate of known) {
    const other = plain(candidate.slice(0, 64));
    if (Math.abs(other.length - short.length) >= least) continue;
    const d = distance(short, other);
    if (d < least) [best, least] = [candidate, d];
  }
  const length = Math.max(short.length, best ? plain(best).length : 0);
  // Half of a very short word is another word; a third of a longer one is a slip.
  if (least <= (length < 3 ? 0 : length === 3 ? 1 : Math.ceil(length / 3))) return best;
  // Part of a longer word, "registration" for "registration-number".
  if (short.length < 4) return undefined;
  return [...known].find(
    (candidate) => plain(candidate).includes(short) || (plain(candidate).length >= 4 && short.includes(plain(candidate))),
  );
}
