import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { advance, session, signInAddress, signOut } from '../api';
import { lang, setLang, t, type Word } from '../lang';
import { connected } from '../live';
import { place } from '../router';
import { useStore } from '../store';
import { setTheme, theme, type Theme } from '../theme';
import { Icon, type IconName } from './icon';

interface Entry {
  to: string;
  word: Word;
  icon: IconName;
}
const groups: { word: Word | null; entries: Entry[] }[] = [
  {
    word: null,
    entries: [
      { to: 'today', word: 'nav.today', icon: 'today' },
      { to: 'tasks', word: 'nav.tasks', icon: 'tasks' },
    ],
  },
  {
    word: 'nav.customers',
    entries: [
      { to: 'accounts', word: 'nav.accounts', icon: 'accounts' },
      { to: 'users', word: 'nav.users', icon: 'users' },
      { to: 'segments', word: 'nav.segments', icon: 'segments' },
    ],
  },
  {
    word: 'nav.journey',
    entries: [
      { to: 'flows', word: 'nav.flows', icon: 'flows' },
      { to: 'milestones', word: 'nav.milestones', icon: 'milestones' },
      { to: 'mails', word: 'nav.mails', icon: 'mails' },
    ],
  },
  {
    word: 'nav.content',
    entries: [
      { to: 'content', word: 'nav.contents', icon: 'content' },
      { to: 'videos', word: 'nav.videos', icon: 'videos' },
      { to: 'gaps', word: 'nav.gaps', icon: 'gaps' },
    ],
  },
  {
    word: 'nav.figures',
    entries: [
      { to: 'kpis', word: 'nav.kpis', icon: 'kpis' },
      { to: 'cohorts', word: 'nav.cohorts', icon: 'cohorts' },
      { to: 'nps', word: 'nav.nps', icon: 'nps' },
      { to: 'calculator', word: 'nav.calculator', icon: 'calculator' },
    ],
  },
  {
    word: 'nav.engineer',
    entries: [
      { to: 'live', word: 'nav.live', icon: 'live' },
      { to: 'settings', word: 'nav.settings', icon: 'settings' },
    ],
  },
];

export function Shell({ current, children }: { current: string; children: ComponentChildren }) {
  const [open, setOpen] = useState(false);
  const where = useStore(place);
  const main = useRef<HTMLElement>(null);
  const before = useRef(where.path);
  useEffect(() => {
    setOpen(false);
    // A new page: the keyboard and the screen reader go there too. It begins at its heading, not below the bar.
    if (before.current !== where.path) main.current?.focus({ preventScroll: true });
    before.current = where.path;
  }, [where.path]);
  return (
    <div class="shell">
      <a
        class="skip"
        href="#main"
        onClick={(event) => {
          event.preventDefault();
          main.current?.focus();
        }}
      >
        {t('skip')}
      </a>
      <header class="bar">
        <button type="button" class="quiet menu" aria-expanded={open} aria-controls="nav" onClick={() => setOpen(!open)}>
          <Icon name="menu" />
          <span class="hidden">{t('menu')}</span>
        </button>
        <a class="brand" href="#/today">
          <img src="./icon.svg" width="24" height="24" alt="" /> Shirube
        </a>
        <Connection />
        <Switches />
      </header>
      <nav
        id="nav"
        class={open ? 'nav open' : 'nav'}
        aria-label={t('menu')}
        onKeyDown={(event) => event.key === 'Escape' && setOpen(false)}
      >
        {groups.map(({ word, entries }) => (
          <div key={word ?? 'first'} class="group">
            {word && <h2>{t(word)}</h2>}
            <ul>
              {entries.map(({ to, word: name, icon }) => (
                <li key={to}>
                  <a href={`#/${to}`} aria-current={to === current ? 'page' : undefined} onClick={() => setOpen(false)}>
                    <Icon name={icon} />
                    {t(name)}
                  </a>
                </li>
              ))}
            </ul>
          </div>
        ))}
      </nav>
      <main id="main" ref={main} tabIndex={-1}>
        {children}
      </main>
    </div>
  );
}

function Connection() {
  const live = useStore(connected);
  if (live === null) return <span class="connection" />;
  return (
    <span class={live ? 'connection on' : 'connection off'} role="status">
      <i aria-hidden="true" />
      {t(live ? 'live.on' : 'live.off')}
    </span>
  );
}

const themes: Theme[] = ['auto', 'light', 'dark'];
function Switches() {
  const language = useStore(lang);
  const shade = useStore(theme);
  const who = useStore(session);
  const next = themes[(themes.indexOf(shade) + 1) % themes.length] ?? 'auto';
  return (
    <div class="switches">
      <button type="button" class="quiet" lang={language === 'ja' ? 'en' : 'ja'} onClick={() => setLang(language === 'ja' ? 'en' : 'ja')}>
        {language === 'ja' ? 'English' : '日本語'}
      </button>
      <button type="button" class="quiet" title={t(`theme.${shade}`)} onClick={() => setTheme(next)}>
        <Icon name={shade === 'dark' ? 'moon' : shade === 'light' ? 'sun' : 'auto'} />
        <span class="hidden">
          {t('theme')}: {t(`theme.${shade}`)}
        </span>
      </button>
      {who?.travel && (
        <button type="button" class="quiet" title={t('travel.why')} onClick={() => void advance(1).finally(() => location.reload())}>
          {t('travel')}
        </button>
      )}
      {who && (
        <button
          type="button"
          class="quiet person"
          title={t('sign-out')}
          onClick={() => void signOut().finally(() => location.assign(signInAddress()))}
        >
          <span>{who.name}</span>
          <Icon name="out" />
          <span class="hidden">{t('sign-out')}</span>
        </button>
      )}
    </div>
  );
}
