import { useState } from 'preact/hooks';
import { useDesk, useWords } from '../app';
import { clientName, newestFirst, standingOf, type Standing } from '../books';
import { dayFromToday } from '../format';
import { Icon } from '../ui/icon';
import { InvoiceTable } from '../ui/invoice-table';
import { Empty, Page } from '../ui/page';
import { standingWords } from '../ui/standing-tag';

const T = {
  title: { ja: '請求書', en: 'Invoices' },
  lead: { ja: '作成した請求書の一覧です。', en: 'Everything you have billed.' },
  create: { ja: '請求書を作成', en: 'New invoice' },
  import: { ja: 'CSV取込', en: 'CSV import' },
  all: { ja: 'すべて', en: 'All' },
  filter: { ja: '状態で絞り込む', en: 'Filter by status' },
  search: { ja: '番号・取引先で探す', en: 'Find by number or client' },
  none: { ja: '請求書はまだありません。', en: 'No invoices yet.' },
  noMatch: { ja: '条件に合う請求書はありません。', en: 'No invoice matches.' },
} as const;

const filters: readonly ('all' | Standing)[] = ['all', 'draft', 'sent', 'overdue', 'paid'];

export function Invoices() {
  const { books } = useDesk().session;
  const t = useWords({ ...T, ...standingWords });
  const [filter, setFilter] = useState<'all' | Standing>('all');
  const [query, setQuery] = useState('');
  const today = dayFromToday();
  const shown = newestFirst(books.invoices).filter(
    (invoice) =>
      (filter === 'all' || standingOf(invoice, today) === filter) &&
      `${invoice.number} ${clientName(books, invoice.clientId)}`.toLowerCase().includes(query.trim().toLowerCase()),
  );
  return (
    <Page
      title={t.title}
      lead={t.lead}
      actions={
        <>
          <a class="button" href="/import" data-shirube="go-import">
            <Icon name="upload" />
            {t.import}
          </a>
          <a class="button button-main" href="/invoices/new" id="new-invoice" data-shirube="new-invoice">
            <Icon name="plus" />
            {t.create}
          </a>
        </>
      }
    >
      <div class="row">
        <div class="segmented" role="group" aria-label={t.filter} data-shirube="invoice-filter">
          {filters.map((name) => (
            <button type="button" key={name} aria-pressed={filter === name} onClick={() => setFilter(name)}>
              {t[name]}
            </button>
          ))}
        </div>
        <label class="push search">
          <span class="unseen">{t.search}</span>
          <input
            class="input"
            type="search"
            id="invoice-search"
            data-shirube="invoice-search"
            placeholder={t.search}
            value={query}
            onInput={(event) => setQuery(event.currentTarget.value)}
          />
        </label>
      </div>
      <div class="card">
        {shown.length > 0 ? (
          <InvoiceTable invoices={shown} />
        ) : (
          <Empty icon="invoice" text={books.invoices.length > 0 ? t.noMatch : t.none}>
            {books.invoices.length === 0 && (
              <a class="button" href="/invoices/new">
                {t.create}
              </a>
            )}
          </Empty>
        )}
      </div>
    </Page>
  );
}
