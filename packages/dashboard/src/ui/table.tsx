import type { ComponentChildren } from 'preact';
import { t } from '../lang';

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
  onSort,
  empty,
  caption,
}: {
  name: string;
  columns: Column<R>[];
  rows: readonly R[];
  id: (row: R) => string;
  sort?: string;
  onSort?: (sort: string) => void;
  empty: ComponentChildren;
  caption?: ComponentChildren;
}) {
  if (!rows.length) return <>{empty}</>;
  const [by, down] = [sort?.replace(/^-/, ''), sort?.startsWith('-')];
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
                {c.sort && onSort ? (
                  <button
                    type="button"
                    class="sort"
                    onClick={() => onSort(c.sort === by && down ? (c.sort ?? '') : c.sort === by ? `-${c.sort ?? ''}` : firstOf(c))}
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

export function Pager({ offset, limit, total, go }: { offset: number; limit: number; total: number; go: (offset: number) => void }) {
  if (total <= limit) return <p class="pager">{t('rows', { n: total })}</p>;
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
