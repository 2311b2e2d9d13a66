import { useDesk, useWords } from '../app';
import { billedByMonth, newestFirst, owedOf, settingsDone, standingOf } from '../books';
import { dayFromToday, yen } from '../format';
import { BarChart } from '../ui/bar-chart';
import { Icon } from '../ui/icon';
import { InvoiceTable } from '../ui/invoice-table';
import { Empty, Page } from '../ui/page';
import { SettingsChecks } from '../ui/settings-checks';
import { fill, nameIn } from '../words';

const T = {
  hello: { ja: '{name} さん、こんにちは', en: 'Hello, {name}' },
  lead: { ja: '今月の請求と入金の様子です。', en: 'Your billing at a glance.' },
  create: { ja: '請求書を作成', en: 'New invoice' },
  owed: { ja: '未入金', en: 'Outstanding' },
  overdue: { ja: '期限超過', en: 'Overdue' },
  paid: { ja: '今月の入金', en: 'Received this month' },
  drafts: { ja: '下書き', en: 'Drafts' },
  count: { ja: '{n} 件', en: '{n} invoices' },
  payments: { ja: '{n} 件', en: '{n} payments' },
  billed: { ja: '請求額の推移', en: 'Billed per month' },
  recent: { ja: '最近の請求書', en: 'Recent invoices' },
  all: { ja: 'すべて見る', en: 'See all' },
  none: { ja: '請求書はまだありません。最初の一枚を作ってみましょう。', en: 'No invoices yet. Why not create the first one?' },
  setup: { ja: '請求の準備', en: 'Getting ready' },
  setupDone: { ja: '設定はすべて済んでいます', en: 'All settings are done' },
} as const;

export function Dashboard() {
  const { session, language } = useDesk();
  const { books, user } = session;
  const t = useWords(T);
  const today = dayFromToday();
  const open = books.invoices.filter((invoice) => invoice.status === 'sent');
  const late = open.filter((invoice) => standingOf(invoice, today) === 'overdue');
  const received = books.payments.filter((payment) => payment.paidOn.startsWith(today.slice(0, 7)));
  const drafts = books.invoices.filter((invoice) => invoice.status === 'draft');
  const sum = (invoices: typeof open): number => invoices.reduce((total, invoice) => total + owedOf(books, invoice), 0);
  const done = settingsDone(books);
  const months = billedByMonth(books, today, 6);

  const figures: [string, number, string][] = [
    [t.owed, sum(open), fill(t.count, { n: open.length })],
    [t.overdue, sum(late), fill(t.count, { n: late.length })],
    [t.paid, received.reduce((total, payment) => total + payment.amount, 0), fill(t.payments, { n: received.length })],
    [t.drafts, sum(drafts), fill(t.count, { n: drafts.length })],
  ];
  return (
    <Page
      title={fill(t.hello, { name: nameIn(language, user) })}
      lead={t.lead}
      actions={
        <a class="button button-main" href="/invoices/new" id="new-invoice" data-shirube="new-invoice">
          <Icon name="plus" />
          {t.create}
        </a>
      }
    >
      <dl class="figures" data-shirube="figures">
        {figures.map(([name, amount, count]) => (
          <div class="card figure" key={name}>
            <dt>{name}</dt>
            <dd>
              {yen(amount)}
              <div class="small">{count}</div>
            </dd>
          </div>
        ))}
      </dl>
      <div class="split">
        <div class="stack">
          {months.some(({ total }) => total > 0) && (
            <section class="card" aria-labelledby="billed-title">
              <div class="card-head">
                <h2 id="billed-title">{t.billed}</h2>
              </div>
              <div class="card-body">
                <BarChart label={t.billed} months={months} />
              </div>
            </section>
          )}
          <section class="card" aria-labelledby="recent-title" data-shirube="recent-invoices">
            <div class="card-head">
              <h2 id="recent-title">{t.recent}</h2>
              {books.invoices.length > 0 && (
                <a class="small" href="/invoices">
                  {t.all}
                </a>
              )}
            </div>
            {books.invoices.length > 0 ? (
              <InvoiceTable invoices={newestFirst(books.invoices).slice(0, 5)} />
            ) : (
              <Empty icon="invoice" text={t.none}>
                <a class="button" href="/invoices/new">
                  {t.create}
                </a>
              </Empty>
            )}
          </section>
        </div>
        <section class="card" aria-labelledby="setup-title" data-shirube="settings-progress">
          <div class="card-head">
            <h2 id="setup-title">{done === 5 ? t.setupDone : t.setup}</h2>
            <span class="number soft" lang={language}>
              {done}/5
            </span>
          </div>
          <div class="card-body">
            <SettingsChecks />
          </div>
        </section>
      </div>
    </Page>
  );
}
