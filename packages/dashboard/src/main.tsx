/** Starts the dashboard: who is there, what the configuration calls things, and the page of the address. */
import { render } from 'preact';
import { config, open, refreshConfig, RequestError, signInAddress } from './api';
import { markLoaded } from './format';
import { lang, setLang, t } from './lang';
import { startLive } from './live';
import { followAddress } from './router';
import { startTheme } from './theme';
import { App } from './app';

startTheme();
setLang(lang.get());
followAddress();

const root = document.getElementById('app');
open().then(
  () => {
    markLoaded();
    startLive();
    if (root) render(<App />, root);
  },
  (error: unknown) => {
    if (error instanceof RequestError && error.status === 401) location.assign(signInAddress());
    else if (root) render(<p class="fatal" role="alert">{t('fatal')} {error instanceof Error ? error.message : String(error)}</p>, root);
  },
);
// The configuration may be replaced while the page is open.
setInterval(() => {
  if (document.visibilityState === 'visible' && config.get()) refreshConfig();
}, 60_000);
