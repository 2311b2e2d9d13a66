import { useDesk, useWords } from '../app';
import { clientName, owedOf } from '../books';
import { dayFromToday, longDay, numberOf, yen } from '../format';
import { track } from '../telemetry';
import { Field } from '../ui/field';
import { Empty, Page } from '../ui/page';
import { useForm } from '../ui/use-form';

const T = {
  title: { ja: '入金管理', en: 'Payments' },
  lead: { ja: '届いた入金を請求書と結び付けます(消込)。', en: 'Match money received with the invoices it pays.' },
  record: { ja: '入金を記録', en: 'Record a payment' },
  invoice: { ja: '請求書', en: 'Invoice' },
  amount: { ja: '入金額', en: 'Amount' },
  paidOn: { ja: '入金日', en: 'Received on' },
  method: { ja: '方法', en: 'Method' },
  transfer: { ja: '銀行振込', en: 'Bank transfer' },
  card: { ja: 'カード', en: 'Card' },
  cash: { ja: '現金', en: 'Cash' },
  save: { ja: '記録する', en: 'Record' },
  saved: { ja: '入金を記録しました', en: 'Payment recorded' },
  left: { ja: '残額 {amount}', en: '{amount} outstanding' },
  nothing: { ja: '入金待ちの請求書はありません。', en: 'No invoice is waiting for a payment.' },
  list: { ja: '入金の記録', en: 'Recorded payments' },
  none: { ja: '記録された入金はまだありません。', en: 'No payments recorded yet.' },
  client: { ja: '取引先', en: 'Client' },
} as const;

export function Payments() {
  const { session, language } = useDesk();
  const { books } = session;
  const t = useWords(T);
  const open = books.invoices.filter((invoice) => invoice.status === 'sent');
  const payments = [...books.payments].sort((a, b) => b.paidOn.localeCompare(a.paidOn));
  return (
    <Page title={t.title} lead={t.lead}>
      {open.length > 0 ? <PaymentForm key={books.payments.length} /> : <p class="card card-body soft">{t.nothing}</p>}
      <section class="card" aria-labelledby="payments-title" data-shirube="payment-list">
        <div class="card-head">
          <h2 id="payments-title">{t.list}</h2>
        </div>
        {payments.length === 0 ? (
          <Empty icon="yen" text={t.none} />
        ) : (
          <div class="table-scroll">
            <table class="table table-fold">
              <thead>
                <tr>
                  <th>{t.paidOn}</th>
                  <th>{t.client}</th>
                  <th>{t.invoice}</th>
                  <th>{t.method}</th>
                  <th class="right">{t.amount}</th>
                </tr>
              </thead>
              <tbody>
                {payments.map((payment) => {
                  const invoice = books.invoices.find(({ id }) => id === payment.invoiceId);
                  return (
                    <tr key={payment.id}>
                      <td class="tight soft number">{longDay(payment.paidOn, language)}</td>
                      <td class="strong">{invoice && clientName(books, invoice.clientId)}</td>
                      <td class="tight number">{invoice && <a href={`/invoices/${invoice.id}`}>{invoice.number}</a>}</td>
                      <td class="tight">{t[payment.method]}</td>
                      <td class="right strong">{yen(payment.amount)}</td>
                    </tr>
                  );
                })}
              </tbody>
            </table>
          </div>
        )}
      </section>
    </Page>
  );
}

function PaymentForm() {
  const { session, change, say } = useDesk();
  const { books } = session;
  const t = useWords(T);
  const open = books.invoices.filter((invoice) => invoice.status === 'sent');
  const asked = new URLSearchParams(location.search).get('invoice');
  const first = open.find(({ id }) => id === asked) ?? open[0];
  const form = useForm({
    'payment-invoice': first?.id ?? '',
    'payment-amount': first ? String(owedOf(books, first)) : '',
    'paid-on': dayFromToday(),
    'payment-method': 'transfer',
  });
  const picked = open.find(({ id }) => id === form.values['payment-invoice']);

  const pick = (id: string): void => {
    const invoice = open.find((entry) => entry.id === id);
    form.set('payment-invoice', id);
    if (invoice) form.set('payment-amount', String(owedOf(books, invoice)));
  };
  const save = async (values: typeof form.values): Promise<void> => {
    const invoiceId = values['payment-invoice'];
    const amount = numberOf(values['payment-amount']);
    const after = await change('POST', '/api/payments', { invoiceId, amount, paidOn: values['paid-on'], method: values['payment-method'] });
    track('payment_recorded', { amount, settled: after.books.invoices.some(({ id, status }) => id === invoiceId && status === 'paid') });
    say(t.saved);
  };
  return (
    <form
      class="card card-body form"
      noValidate
      id="form-payment"
      data-shirube="form-payment"
      onSubmit={(event) =>
        form.submit(
          event,
          (values): Record<string, string> => (numberOf(values['payment-amount']) > 0 ? {} : { 'payment-amount': 'number' }),
          save,
        )
      }
    >
      <h2>{t.record}</h2>
      {form.failure && (
        <p class="notice" role="alert">
          {form.failure}
        </p>
      )}
      <div class="form-grid">
        <Field
          id="payment-invoice"
          label={t.invoice}
          required
          value={form.values['payment-invoice']}
          onValue={pick}
          error={form.errors['payment-invoice']}
          choices={open.map(
            (invoice) => [invoice.id, `${invoice.number}  ${clientName(books, invoice.clientId)}  ${yen(owedOf(books, invoice))}`] as const,
          )}
        />
        <Field
          id="payment-amount"
          label={t.amount}
          required
          width={2}
          hint={picked && t.left.replace('{amount}', yen(owedOf(books, picked)))}
          value={form.values['payment-amount']}
          onValue={(value) => form.set('payment-amount', value)}
          error={form.errors['payment-amount']}
          input={{ inputMode: 'numeric' }}
        />
        <Field
          id="paid-on"
          label={t.paidOn}
          required
          width={2}
          value={form.values['paid-on']}
          onValue={(value) => form.set('paid-on', value)}
          error={form.errors['paid-on']}
          input={{ type: 'date' }}
        />
        <Field
          id="payment-method"
          label={t.method}
          width={2}
          value={form.values['payment-method']}
          onValue={(value) => form.set('payment-method', value)}
          choices={(['transfer', 'card', 'cash'] as const).map((method) => [method, t[method]] as const)}
        />
      </div>
      <div class="form-end">
        <button class="button button-main" data-shirube="save-payment" disabled={form.busy}>
          {t.save}
        </button>
      </div>
    </form>
  );
}
