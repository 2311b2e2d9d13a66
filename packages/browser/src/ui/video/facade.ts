/** What stands in the frame's place until a person asks for it: not one byte of a third party before that. */
import type { FaceApi } from '../../host/ports';
import { facadeCss } from './facade.css';
import type { Say } from './strings';
import { adopt } from './style';

const SVG = 'http://www.w3.org/2000/svg';
/** One filled path on a 24 × 24 grid. */
export function icon(doc: Document, d: string): SVGSVGElement {
  const svg = doc.createElementNS(SVG, 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('aria-hidden', 'true');
  const path = doc.createElementNS(SVG, 'path');
  path.setAttribute('d', d);
  svg.append(path);
  return svg;
}
export const PLAY = 'M8 5.1v13.8a1 1 0 0 0 1.5.9l11-6.9a1 1 0 0 0 0-1.8l-11-6.9A1 1 0 0 0 8 5.1z';

export interface FacadeOptions { stage: Element; id: string; title: string; poster?: string | undefined; host: string; say: Say }

/** Puts it on the stage. */
export function mountFacade(api: FaceApi, { stage, id, title, poster, host, say }: FacadeOptions, go: () => void): void {
  const { doc } = api;
  adopt(api, stage, facadeCss);
  const box = doc.createElement('div');
  box.className = 'sv-facade';
  if (poster) {
    const img = doc.createElement('img');
    img.alt = '';
    img.src = poster;
    box.append(img);
  }
  const name = doc.createElement('span');
  name.className = 'sv-name';
  name.textContent = title;
  // The button says it.
  name.setAttribute('aria-hidden', 'true');
  box.append(name);
  const consent = api.consent('video');
  const button = doc.createElement('button');
  button.type = 'button';
  button.className = 'sv-big';
  button.append(icon(doc, PLAY));
  button.setAttribute('aria-label', `${say(consent === 'denied' ? 'video.allow' : 'video.play')}: ${title}`);
  box.append(button);
  if (consent !== 'granted') {
    const note = doc.createElement('p');
    note.className = 'sv-consent';
    note.id = `sv-consent-${id}`;
    note.textContent = say(consent === 'denied' ? 'video.denied' : 'video.consent', { host });
    button.setAttribute('aria-describedby', note.id);
    box.append(note);
  }
  box.addEventListener('click', () => {
    if (api.consent('video') !== 'granted') api.setConsent('video', 'granted');
    go();
  }, { once: true });
  stage.append(box);
}
