/** The vendor's help articles: a JSON feed, a plain list, or a sitemap; and a search that knows full-width letters and Japanese. */
export interface Article {
  title: string;
  url: string;
  text: string;
  lang?: string | undefined;
}

const fold = (text: string) => text.normalize('NFKC').toLocaleLowerCase();
const string = (...values: unknown[]): string => values.find((value): value is string => typeof value === 'string') ?? '';

const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', nbsp: ' ' };
/** The words of a piece of HTML; it is searched and shown as text. */
const bare = (html: string) =>
  html
    .replace(/<(script|style)\b.*?<\/\1>|<[^>]*>/gis, ' ')
    .replace(/&(?:#(\d{1,7})|(\w+));/g, (all, code?: string, name = '') =>
      code ? String.fromCodePoint(Math.min(+code, 0x10ffff)) : (ENTITIES[name] ?? all),
    )
    .replace(/\s+/g, ' ')
    .trim();

/** Tolerant: what has no address or title is left out. */
export function articlesOf(json: unknown): Article[] {
  const list: unknown = Array.isArray(json)
    ? json
    : json && typeof json === 'object'
      ? (Reflect.get(json, 'items') ?? Reflect.get(json, 'articles'))
      : undefined;
  if (!Array.isArray(list)) return [];
  return list.flatMap((item: unknown) => {
    if (!item || typeof item !== 'object') return [];
    const get = (key: string): unknown => Reflect.get(item, key);
    const article = {
      title: string(get('title')),
      url: string(get('url'), get('id')),
      text: string(get('text'), get('content_text')) || bare(string(get('content_html'))) || string(get('summary')),
      lang: string(get('lang'), get('language')) || undefined,
    };
    return article.title && article.url ? [article] : [];
  });
}

/** A sitemap has no titles: the last piece of the path has to do. */
export function articlesOfSitemap(xml: string): Article[] {
  return [...xml.matchAll(/<loc>\s*([^<\s]+)\s*<\/loc>/g)].flatMap(([, loc = '']) => {
    const last =
      loc
        .replace(/&amp;/g, '&')
        .replace(/[?#].*$/, '')
        .replace(/\/$/, '')
        .split('/')
        .pop() ?? '';
    let title = last.replace(/\.\w+$/, '').replace(/[-_]+/g, ' ');
    try {
      title = decodeURIComponent(title);
    } catch {
      // A half-encoded address is its own title.
    }
    return title ? [{ title: title.charAt(0).toUpperCase() + title.slice(1), url: loc.replace(/&amp;/g, '&'), text: '' }] : [];
  });
}

const pairs = (text: string) => Array.from({ length: Math.max(1, text.length - 1) }, (_, i) => text.slice(i, i + 2));

/** Every word must occur; when none fits, a good part of the letter pairs must (Japanese is written without spaces). */
export function search(articles: readonly Article[], query: string, lang: string, limit = 8): Article[] {
  const words = fold(query)
    .split(/[\s、。・]+/)
    .filter(Boolean);
  if (!words.length) return [];
  const mine = articles.filter((article) => !article.lang || article.lang.split('-')[0] === lang.split('-')[0]);
  const rank = (score: (title: string, text: string) => number) =>
    mine
      .map((article) => [score(fold(article.title), fold(article.text)), article] as const)
      .filter(([n]) => n > 0)
      .sort(([a], [b]) => b - a)
      .slice(0, limit)
      .map(([, article]) => article);
  const exact = rank((title, text) =>
    words.every((word) => title.includes(word) || text.includes(word))
      ? words.reduce((n, word) => n + (title.includes(word) ? 3 : 1), 0)
      : 0,
  );
  if (exact.length) return exact;
  const grams = words.flatMap(pairs).filter((pair) => pair.length > 1);
  return grams.length < 2
    ? []
    : rank((title, text) => {
        const share = grams.filter((pair) => title.includes(pair) || text.includes(pair)).length / grams.length;
        return share >= 0.4 ? share : 0;
      });
}
