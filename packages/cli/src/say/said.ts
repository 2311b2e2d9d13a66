import { brief } from '../source/clean';

/** What happened · probable cause · what to type next. */
export interface Said {
  what: string;
  why: string;
  next: string;
}
/** What a text may look at: the arguments of the problem, each made fit for a sentence. */
export interface Words {
  /** As JSON, short. */
  q(name: string): string;
  /** As text without quotes. */
  s(name: string): string;
  has(name: string): boolean;
  /** A list, each as JSON; at most `most`, then an ellipsis. */
  list(name: string, most?: number): string;
}
export type Saying = (words: Words) => Said;

export function words(args: Readonly<Record<string, unknown>>): Words {
  const value = (name: string): unknown => (Object.hasOwn(args, name) ? args[name] : undefined);
  return {
    q: (name) => brief(value(name)),
    s: (name) =>
      typeof value(name) === 'string'
        ? brief(value(name), 200).slice(1, -1).replaceAll('\\"', '"').replaceAll('\\\\', '\\')
        : brief(value(name), 200),
    has: (name) => value(name) !== undefined && value(name) !== null && value(name) !== '',
    list(name, most = 12) {
      const items = value(name);
      const all = Array.isArray(items) ? items : items === undefined ? [] : [items];
      return (
        all
          .slice(0, most)
          .map((item) => brief(item))
          .join(', ') + (all.length > most ? ', …' : '')
      );
    },
  };
}
