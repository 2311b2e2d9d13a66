/** Puts a stylesheet into the root that the video lives in, once. A sheet is known by the selector of its first rule. */
import type { FaceApi } from '../../host/ports';

export function adopt(api: FaceApi, host: Element, css: string): void {
  const root = host.getRootNode() as ShadowRoot | Document;
  const win = api.win as Window & typeof globalThis;
  const first = css.slice(0, css.indexOf('{'));
  try {
    if (root.adoptedStyleSheets.some(({ cssRules: [rule] }) => rule && 'selectorText' in rule && rule.selectorText === first)) return;
    const sheet = new win.CSSStyleSheet();
    sheet.replaceSync(css);
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
  } catch {
    const place = 'head' in root ? root.head : root;
    if ([...place.querySelectorAll('style')].some((style) => style.textContent === css)) return;
    const style = api.doc.createElement('style');
    if (api.options.nonce) style.nonce = api.options.nonce;
    style.textContent = css;
    place.append(style);
  }
}
