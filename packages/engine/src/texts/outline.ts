/** A text as lists name it, where no person is meant: fallbacks stand for values, "…" where there are none. */
import { fill } from './fill';

export function outline<T extends string | Readonly<Record<string, string>>>(text: T): T;
export function outline(text: string | Readonly<Record<string, string>>): string | Record<string, string> {
  const plain = (words: string) => fill(words, 'en', { traits: {}, account: {} }, { missing: '…' });
  return typeof text === 'string' ? plain(text) : Object.fromEntries(Object.entries(text).map(([tag, words]) => [tag, plain(words)]));
}
