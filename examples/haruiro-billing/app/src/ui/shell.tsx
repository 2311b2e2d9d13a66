import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { useDesk, useWords } from '../app';
import { settingsDone } from '../books';
import { Blossom, Icon, type IconName } from './icon';
import { Switches } from './switches';
import { nameIn } from '../words';

const T = {
  product: { ja: 'ハルイロ請求', en: 'Haruiro Billing' },
  skip: { ja: '本文へ進む', en: 'Skip to content' },
  menu: { ja: 'メニュー', en: 'Menu' },
  dashboard: { ja: 'ホーム', en: 'Home' },
  invoices: { ja: '請求書', en: 'Invoices' },
  clients: { ja: '取引先', en: 'Clients' },
  payments: { ja: '入金管理', en: 'Payments' },
  recurring: { ja: '定期請求', en: 'Recurring' },
  import: { ja: 'CSV取込', en: 'CSV import' },
  settings: { ja: '設定', en: 'Settings' },
  team: { ja: 'メンバー', en: 'Team' },
  help: { ja: 'ヘルプ', en: 'Help' },
  billing: { ja: '請求', en: 'Billing' },
  office: { ja: '管理', en: 'Office' },
  main: { ja: 'メイン', en: 'Main' },
  out: { ja: 'ログアウト', en: 'Sign out' },
  left: { ja: '設定の残り', en: 'settings left' },
} as const;

const plans = { starter: 'Starter', standard: 'Standard', pro: 'Pro' };

const groups: readonly { title?: 'billing' | 'office'; items: readonly [keyof typeof T, string, IconName][] }[] = [
  { items: [['dashboard', '/dashboard', 'home']] },
  {
    title: 'billing',
    items: [
      ['invoices', '/invoices', 'invoice'],
      ['clients', '/clients', 'clients'],
      ['payments', '/payments', 'yen'],
      ['recurring', '/recurring', 'repeat'],
      ['import', '/import', 'upload'],
    ],
  },
  {
    title: 'office',
    items: [
      ['settings', '/settings', 'settings'],
      ['team', '/team', 'team'],
      ['help', '/help', 'help'],
    ],
  },
];

/** The frame of every page behind the login: navigation, the bar above, the page. */
export function Shell({ children }: { children: ComponentChildren }) {
  const { session, language, path, signOut } = useDesk();
  const t = useWords(T);
  const [open, setOpen] = useState(false);
  useEffect(() => setOpen(false), [path]);
  const left = 5 - settingsDone(session.books);

  return (
    <div class="shell">
      <a class="skip" href="#content">
        {t.skip}
      </a>
      <nav
        class="side"
        id="side"
        data-open={String(open)}
        data-shirube="nav"
        aria-label={t.main}
        onKeyDown={(event) => event.key === 'Escape' && setOpen(false)}
      >
        <a class="brand" href="/dashboard">
          <Blossom />
          {t.product}
        </a>
        {groups.map((group) => (
          <div class="nav" key={group.title}>
            {group.title && <div class="nav-group">{t[group.title]}</div>}
            {group.items.map(([name, href, icon]) => (
              <a
                key={name}
                href={href}
                id={`nav-${name}`}
                data-shirube={`nav-${name}`}
                aria-current={path === href || path.startsWith(`${href}/`) ? 'page' : undefined}
              >
                <Icon name={icon} />
                {t[name]}
                {name === 'settings' && left > 0 && (
                  <span class="count tag tag-accent">
                    {left}
                    <span class="unseen"> {t.left}</span>
                  </span>
                )}
              </a>
            ))}
          </div>
        ))}
        <div class="side-foot small" data-shirube="account">
          <strong>{nameIn(language, session.account)}</strong>
          <span class="soft">{plans[session.account.plan]}</span>
        </div>
      </nav>
      <div class="main">
        <header class="bar">
          <button
            type="button"
            class="button button-quiet icon-button menu-button"
            data-shirube="menu"
            aria-expanded={open}
            aria-controls="side"
            aria-label={t.menu}
            onClick={() => setOpen(!open)}
          >
            <Icon name={open ? 'close' : 'menu'} />
          </button>
          <a class="brand" href="/dashboard" aria-label={t.product}>
            <Blossom />
            <span class="brand-name">{t.product}</span>
          </a>
          <Switches />
          <span class="who" data-shirube="user">
            <span class="avatar" aria-hidden="true">
              {nameIn(language, session.user).slice(0, 1).toUpperCase()}
            </span>
            <span class="who-name">{nameIn(language, session.user)}</span>
          </span>
          <button
            type="button"
            class="button button-quiet icon-button"
            id="sign-out"
            data-shirube="sign-out"
            aria-label={t.out}
            title={t.out}
            onClick={signOut}
          >
            <Icon name="out" />
          </button>
        </header>
        <main class="content" id="content" tabIndex={-1}>
          {children}
        </main>
      </div>
    </div>
  );
}
