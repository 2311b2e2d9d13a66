import { useState } from 'preact/hooks';
import { totalsOf } from '../../../shared/totals.mjs';
import { ApiError } from '../api';
import { useDesk, useWords } from '../app';
import { standingOf } from '../books';
import { dayFromToday } from '../format';
import { track } from '../telemetry';
import { errorText } from '../ui/errors';
import { Icon } from '../ui/icon';
import { InvoicePaper } from '../ui/invoice-paper';
import { Page } from '../ui/page';
import { StandingTag } from '../ui/standing-tag';
import { Lost } from './lost';

const T = {
  title: { ja: '請求書 {number}', en: 'Invoice {number}' },
  invoices: { ja: '請求書', en: 'Invoices' },
  send: { ja: '送付する', en: 'Send' },
  sent: { ja: '請求書を送付しました', en: 'Invoice sent' },
  print: { ja: '印刷', en: 'Print' },
  pay: { ja: '入金を記録', en: 'Record payment' },
  missing: {
    ja: '登録番号が未設定です。このままでは適格請求書になりません。',
    en: 'The registration number is missing, so this is not a qualified invoice yet.',
  },
  set: { ja: '登録番号を設定する', en: 'Set it now' },
} as const;

export function InvoicePage({ id }: { id: string }) {
  const { session, language, change, say } = useDesk();
  const t = useWords(T);
  const [failure, setFailure] = useState('');
  const invoice = session.books.invoices.find((entry) => entry.id === id);
  if (!invoice) return <Lost />;

  const send = async (): Promise<void> => {
    try {
      await change('POST', `/api/invoices/${id}/send`);
      track('invoice_sent', { total: totalsOf(invoice.lines, invoice.rounding).total });
      say(t.sent);
    } catch (error) {
      setFailure(errorText(error instanceof ApiError ? error.code : 'internal', language));
    }
  };
  return (
    <Page
      title={t.title.replace('{number}', invoice.number)}
      crumb={{ href: '/invoices', text: t.invoices }}
      lead={<StandingTag standing={standingOf(invoice, dayFromToday())} />}
      actions={
        <>
          <button type="button" class="button" onClick={() => window.print()}>
            <Icon name="print" />
            {t.print}
          </button>
          {invoice.status === 'draft' && (
            <button type="button" class="button button-main" id="send-invoice" data-shirube="send-invoice" onClick={() => void send()}>
              <Icon name="send" />
              {t.send}
            </button>
          )}
          {invoice.status === 'sent' && (
            <a class="button button-main" href={`/payments?invoice=${id}`} data-shirube="go-payment">
              <Icon name="yen" />
              {t.pay}
            </a>
          )}
        </>
      }
    >
      {failure && (
        <p class="notice" role="alert">
          {failure}
        </p>
      )}
      {!session.books.settings['registration-number'] && (
        <p class="notice no-print" data-shirube="registration-missing">
          {t.missing} <a href="/settings/registration-number">{t.set}</a>
        </p>
      )}
      <InvoicePaper invoice={invoice} />
    </Page>
  );
}
