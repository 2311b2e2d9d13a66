import type { Recurring } from '../../../shared/model';
import { useDesk, useWords } from '../app';
import { clientName } from '../books';
import { numberOf, yen } from '../format';
import { track } from '../telemetry';
import { Field } from '../ui/field';
import { Empty, Page } from '../ui/page';
import { useForm } from '../ui/use-form';
import { fill } from '../words';

const T = {
  title: { ja: '定期請求', en: 'Recurring invoices' },
  lead: { ja: '毎月同じ請求書を、決まった日に自動で作成します。', en: 'The same invoice, made for you on the same day of each month.' },
  client: { ja: '取引先', en: 'Client' },
  what: { ja: '品目', en: 'Item' },
  amount: { ja: '金額(税抜)', en: 'Amount before tax' },
  day: { ja: '作成日', en: 'Day of the month' },
  everyMonth: { ja: '毎月 {day} 日', en: 'Day {day} of each month' },
  add: { ja: '定期請求を追加', en: 'Add a recurring invoice' },
  save: { ja: '追加する', en: 'Add' },
  saved: { ja: '定期請求を追加しました', en: 'Recurring invoice added' },
  on: { ja: '有効', en: 'On' },
  off: { ja: '停止中', en: 'Off' },
  turnedOn: { ja: '定期請求を再開しました', en: 'Turned on' },
  turnedOff: { ja: '定期請求を止めました', en: 'Turned off' },
  none: { ja: '定期請求はまだありません。', en: 'No recurring invoices yet.' },
  needClient: { ja: '先に取引先を追加してください。', en: 'Add a client first.' },
} as const;

export function RecurringPage() {
  const { session, change, say } = useDesk();
  const { books } = session;
  const t = useWords(T);
  const toggle = async (rule: Recurring): Promise<void> => {
    await change('PUT', `/api/recurring/${rule.id}`, { enabled: !rule.enabled });
    if (rule.enabled) track('recurring_disabled', {});
    else track('recurring_enabled', { amount: rule.amount, day: rule.day });
    say(rule.enabled ? t.turnedOff : t.turnedOn);
  };
  return (
    <Page title={t.title} lead={t.lead}>
      <section class="card" data-shirube="recurring-list">
        {books.recurring.length === 0 ? (
          <Empty icon="repeat" text={t.none} />
        ) : (
          <table class="table table-fold">
            <thead>
              <tr>
                <th>{t.what}</th>
                <th>{t.client}</th>
                <th>{t.day}</th>
                <th class="right">{t.amount}</th>
                <th>{t.on}</th>
              </tr>
            </thead>
            <tbody>
              {books.recurring.map((rule) => (
                <tr key={rule.id}>
                  <td class="strong grow">{rule.title}</td>
                  <td>{clientName(books, rule.clientId)}</td>
                  <td class="soft">{fill(t.everyMonth, { day: rule.day })}</td>
                  <td class="right strong">{yen(rule.amount)}</td>
                  <td class="tight">
                    <button
                      type="button"
                      role="switch"
                      class="switch"
                      aria-checked={rule.enabled}
                      aria-label={rule.title}
                      data-shirube="recurring-switch"
                      onClick={() => void toggle(rule).catch(() => undefined)}
                    >
                      <span class="switch-track" />
                      {rule.enabled ? t.on : t.off}
                    </button>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </section>
      {books.clients.length > 0 ? <RecurringForm /> : <p class="soft">{t.needClient}</p>}
    </Page>
  );
}

function RecurringForm() {
  const { session, change, say } = useDesk();
  const t = useWords(T);
  const { clients } = session.books;
  const form = useForm({ 'recurring-client': clients[0]?.id ?? '', 'recurring-title': '', 'recurring-amount': '', 'recurring-day': '25' });
  const check = (values: typeof form.values): Record<string, string> => ({
    ...(values['recurring-title'].trim() ? {} : { 'recurring-title': 'empty' }),
    ...(numberOf(values['recurring-amount']) > 0 ? {} : { 'recurring-amount': 'number' }),
  });
  const save = async (values: typeof form.values): Promise<void> => {
    const amount = numberOf(values['recurring-amount']);
    const day = Number(values['recurring-day']);
    await change('POST', '/api/recurring', {
      clientId: values['recurring-client'],
      title: values['recurring-title'],
      amount,
      rate: 10,
      day,
    });
    track('recurring_enabled', { amount, day });
    say(t.saved);
    form.reset();
  };
  const field = (id: keyof typeof form.values) => ({
    id,
    value: form.values[id],
    onValue: (value: string) => form.set(id, value),
    error: form.errors[id],
  });
  const days = Array.from({ length: 31 }, (_, index) => String(index + 1));
  return (
    <form
      class="card card-body form"
      noValidate
      id="form-recurring"
      data-shirube="form-recurring"
      onSubmit={(event) => form.submit(event, check, save)}
    >
      <h2>{t.add}</h2>
      <div class="form-grid">
        <Field
          {...field('recurring-client')}
          label={t.client}
          required
          width={3}
          choices={clients.map(({ id, name }) => [id, name] as const)}
        />
        <Field {...field('recurring-title')} label={t.what} required width={3} />
        <Field {...field('recurring-amount')} label={t.amount} required width={3} input={{ inputMode: 'numeric' }} />
        <Field
          {...field('recurring-day')}
          label={t.day}
          width={3}
          choices={days.map((day) => [day, fill(t.everyMonth, { day })] as const)}
        />
      </div>
      <div class="form-end">
        <button class="button button-main" data-shirube="save-recurring" disabled={form.busy}>
          {t.save}
        </button>
      </div>
    </form>
  );
}
