import type { Invoice } from '../../../shared/model';
import { lineAmount, totalsOf } from '../../../shared/totals.mjs';
import { useDesk, useWords } from '../app';
import { longDay, yen } from '../format';
import { accountTypes } from '../pages/setting-words';
import { fill, nameIn } from '../words';
import { TotalsList } from './totals-list';

const T = {
  invoice: { ja: '請求書', en: 'INVOICE' },
  to: { ja: '{name} 御中', en: '{name}' },
  number: { ja: '番号', en: 'Number' },
  issued: { ja: '発行日', en: 'Issued' },
  due: { ja: '支払期限', en: 'Due' },
  registration: { ja: '登録番号', en: 'Registration no.' },
  amount: { ja: 'ご請求金額(税込)', en: 'Amount due' },
  item: { ja: '品目', en: 'Item' },
  quantity: { ja: '数量', en: 'Quantity' },
  price: { ja: '単価', en: 'Unit price' },
  sum: { ja: '金額', en: 'Amount' },
  reduced: { ja: '※ は軽減税率 8% の対象です。', en: '※ marks the reduced rate of 8%.' },
  bank: { ja: 'お振込先', en: 'Transfer to' },
  unset: { ja: '未設定', en: 'not set' },
} as const;

/** The invoice as its receiver will see it. */
export function InvoicePaper({ invoice }: { invoice: Invoice }) {
  const { session, language } = useDesk();
  const t = useWords(T);
  const { settings, clients } = session.books;
  const totals = totalsOf(invoice.lines, invoice.rounding);
  const company = settings.company ?? {};
  const bank = settings.bank;
  const type = bank?.['account-type'] === 'current' ? accountTypes.current : accountTypes.ordinary;
  const client = clients.find((entry) => entry.id === invoice.clientId);
  return (
    <article class="card paper" data-shirube="invoice-paper">
      <div class="paper-head">
        <div class="stack-small">
          <p class="paper-title">{t.invoice}</p>
          <p class="paper-to">{fill(t.to, { name: client?.name ?? '' })}</p>
          {client?.address && <p class="soft small">{client.address}</p>}
        </div>
        <dl class="facts small">
          <dt>{t.number}</dt>
          <dd class="number">{invoice.number}</dd>
          <dt>{t.issued}</dt>
          <dd>{longDay(invoice.issuedOn, language)}</dd>
          <dt>{t.due}</dt>
          <dd>{longDay(invoice.dueOn, language)}</dd>
          <dt>{t.registration}</dt>
          <dd class="number">{settings['registration-number']?.['registration-number'] ?? t.unset}</dd>
          <dt />
          <dd>
            <strong>{company['company-name'] ?? nameIn(language, session.account)}</strong>
            <br />
            {company['postal-code'] && `〒${company['postal-code']} `}
            {company['address']}
          </dd>
        </dl>
      </div>
      <p class="paper-sum">
        <span>{t.amount}</span>
        <strong>{yen(totals.total)}</strong>
      </p>
      <div class="table-scroll">
        <table class="table">
          <thead>
            <tr>
              <th>{t.item}</th>
              <th class="right">{t.quantity}</th>
              <th class="right">{t.price}</th>
              <th class="right">{t.sum}</th>
            </tr>
          </thead>
          <tbody>
            {invoice.lines.map((line, index) => (
              <tr key={index}>
                <td>
                  {line.description}
                  {line.rate === 8 && ' ※'}
                </td>
                <td class="right">{line.quantity.toLocaleString('en-US')}</td>
                <td class="right">{yen(line.unitPrice)}</td>
                <td class="right">{yen(lineAmount(line))}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <TotalsList totals={totals} />
      <div class="stack-small small">
        {invoice.lines.some((line) => line.rate === 8) && <p class="soft">{t.reduced}</p>}
        {bank && (
          <p>
            <strong>{t.bank}</strong> {bank['bank-name']} {bank['branch-name']} {type[language]} {bank['account-number']}{' '}
            {bank['account-holder']}
          </p>
        )}
        {invoice.note && <p>{invoice.note}</p>}
      </div>
    </article>
  );
}
