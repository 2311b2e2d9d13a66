/** What a person is told when a video cannot be played: what happened, what is probable, and what can be done about it. */
import { iconButton } from './early';
import type { First } from './index';
import type { Source } from './source';
import type { Say } from './strings';
import { troubleCss } from './trouble.css';

const WARN = 'M12 3.2 1.6 21h20.8zM11 10h2v5.5h-2zm0 7h2v2h-2z';

export function showTrouble(first: First, say: Say, source: Source, code: string): void {
  const { api, video, stage, box, bar, make } = first;
  const { doc, win } = api;
  api.report(
    new Error(
      `Video ${video.id} could not be played (${code}). Check its address, its type, and the page's Content-Security-Policy (media-src, frame-src).`,
    ),
  );
  first.css(troubleCss);
  // Nothing stands over a provider's player, not even this: what is only slow stays, and what is refused goes.
  const place = code === 'timeout' ? box : stage;
  if (place === stage && !first.own) {
    first.medium?.stop();
    stage.replaceChildren();
  }
  box.querySelector('.sv-trouble')?.remove();
  const panel = make('sv-trouble', place);
  if (place === box) stage.parentElement?.after(panel);
  panel.setAttribute('role', 'alert');
  const p = (text: string) => {
    const el = doc.createElement('p');
    el.textContent = text;
    words.append(el);
  };
  const sign = iconButton(doc, '', '', WARN).firstChild;
  if (sign) panel.append(sign);
  const words = make('', panel);
  p(say('video.failed'));
  p(
    say(
      win.navigator.onLine === false
        ? 'video.offline'
        : code === 'policy' || code === 'script'
          ? 'video.blocked'
          : code === 'address'
            ? 'video.address'
            : code === 'hls'
              ? 'video.format'
              : first.own
                ? 'video.cause'
                : 'video.slow',
    ),
  );
  const acts = make('sv-acts', words);
  if (code !== 'address') {
    const again = doc.createElement('button');
    again.type = 'button';
    again.className = 'sv-act';
    again.textContent = say('video.retry');
    again.onclick = () => first.change(video.id);
    acts.append(again);
  }
  if ('page' in source) {
    const link = doc.createElement('a');
    link.href = source.page;
    link.target = '_blank';
    link.rel = 'noopener';
    link.textContent = say('video.open', { host: new URL(source.page).hostname.replace(/^www\./, '') });
    acts.append(link);
  }
  // Controls of nothing would only be in the way.
  if (bar) bar.inert = true;
  if (first.el) first.el.controls = false;
}
