import { useCallback, useEffect, useMemo, useState } from 'preact/hooks';
import type { Session } from '../../shared/model';
import * as api from './api';
import { AppContext, DeskContext, type App, type Desk, type Theme } from './app';
import { go, followLink, usePath } from './router';
import { pageOf } from './routes';
import { Login } from './pages/login';
import { Shell } from './ui/shell';
import { group, identify, introduce, reset, track } from './telemetry';
import type { Language } from './words';

const YEAR_SECONDS = 31_536_000;
const remember = (name: string, value: string): void => {
  document.cookie = `${name}=${value}; path=/; max-age=${YEAR_SECONDS}; samesite=lax`;
};
const themeOf = (): Theme => {
  const theme = document.documentElement.dataset['theme'];
  return theme === 'light' || theme === 'dark' ? theme : 'system';
};

/** The whole app: who is signed in, in which language, and which page is shown. */
export function Root() {
  const path = usePath();
  // Three answers: not known yet, nobody, somebody.
  const [session, setSession] = useState<Session | null | undefined>(undefined);
  const [language, setLanguage] = useState<Language>(document.documentElement.lang === 'en' ? 'en' : 'ja');
  const [theme, setTheme] = useState<Theme>(themeOf);
  const [toast, setToast] = useState('');

  useEffect(() => {
    introduce(async () => (await api.currentSession())?.guideToken ?? '', go);
    api.currentSession().then(
      (found) => {
        if (found) {
          identify(found, language);
          group(found);
        }
        setSession(found);
      },
      () => setSession(null),
    );
  }, []);

  useEffect(() => {
    if (!toast) return;
    const timer = setTimeout(() => setToast(''), 4000);
    return () => clearTimeout(timer);
  }, [toast]);

  const app: App = useMemo(
    () => ({
      language,
      theme,
      path,
      setLanguage(next) {
        document.documentElement.lang = next;
        remember('haruiro_lang', next);
        setLanguage(next);
        if (session) identify(session, next);
      },
      setTheme(next) {
        if (next === 'system') delete document.documentElement.dataset['theme'];
        else document.documentElement.dataset['theme'] = next;
        remember('haruiro_theme', next);
        setTheme(next);
      },
      say: setToast,
      signedIn(next, method) {
        identify(next, language);
        group(next);
        track('login', { method });
        setSession(next);
        go('/dashboard');
      },
      signOut() {
        void api.signOut().catch(() => undefined);
        reset();
        setSession(null);
        go('/login');
      },
    }),
    [language, theme, path, session],
  );

  const change = useCallback(
    async (method: 'POST' | 'PUT', address: string, body?: unknown): Promise<Session> => {
      try {
        const next = await api.change(method, address, body);
        setSession(next);
        identify(next, language);
        return next;
      } catch (error) {
        if (error instanceof api.ApiError && error.status === 401) setSession(null);
        throw error;
      }
    },
    [language],
  );
  const desk: Desk | undefined = useMemo(() => (session ? { ...app, session, change } : undefined), [app, session, change]);

  useEffect(() => {
    if (session === null && path !== '/login') go('/login', 'replace');
    if (session && (path === '/login' || path === '/')) go('/dashboard', 'replace');
  }, [session, path]);

  if (session === undefined) return null;
  return (
    <AppContext.Provider value={app}>
      <div class="app" onClick={followLink}>
        {desk && path !== '/login' ? (
          <DeskContext.Provider value={desk}>
            <Shell>{pageOf(path)}</Shell>
          </DeskContext.Provider>
        ) : session === null ? (
          <Login />
        ) : null}
        <div class="toast" role="status">
          {toast}
        </div>
      </div>
    </AppContext.Provider>
  );
}
