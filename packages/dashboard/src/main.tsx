/** Starts the dashboard: who is there, what the configuration calls things, and the page of the address. */
import { render } from 'preact';
import { config, open, refreshConfig, RequestError, signInAddress } from './api';
import { now, zone } from './format';
import { lang, setLang, t, trouble } from './lang';
import { liveTick, startLive } from './live';
import { startOfDay } from './now';
import { followAddress } from './router';
import { startTheme } from './theme';
import { App } from './app';

startTheme();
setLang(lang.get());
followAddress();

const root = document.getElementById('app');
open().then(
  () => {
    startLive();
    if (root) render(<App />, root);
  },
  (error: unknown) => {
    if (error instanceof RequestError && error.status === 401) location.assign(signInAddress());
    else if (root)
      render(
        <p class="fatal" role="alert">
          {t('fatal')} {trouble(error)}
        </p>,
        root,
      );
  },
);
// The configuration may be replaced while the page is open, and the day ends: whom to call is another question tomorrow.
let today = 0;
setInterval(() => {
  if (document.visibilityState !== 'visible' || !config.get()) return;
  refreshConfig();
  const day = startOfDay(now(), 0, zone());
  if (today && day !== today) liveTick.set(liveTick.get() + 1);
  today = day;
}, 60_000);
