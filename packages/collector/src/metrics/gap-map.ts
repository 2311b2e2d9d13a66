import { ratio, type Ratio } from './ratio';

/** What is known of one page: how often help was offered there, taken up, and still not enough. */
export interface PageHelp {
  path: string;
  shown: number;
  clicked: number;
  inquiries: number;
  errors: number;
  users: number;
}
export interface Gap {
  path: string;
  kind: 'ignored' | 'not-helping' | 'no-help';
  clickRate: Ratio;
  inquiryRate: Ratio;
  shown: number;
  users: number;
  weight: number;
}

/**
 * Pages where the content does not do its work: offered and not clicked, clicked and people still ask, or people ask and nothing is offered.
 * `weight` is the number of people it concerns times how badly it fails; largest first.
 */
export function contentGaps(pages: readonly PageHelp[]): Gap[] {
  return pages
    .map((page): Gap | null => {
      const clickRate = ratio(page.clicked, page.shown);
      const inquiryRate = ratio(page.inquiries, page.clicked || page.users);
      const gap = (kind: Gap['kind'], share: number): Gap => ({
        path: page.path,
        kind,
        clickRate,
        inquiryRate,
        shown: page.shown,
        users: page.users,
        weight: share * Math.max(page.users, page.shown),
      });
      if (!page.shown)
        return page.inquiries + page.errors > 0
          ? gap('no-help', Math.min(1, (page.inquiries + page.errors) / Math.max(1, page.users)))
          : null;
      if (page.clicked > 0 && page.inquiries / page.clicked >= 0.2) return gap('not-helping', page.inquiries / page.clicked);
      return (clickRate.value ?? 0) < 0.2 ? gap('ignored', 1 - (clickRate.value ?? 0)) : null;
    })
    .filter((gap) => gap !== null)
    .sort((a, b) => b.weight - a.weight || a.path.localeCompare(b.path));
}

export interface Search {
  query: string;
  results: number;
}
/** Searches that found nothing, most frequent first; spelling differences in width and case are the same search. */
export function missedSearches(searches: readonly Search[], most = 20): { query: string; n: number }[] {
  const counts = new Map<string, { query: string; n: number }>();
  for (const { query, results } of searches) {
    const key = query.normalize('NFKC').trim().toLowerCase();
    if (results > 0 || !key) continue;
    const entry = counts.get(key) ?? { query: query.trim(), n: 0 };
    entry.n++;
    counts.set(key, entry);
  }
  return [...counts.values()].sort((a, b) => b.n - a.n).slice(0, most);
}
