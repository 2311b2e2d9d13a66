/** Puts the stylesheet into the root that the video lives in, once. */
import type { FaceApi } from '../../host/ports';
import { videoCss } from './video.css';

export function adopt(api: FaceApi, host: Element): void {
  const root = host.getRootNode() as ShadowRoot | Document;
  const win = api.win as Window & typeof globalThis;
  try {
    if (root.adoptedStyleSheets.some((sheet) => sheet.media.mediaText === '' && sheet.cssRules[0]?.cssText.startsWith('.sv-root'))) return;
    const sheet = new win.CSSStyleSheet();
    sheet.replaceSync(videoCss);
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
  } catch {
    const place = 'head' in root ? root.head : root;
    if (place.querySelector('style[data-sv]')) return;
    const style = api.doc.createElement('style');
    if (api.options.nonce) style.nonce = api.options.nonce;
    style.dataset.sv = '';
    style.textContent = videoCss;
    place.append(style);
  }
}
