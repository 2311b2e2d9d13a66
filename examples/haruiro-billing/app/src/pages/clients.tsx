import { useState } from 'preact/hooks';
import { checkEmail } from '../../../shared/settings.mjs';
import { useDesk, useWords } from '../app';
import { owedOf } from '../books';
import { yen } from '../format';
import { track } from '../telemetry';
import { Field } from '../ui/field';
import { Icon } from '../ui/icon';
import { Empty, Page } from '../ui/page';
import { useForm } from '../ui/use-form';

const T = {
  title: { ja: '取引先', en: 'Clients' },
  lead: { ja: '請求書を送る相手です。', en: 'The people you send invoices to.' },
  add: { ja: '取引先を追加', en: 'Add a client' },
  name: { ja: '会社名', en: 'Name' },
  contact: { ja: '担当者', en: 'Contact' },
  email: { ja: 'メールアドレス', en: 'E-mail' },
  address: { ja: '住所', en: 'Address' },
  owed: { ja: '未入金', en: 'Outstanding' },
  invoices: { ja: '請求書', en: 'Invoices' },
  save: { ja: '追加する', en: 'Add' },
  cancel: { ja: 'やめる', en: 'Cancel' },
  added: { ja: '取引先を追加しました', en: 'Client added' },
  none: { ja: '取引先はまだありません。最初の取引先を追加しましょう。', en: 'No clients yet. Add the first one.' },
} as const;

export function Clients() {
  const { books } = useDesk().session;
  const t = useWords(T);
  const [adding, setAdding] = useState(false);
  const button = (
    <button
      type="button"
      class="button button-main"
      id="new-client"
      data-shirube="new-client"
      aria-expanded={adding}
      onClick={() => setAdding(true)}
    >
      <Icon name="plus" />
      {t.add}
    </button>
  );
  return (
    <Page title={t.title} lead={t.lead} actions={!adding && button}>
      {adding && <ClientForm onDone={() => setAdding(false)} />}
      <div class="card" data-shirube="client-list">
        {books.clients.length === 0 ? (
          <Empty icon="clients" text={t.none} />
        ) : (
          <div class="table-scroll">
            <table class="table table-fold">
              <thead>
                <tr>
                  <th>{t.name}</th>
                  <th>{t.contact}</th>
                  <th>{t.email}</th>
                  <th class="right">{t.invoices}</th>
                  <th class="right">{t.owed}</th>
                </tr>
              </thead>
              <tbody>
                {books.clients.map((client) => {
                  const invoices = books.invoices.filter((invoice) => invoice.clientId === client.id);
                  const owed = invoices
                    .filter((invoice) => invoice.status === 'sent')
                    .reduce((sum, invoice) => sum + owedOf(books, invoice), 0);
                  return (
                    <tr key={client.id}>
                      <td class="strong grow">{client.name}</td>
                      <td>{client.contact}</td>
                      <td class="soft">{client.email}</td>
                      <td class="right soft">{invoices.length}</td>
                      <td class="right strong">{yen(owed)}</td>
                    </tr>
                  );
                })}
              </tbody>
            </table>
          </div>
        )}
      </div>
    </Page>
  );
}

function ClientForm({ onDone }: { onDone(): void }) {
  const { change, say } = useDesk();
  const t = useWords(T);
  const form = useForm({ 'client-name': '', 'client-contact': '', 'client-email': '', 'client-address': '' });
  const check = (values: typeof form.values): Record<string, string> => ({
    ...(values['client-name'].trim() ? {} : { 'client-name': 'empty' }),
    ...(values['client-email'].trim() && checkEmail(values['client-email'].trim()) ? { 'client-email': 'email' } : {}),
  });
  const save = async (values: typeof form.values): Promise<void> => {
    const after = await change('POST', '/api/clients', {
      name: values['client-name'],
      contact: values['client-contact'],
      email: values['client-email'],
      address: values['client-address'],
    });
    track('client_created', { client_count: after.books.clients.length });
    say(t.added);
    onDone();
  };
  const field = (id: keyof typeof form.values) => ({
    id,
    value: form.values[id],
    onValue: (value: string) => form.set(id, value),
    error: form.errors[id],
  });
  return (
    <form
      class="card card-body form"
      noValidate
      id="form-client"
      data-shirube="form-client"
      onSubmit={(event) => form.submit(event, check, save)}
    >
      <div class="form-grid">
        <Field {...field('client-name')} label={t.name} required width={3} />
        <Field {...field('client-contact')} label={t.contact} width={3} />
        <Field {...field('client-email')} label={t.email} width={3} input={{ type: 'email' }} />
        <Field {...field('client-address')} label={t.address} width={3} />
      </div>
      <div class="form-end">
        <button class="button button-main" data-shirube="save-client" disabled={form.busy}>
          {t.save}
        </button>
        <button type="button" class="button button-quiet" onClick={onDone}>
          {t.cancel}
        </button>
      </div>
    </form>
  );
}
