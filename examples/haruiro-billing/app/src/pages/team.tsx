import { checkEmail } from '../../../shared/settings.mjs';
import { useDesk, useWords } from '../app';
import { track } from '../telemetry';
import { Field } from '../ui/field';
import { Page } from '../ui/page';
import { useForm } from '../ui/use-form';
import { nameIn } from '../words';

const T = {
  title: { ja: 'メンバー', en: 'Team' },
  lead: { ja: '一緒に請求業務をする人を招待できます。', en: 'Invite the people you do the billing with.' },
  invite: { ja: 'メンバーを招待', en: 'Invite someone' },
  email: { ja: 'メールアドレス', en: 'E-mail address' },
  role: { ja: '権限', en: 'Role' },
  owner: { ja: '管理者', en: 'Owner' },
  member: { ja: 'メンバー', en: 'Member' },
  send: { ja: '招待する', en: 'Invite' },
  sent: { ja: '招待しました', en: 'Invited' },
  you: { ja: 'あなた', en: 'You' },
  invited: { ja: '招待中', en: 'Invited' },
  active: { ja: '利用中', en: 'Active' },
  who: { ja: '人', en: 'Person' },
  state: { ja: '状態', en: 'Status' },
} as const;

export function Team() {
  const { session, language, change, say } = useDesk();
  const { books, user } = session;
  const t = useWords(T);
  const form = useForm({ 'member-email': '', 'member-role': 'member' });
  const save = async (values: typeof form.values): Promise<void> => {
    await change('POST', '/api/members', { email: values['member-email'].trim(), role: values['member-role'] });
    track('member_invited', { role: values['member-role'] });
    say(t.sent);
    form.reset();
  };
  return (
    <Page title={t.title} lead={t.lead}>
      <form
        class="card card-body form"
        noValidate
        id="form-member"
        data-shirube="form-member"
        onSubmit={(event) =>
          form.submit(
            event,
            (values): Record<string, string> => (checkEmail(values['member-email'].trim()) ? { 'member-email': 'email' } : {}),
            save,
          )
        }
      >
        <h2>{t.invite}</h2>
        <div class="form-grid">
          <Field
            id="member-email"
            label={t.email}
            required
            width={4}
            value={form.values['member-email']}
            onValue={(value) => form.set('member-email', value)}
            error={form.errors['member-email']}
            input={{ type: 'email' }}
          />
          <Field
            id="member-role"
            label={t.role}
            width={2}
            value={form.values['member-role']}
            onValue={(value) => form.set('member-role', value)}
            choices={[
              ['member', t.member],
              ['owner', t.owner],
            ]}
          />
        </div>
        <div class="form-end">
          <button class="button button-main" data-shirube="invite-member" disabled={form.busy}>
            {t.send}
          </button>
        </div>
      </form>
      <section class="card" data-shirube="member-list">
        <table class="table table-fold">
          <thead>
            <tr>
              <th>{t.who}</th>
              <th>{t.role}</th>
              <th>{t.state}</th>
            </tr>
          </thead>
          <tbody>
            <tr>
              <td class="strong">
                {nameIn(language, user)} <span class="soft small">({t.you})</span>
              </td>
              <td>{t[user.role]}</td>
              <td class="tight">
                <span class="tag tag-good">{t.active}</span>
              </td>
            </tr>
            {books.members.map((member) => (
              <tr key={member.id}>
                <td class="strong">{member.email}</td>
                <td>{t[member.role]}</td>
                <td class="tight">
                  <span class={`tag ${member.status === 'active' ? 'tag-good' : ''}`}>{t[member.status]}</span>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </Page>
  );
}
