import type { Invoice } from '../../../shared/model';
import { useDesk, useWords } from '../app';
import { clientName, standingOf, totalOf } from '../books';
import { dayFromToday, longDay, yen } from '../format';
import { StandingTag } from './standing-tag';

const T = {
  number: { ja: '番号', en: 'Number' },
  client: { ja: '取引先', en: 'Client' },
  issued: { ja: '発行日', en: 'Issued' },
  due: { ja: '支払期限', en: 'Due' },
  total: { ja: '金額(税込)', en: 'Total' },
  standing: { ja: '状態', en: 'Status' },
} as const;

/** Invoices as rows; on a phone each becomes two lines. */
export function InvoiceTable({ invoices }: { invoices: readonly Invoice[] }) {
  const { session, language } = useDesk();
  const t = useWords(T);
  const today = dayFromToday();
  return (
    <div class="table-scroll">
      <table class="table table-fold" data-shirube="invoice-table">
        <thead>
          <tr>
            <th>{t.number}</th>
            <th>{t.client}</th>
            <th>{t.due}</th>
            <th>{t.standing}</th>
            <th class="right">{t.total}</th>
          </tr>
        </thead>
        <tbody>
          {invoices.map((invoice) => (
            <tr key={invoice.id} data-invoice={invoice.number}>
              <td class="tight number">
                <a href={`/invoices/${invoice.id}`}>{invoice.number}</a>
              </td>
              <td class="strong">{clientName(session.books, invoice.clientId)}</td>
              <td class="tight soft number">{longDay(invoice.dueOn, language)}</td>
              <td class="tight">
                <StandingTag standing={standingOf(invoice, today)} />
              </td>
              <td class="right strong">{yen(totalOf(invoice))}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
