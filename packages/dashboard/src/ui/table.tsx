import type { Page as Rows } from '@shirube/collector/api';
import type { ComponentChildren } from 'preact';
import { t } from '../lang';
import { place, setQuery } from '../router';
import { useStore } from '../store';

export interface Column<R> {
  id: string;
  head: string;
  cell: (row: R) => ComponentChildren;
  /** Name that the API sorts by. */
  sort?: string;
  align?: 'end';
  /** Left out where there is little room. */
  wide?: boolean;
}
/** A table that scrolls by itself where the page is narrow; columns with a `sort` are buttons. */
export function Table<R>({
  name,
  columns,
  rows,
  id,
  sort,
  empty,
  caption,
}: {
  name: string;
  columns: Column<R>[];
  rows: readonly R[];
  id: (row: R) => string;
  /** What it is sorted by at first, `-` before it for the other way round; what a person chose is in the address. Without it nobody can sort. */
  sort?: string;
  empty: ComponentChildren;
  caption?: ComponentChildren;
}) {
  const { query } = useStore(place);
  if (!rows.length) return <>{empty}</>;
  const sorted = sort && (query.get('sort') ?? sort);
  const [by, down] = [sorted?.replace(/^-/, ''), sorted?.startsWith('-')];
  const pick = (to: string) => setQuery({ sort: to, offset: undefined });
  return (
    <div class="tablebox" role="region" aria-label={name} tabIndex={0}>
      <table>
        {caption && <caption>{caption}</caption>}
        <thead>
          <tr>
            {columns.map((c) => (
              <th
                key={c.id}
                scope="col"
                class={className(c)}
                aria-sort={c.sort && c.sort === by ? (down ? 'descending' : 'ascending') : undefined}
              >
                {c.sort && sort ? (
                  <button
                    type="button"
                    class="sort"
                    onClick={() => pick(c.sort !== by ? firstOf(c) : down ? (c.sort ?? '') : `-${c.sort ?? ''}`)}
                  >
                    {c.head}
                    <i aria-hidden="true">{c.sort === by ? (down ? '▾' : '▴') : ''}</i>
                  </button>
                ) : (
                  c.head
                )}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={id(row)}>
              {columns.map((c, i) =>
                i === 0 ? (
                  <th key={c.id} scope="row" class={className(c)}>
                    {c.cell(row)}
                  </th>
                ) : (
                  <td key={c.id} class={className(c)}>
                    {c.cell(row)}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
/** Figures begin with the largest, names with the first. */
const firstOf = <R,>(c: Column<R>) => (c.align === 'end' ? `-${c.sort ?? ''}` : (c.sort ?? ''));
const className = <R,>(c: Column<R>) => [c.align, c.wide && 'wide-only'].filter(Boolean).join(' ') || undefined;

/** Goes through a list page by page; where it stands is in the address. */
export function Pager({ of: { offset, limit, total } }: { of: Pick<Rows<unknown>, 'offset' | 'limit' | 'total'> }) {
  if (total <= limit) return <p class="pager">{t('rows', { n: total })}</p>;
  const go = (to: number) => setQuery({ offset: String(to) });
  return (
    <p class="pager">
      <button type="button" disabled={offset === 0} onClick={() => go(Math.max(0, offset - limit))}>
        {t('previous')}
      </button>
      <span>{t('range', { from: offset + 1, to: Math.min(total, offset + limit), n: total })}</span>
      <button type="button" disabled={offset + limit >= total} onClick={() => go(offset + limit)}>
        {t('next')}
      </button>
    </p>
  );
}
