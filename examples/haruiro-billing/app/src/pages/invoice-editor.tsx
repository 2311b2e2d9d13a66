import { useState } from 'preact/hooks';
import { totalsOf, type Line, type Rounding } from '../../../shared/totals.mjs';
import { useDesk, useWords } from '../app';
import { dayFromToday, numberOf } from '../format';
import { go } from '../router';
import { track } from '../telemetry';
import { Field } from '../ui/field';
import { LineEditor, emptyLine, type DraftLine } from '../ui/line-editor';
import { Empty, Page } from '../ui/page';
import { TotalsList } from '../ui/totals-list';
import { useForm } from '../ui/use-form';

const T = {
  title: { ja: '請求書を作成', en: 'New invoice' },
  lead: { ja: '内容を入れると、税額と合計が自動で計算されます。', en: 'Tax and total are worked out as you type.' },
  invoices: { ja: '請求書', en: 'Invoices' },
  client: { ja: '取引先', en: 'Client' },
  choose: { ja: '選んでください', en: 'Please choose' },
  newClient: { ja: '新しい取引先を追加', en: 'Add a new client' },
  issued: { ja: '発行日', en: 'Issued on' },
  due: { ja: '支払期限', en: 'Due on' },
  lines: { ja: '明細', en: 'Lines' },
  note: { ja: '備考', en: 'Note' },
  noteHint: { ja: '請求書の下に載ります。', en: 'Printed at the bottom of the invoice.' },
  save: { ja: '下書きを保存', en: 'Save draft' },
  send: { ja: '保存して送付', en: 'Save and send' },
  saved: { ja: '下書きを保存しました', en: 'Draft saved' },
  sent: { ja: '請求書を送付しました', en: 'Invoice sent' },
  noClient: { ja: '請求書を作るには、まず取引先が必要です。', en: 'An invoice needs a client first.' },
} as const;

const lineOf = (line: DraftLine): Line => ({
  description: line.description.trim(),
  quantity: numberOf(line.quantity),
  unitPrice: numberOf(line.unitPrice),
  rate: line.rate,
});

function wrongLines(lines: readonly DraftLine[]): Record<string, string> {
  const errors: Record<string, string> = {};
  lines.forEach((line, index) => {
    const { description, quantity, unitPrice } = lineOf(line);
    if (description === '') errors[`lines-${index}-description`] = 'empty';
    if (!(quantity > 0)) errors[`lines-${index}-quantity`] = 'number';
    if (!Number.isFinite(unitPrice)) errors[`lines-${index}-unit-price`] = 'number';
  });
  return errors;
}

export function InvoiceEditor() {
  const { session, change, say } = useDesk();
  const { books } = session;
  const t = useWords(T);
  const [lines, setLines] = useState<DraftLine[]>([emptyLine()]);
  const form = useForm({ client: books.clients[0]?.id ?? '', 'issued-on': dayFromToday(), 'due-on': dayFromToday(30), note: '' });
  const rounding = (books.settings['tax-rounding']?.['rounding'] ?? 'floor') as Rounding;
  const counted = lines.map(lineOf).filter(({ quantity, unitPrice }) => Number.isFinite(quantity * unitPrice));

  const check = (values: typeof form.values): Record<string, string> => ({
    ...(values.client ? {} : { client: 'unknown' }),
    ...(values['issued-on'] ? {} : { 'issued-on': 'date' }),
    ...(values['due-on'] ? {} : { 'due-on': 'date' }),
    ...wrongLines(lines),
  });
  const save = async (values: typeof form.values, send: boolean): Promise<void> => {
    const ready = lines.map(lineOf);
    const after = await change('POST', '/api/invoices', {
      clientId: values.client,
      issuedOn: values['issued-on'],
      dueOn: values['due-on'],
      note: values.note,
      lines: ready,
    });
    const made = after.books.invoices.at(-1);
    const { total } = totalsOf(ready, rounding);
    track('invoice_created', {
      total,
      line_count: ready.length,
      has_reduced_rate: ready.some(({ rate }) => rate === 8),
      invoice_count: after.books.invoices.length,
    });
    if (made && send) {
      await change('POST', `/api/invoices/${made.id}/send`);
      track('invoice_sent', { total });
    }
    say(send ? t.sent : t.saved);
    go(made ? `/invoices/${made.id}` : '/invoices');
  };

  if (books.clients.length === 0)
    return (
      <Page title={t.title} crumb={{ href: '/invoices', text: t.invoices }}>
        <div class="card">
          <Empty icon="clients" text={t.noClient}>
            <a class="button button-main" href="/clients" data-shirube="go-clients">
              {t.newClient}
            </a>
          </Empty>
        </div>
      </Page>
    );

  return (
    <Page title={t.title} lead={t.lead} crumb={{ href: '/invoices', text: t.invoices }}>
      <form
        class="card card-body form"
        noValidate
        id="form-invoice"
        data-shirube="form-invoice"
        onSubmit={(event) =>
          form.submit(event, check, (values) => save(values, event instanceof SubmitEvent && event.submitter?.id === 'send-invoice'))
        }
      >
        {form.failure && (
          <p class="notice" role="alert">
            {form.failure}
          </p>
        )}
        <div class="form-grid">
          <Field
            id="client"
            label={t.client}
            required
            width={2}
            value={form.values.client}
            onValue={(value) => form.set('client', value)}
            error={form.errors['client']}
            choices={books.clients.map(({ id, name }) => [id, name] as const)}
            hint={<a href="/clients">{t.newClient}</a>}
          />
          <Field
            id="issued-on"
            label={t.issued}
            required
            width={2}
            value={form.values['issued-on']}
            onValue={(value) => form.set('issued-on', value)}
            error={form.errors['issued-on']}
            input={{ type: 'date' }}
          />
          <Field
            id="due-on"
            label={t.due}
            required
            width={2}
            value={form.values['due-on']}
            onValue={(value) => form.set('due-on', value)}
            error={form.errors['due-on']}
            input={{ type: 'date' }}
          />
        </div>
        <fieldset class="field" data-shirube="invoice-lines">
          <legend>{t.lines}</legend>
          <LineEditor
            lines={lines}
            onLines={(next) => {
              setLines(next);
              form.forget('lines-');
            }}
            errors={form.errors}
          />
        </fieldset>
        <TotalsList totals={totalsOf(counted, rounding)} />
        <Field id="note" label={t.note} hint={t.noteHint} area value={form.values.note} onValue={(value) => form.set('note', value)} />
        <div class="form-end">
          <button class="button button-main" id="send-invoice" data-shirube="send-invoice" disabled={form.busy}>
            {t.send}
          </button>
          <button class="button" id="save-invoice" data-shirube="save-invoice" disabled={form.busy}>
            {t.save}
          </button>
        </div>
      </form>
    </Page>
  );
}
