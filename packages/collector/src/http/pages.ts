/** The two pages that work without the dashboard: sign in, and make the first account. Plain forms, no script. */
import { escapeHtml as e } from '../mail/markdown';
import type { Purpose } from '../security/sessions';

export type Lang = 'ja' | 'en';
const words = {
  ja: {
    signIn: 'サインイン',
    email: 'メールアドレス',
    password: 'パスワード',
    name: '表示名',
    submit: '続ける',
    'first-admin': '管理者アカウントを作成',
    invite: 'アカウントを作成',
    'new-password': '新しいパスワードを設定',
    hint: '12文字以上のパスワードを設定してください。',
    wrong: 'メールアドレスまたはパスワードが違います。',
    slow: '試行回数が多すぎます。しばらく待ってから、もう一度お試しください。',
    over: 'このリンクは使用済みか、期限切れです。管理者に新しいリンクを依頼してください。管理者がまだいないときは、コレクターを再起動すると新しいリンクが表示されます。',
    short: 'パスワードは12文字以上にしてください。',
    taken: 'このメールアドレスはすでに使われています。',
  },
  en: {
    signIn: 'Sign in',
    email: 'E-mail',
    password: 'Password',
    name: 'Name',
    submit: 'Continue',
    'first-admin': 'Create the admin account',
    invite: 'Create your account',
    'new-password': 'Choose a new password',
    hint: 'Choose a password of at least 12 characters.',
    wrong: 'The e-mail address or the password is wrong.',
    slow: 'Too many attempts. Wait a little, then try again.',
    over: 'This link was used or is too old. Ask an admin for a new one. While there is no admin, a restart of the collector prints a new one.',
    short: 'The password needs at least 12 characters.',
    taken: 'This e-mail address is taken already.',
  },
};
export type Notice = 'wrong' | 'slow' | 'short' | 'taken';
export const pageLang = (header: string | undefined): Lang => (/^\s*ja\b/i.test(header ?? '') ? 'ja' : 'en');

const style = `:root{color-scheme:light dark;--bg:#f4f5f7;--card:#fff;--ink:#1c2430;--dim:#5c6675;--line:#c9d0da;--accent:#1d5fd1}
@media(prefers-color-scheme:dark){:root{--bg:#12161c;--card:#1b212a;--ink:#e7ebf1;--dim:#9aa5b4;--line:#3a4452;--accent:#7aa8ff}}
*{box-sizing:border-box}body{margin:0;min-height:100vh;display:grid;place-items:center;background:var(--bg);color:var(--ink);font:16px/1.6 system-ui,'Hiragino Sans','Noto Sans JP',sans-serif;padding:16px}
main{width:100%;max-width:380px;background:var(--card);border:1px solid var(--line);border-radius:12px;padding:28px}h1{font-size:20px;margin:0 0 4px}.brand{color:var(--dim);font-size:13px;margin:0 0 20px}
label{display:block;margin:14px 0 4px;font-size:14px}input{width:100%;padding:10px 12px;border:1px solid var(--line);border-radius:8px;background:transparent;color:inherit;font:inherit}
button{margin-top:22px;width:100%;padding:11px;border:0;border-radius:8px;background:var(--accent);color:var(--card);font:inherit;font-weight:600;cursor:pointer}:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
.note{border-left:4px solid #c23b22;padding:6px 12px;margin:14px 0 0;font-size:14px}.hint{color:var(--dim);font-size:13px;margin:4px 0 0}`;
/** Without script and with this one style the page needs nothing from anywhere. */
export const pagePolicy = (nonce: string): string =>
  `default-src 'none'; style-src 'nonce-${nonce}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`;

function page(lang: Lang, nonce: string, title: string, inner: string): string {
  return `<!doctype html><html lang="${lang}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title} – Shirube</title><style nonce="${nonce}">${style}</style></head><body><main><h1>${title}</h1><p class="brand">Shirube</p>${inner}</main></body></html>`;
}
const note = (lang: Lang, notice: Notice | 'over' | undefined) => (notice ? `<p class="note" role="alert">${words[lang][notice]}</p>` : '');

export function signInPage(lang: Lang, nonce: string, action: string, notice?: Notice): string {
  const w = words[lang];
  return page(
    lang,
    nonce,
    w.signIn,
    `${note(lang, notice)}<form method="post" action="${e(action)}"><label for="email">${w.email}</label><input id="email" name="email" type="email" autocomplete="username" required autofocus><label for="password">${w.password}</label><input id="password" name="password" type="password" autocomplete="current-password" required><button>${w.submit}</button></form>`,
  );
}
/** Where a one-time link leads; `purpose` is undefined when the link is over. */
export function welcomePage(lang: Lang, nonce: string, action: string, purpose: Purpose | undefined, notice?: Notice): string {
  const w = words[lang];
  if (!purpose) return page(lang, nonce, w.signIn, note(lang, notice ?? 'over'));
  const known = purpose === 'new-password';
  return page(
    lang,
    nonce,
    known || purpose === 'first-admin' ? w[purpose] : w.invite,
    `${note(lang, notice)}<form method="post" action="${e(action)}">${known ? '' : `<label for="name">${w.name}</label><input id="name" name="name" autocomplete="name" required><label for="email">${w.email}</label><input id="email" name="email" type="email" autocomplete="username" required>`}<label for="password">${w.password}</label><input id="password" name="password" type="password" autocomplete="new-password" minlength="12" required><p class="hint">${w.hint}</p><button>${w.submit}</button></form>`,
  );
}
