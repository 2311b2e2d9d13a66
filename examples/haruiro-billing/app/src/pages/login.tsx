import { useEffect, useState } from 'preact/hooks';
import { checkEmail } from '../../../shared/settings.mjs';
import * as api from '../api';
import { useApp, useWords } from '../app';
import { Field } from '../ui/field';
import { errorText } from '../ui/errors';
import { Blossom } from '../ui/icon';
import { Switches } from '../ui/switches';
import { useForm } from '../ui/use-form';
import { nameIn } from '../words';

const T = {
  product: { ja: 'ハルイロ請求', en: 'Haruiro Billing' },
  pitch: { ja: '請求書づくりを、毎月の楽しみに。', en: 'Invoices, done before the tea is cold.' },
  text: {
    ja: '適格請求書の発行から入金の確認まで。小さな会社の請求業務を、ひとつの画面で。',
    en: 'From qualified invoices to matched payments: the billing of a small company on one screen.',
  },
  fiction: {
    ja: 'これは架空のサービスのデモです。入力した内容はこのサーバーの中だけに保存されます。',
    en: 'A demo of a service that does not exist. What you type stays on this server.',
  },
  title: { ja: 'ログイン', en: 'Sign in' },
  pick: { ja: 'デモの利用者を選んでください。', en: 'Pick one of the demo people.' },
  or: { ja: 'または', en: 'or' },
  email: { ja: 'メールアドレス', en: 'E-mail address' },
  emailHint: {
    ja: '何でもかまいません。同じアドレスなら同じデータに戻れます。',
    en: 'Anything will do. The same address brings you back to the same data.',
  },
  go: { ja: 'ログインする', en: 'Sign in' },
  empty: { ja: '利用開始', en: 'New' },
  nearly: { ja: '設定 4/5', en: 'Settings 4/5' },
  busy: { ja: '運用中', en: 'In use' },
} as const;

const plans = { starter: 'Starter', standard: 'Standard', pro: 'Pro' };

export function Login() {
  const { language, signedIn } = useApp();
  const t = useWords(T);
  const [people, setPeople] = useState<api.DemoPerson[]>([]);
  const [failure, setFailure] = useState('');
  const form = useForm({ email: '' });
  useEffect(() => {
    document.title = `${t.title} | ${t.product}`;
    api.demoPeople().then(setPeople, () => setFailure(errorText('offline', language)));
  }, [language]);

  const pick = (personId: string): void => {
    api.signIn({ personId }).then(
      (session) => signedIn(session, 'person'),
      () => setFailure(errorText('offline', language)),
    );
  };

  return (
    <div class="login">
      <aside class="login-aside">
        <div class="brand">
          <Blossom />
          {t.product}
        </div>
        <div class="login-pitch">
          <p>{t.pitch}</p>
          <p class="soft">{t.text}</p>
        </div>
        <p class="small soft">{t.fiction}</p>
        <Blossom class="login-flower" />
      </aside>
      <main class="login-main" id="content">
        <div class="login-tools">
          <Switches />
        </div>
        <div class="login-box">
          <div class="stack-small">
            <h1>{t.title}</h1>
            <p class="soft">{t.pick}</p>
          </div>
          {failure && (
            <p class="notice" role="alert">
              {failure}
            </p>
          )}
          <ul class="people" data-shirube="people">
            {people.map((person) => (
              <li key={person.id}>
                <button
                  type="button"
                  class="person"
                  id={`login-${person.id}`}
                  data-shirube={`login-${person.id}`}
                  onClick={() => pick(person.id)}
                >
                  <span class="avatar" aria-hidden="true">
                    {nameIn(language, person.user).slice(0, 1)}
                  </span>
                  <span>
                    <strong>{nameIn(language, person.account)}</strong>
                    <span class="small soft">
                      {nameIn(language, person.user)} · {plans[person.account.plan]}
                    </span>
                  </span>
                  <span class={`tag ${person.seed === 'busy' ? 'tag-good' : person.seed === 'nearly' ? 'tag-warn' : 'tag-accent'}`}>
                    {t[person.seed]}
                  </span>
                </button>
              </li>
            ))}
          </ul>
          <div class="or">{t.or}</div>
          <form
            class="form"
            noValidate
            onSubmit={(event) =>
              form.submit(
                event,
                ({ email }): Record<string, string> =>
                  email.trim() === '' ? { email: 'empty' } : checkEmail(email.trim()) ? { email: 'email' } : {},
                async ({ email }) => signedIn(await api.signIn({ email: email.trim() }), 'email'),
              )
            }
          >
            <Field
              id="email"
              label={t.email}
              hint={t.emailHint}
              value={form.values.email}
              onValue={(value) => form.set('email', value)}
              error={form.errors['email']}
              input={{ type: 'email', autocomplete: 'email' }}
            />
            <button class="button button-main" id="sign-in" data-shirube="sign-in" disabled={form.busy}>
              {t.go}
            </button>
          </form>
        </div>
      </main>
    </div>
  );
}
