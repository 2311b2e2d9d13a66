/** Words as people type them: of full or half width, with capitals or without. */
const fold = (text: string): string => text.normalize('NFKC').toLowerCase();

/** Where the words stand in the sentence, as positions [from, to); undefined when they do not, or when there are none. */
export function find(text: string, words: string): [from: number, to: number] | undefined {
  const wanted = fold(words);
  let folded = '';
  const places: [number, number][] = [];
  // Letter by letter, each with the marks that belong to it, so that every folded letter knows where it came from.
  for (const { 0: letter, index } of text.matchAll(/[^][\u0300-\u036f\u3099\u309a\uff9e\uff9f]*/gu)) {
    folded += fold(letter);
    while (places.length < folded.length) places.push([index, index + letter.length]);
  }
  const at = folded.indexOf(wanted);
  const [from, to] = [places[at], places[at + wanted.length - 1]];
  return from && to && [from[0], to[1]];
}
