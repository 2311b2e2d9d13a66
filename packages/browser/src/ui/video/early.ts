/** A play button in plain elements. */
import type { FaceApi } from '../../host/ports';
import { strings } from '../text/strings';

const words = { en: { 'video.play': 'Play' }, ja: { 'video.play': '再生' } };
export const playWord = (api: FaceApi): string => strings(api, 'video.play', words);

const SVG = 'http://www.w3.org/2000/svg';
export const PLAY = 'M8 5.1v13.8a1 1 0 0 0 1.5.9l11-6.9a1 1 0 0 0 0-1.8l-11-6.9A1 1 0 0 0 8 5.1z';

/** A button with one filled path on a 24 × 24 grid. */
export function iconButton(doc: Document, className: string, label: string, d = PLAY): HTMLButtonElement {
  const button = doc.createElement('button');
  button.type = 'button';
  button.className = className;
  button.setAttribute('aria-label', label);
  const svg = doc.createElementNS(SVG, 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('aria-hidden', 'true');
  const path = doc.createElementNS(SVG, 'path');
  path.setAttribute('d', d);
  svg.append(path);
  button.append(svg);
  return button;
}
