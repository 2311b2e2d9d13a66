/**
 * Elements without a library: cards are built once and hardly ever change, so they need no diffing (and evaluate in a fraction of the time).
 * Own properties only, so that a polluted Object.prototype of the page adds nothing. No markup strings anywhere.
 */
export type Child = Node | string | false | null | undefined | readonly Child[];
type Props = Record<string, string | number | boolean | EventListener | undefined>;

export type Make = (tag: string, props?: Props | null, ...children: Child[]) => HTMLElement;

/** `on…` listens, true sets an empty attribute, false and undefined leave it out. */
export const maker =
  (doc: Document): Make =>
  (tag, props, ...children) => {
    const element = doc.createElement(tag);
    for (const [name, value] of Object.entries(props ?? {})) {
      if (typeof value === 'function') element.addEventListener(name.slice(2), value);
      else if (value !== undefined && value !== false) element.setAttribute(name, value === true ? '' : (value as string));
    }
    element.append(...((children as readonly unknown[]).flat(9).filter(Boolean) as (Node | string)[]));
    return element;
  };

/** A 20 px line icon from one path. */
export function icon(doc: Document, path: string, size = 18): SVGSVGElement {
  const ns = 'http://www.w3.org/2000/svg';
  const svg = doc.createElementNS(ns, 'svg');
  for (const [name, value] of [
    ['viewBox', '0 0 20 20'],
    ['width', size],
    ['height', size],
    ['aria-hidden', 'true'],
  ] as const)
    svg.setAttribute(name, value as string);
  const line = doc.createElementNS(ns, 'path');
  line.setAttribute('d', path);
  svg.append(line);
  return svg;
}
export const CROSS = 'M5 5l10 10M15 5L5 15';
