/** What stands in the frame's place until a person asks for it: not one byte of a third party before that. */
import type { FaceApi } from '../../host/ports';
import { strings } from '../text/strings';
import { bigCss } from './big.css';
import { iconButton, playWord } from './early';
import { facadeCss } from './facade.css';

const words = {
  en: {
    'video.consent': 'Playing loads content from {host} and sends it your IP address.',
    'video.denied': 'You have not allowed content from {host}.',
    'video.allow': 'Allow and play',
    'video.untracked': 'Watching time is not recorded for this video.',
  },
  ja: {
    'video.consent': '再生すると {host} のコンテンツを読み込み、IPアドレスが送信されます。',
    'video.denied': '{host} のコンテンツは許可されていません。',
    'video.allow': '許可して再生',
    'video.untracked': 'この動画の視聴時間は記録されません。',
  },
};

export interface FacadeOptions {
  css(text: string): void;
  stage: Element;
  id: string;
  title: string;
  poster?: string | undefined;
  host: string;
  /** Nothing of it will be known. */
  untracked: boolean;
}

/** Puts it on the stage. */
export function mountFacade(api: FaceApi, { css, stage, id, title, poster, host, untracked }: FacadeOptions, go: () => void): void {
  const { doc } = api;
  const say = (key: keyof typeof words.en) => strings(api, key, words).replace('{host}', host);
  const add = (parent: Element, tag: string, className: string, text: string): HTMLElement => {
    const el = doc.createElement(tag);
    el.className = className;
    el.textContent = text;
    parent.append(el);
    return el;
  };
  css(facadeCss);
  css(bigCss);
  const box = add(stage, 'div', 'sv-facade', '');
  if (poster) {
    const img = doc.createElement('img');
    img.alt = '';
    img.src = poster;
    // Better no picture than a broken one.
    img.onerror = () => img.remove();
    box.append(img);
  }
  // The button says it, too.
  add(box, 'span', 'sv-name', title).setAttribute('aria-hidden', 'true');
  const consent = api.consent('video');
  const denied = consent === 'denied';
  const button = iconButton(doc, 'sv-big', `${denied ? say('video.allow') : playWord(api)}: ${title}`);
  box.append(button);
  if (consent !== 'granted') {
    const note = add(box, 'p', 'sv-consent', say(denied ? 'video.denied' : 'video.consent'));
    note.id = `sv-consent-${id}`;
    button.setAttribute('aria-describedby', note.id);
  }
  if (untracked) add(stage.parentElement ?? stage, 'p', 'sv-untracked', say('video.untracked'));
  box.addEventListener(
    'click',
    () => {
      go();
      if (consent !== 'granted') api.setConsent('video', 'granted');
    },
    { once: true },
  );
}
