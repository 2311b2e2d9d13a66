/**
 * Finds what a target points at. All signals of one object narrow each other down; when they no longer agree, each is tried alone, then
 * the fallbacks in order. The first that leaves exactly one visible element wins; anything but the first is drift, and is reported.
 * Loaded when the first look (quick.ts) is not enough.
 */
import type { Target, Text } from '@shirube/engine';
import { byText, isNamed, isText, roleSelector } from './names';
import { all, one, type Found } from './quick';
import { isVisible } from './visible';

export type Signals = Pick<Target, 'css' | 'data' | 'role' | 'name' | 'text' | 'nth'>;
export interface Where {
  doc: Document;
  text(text: Text | undefined): string;
  /** Told each shadow root and frame document that was looked into, so that changes in there are noticed. */
  visited?(root: Node): void;
}

/** `host >>> inner` steps into open shadow roots, `iframe ||| inner` into same-origin frames. */
function deepQuery(where: Where, selector: string): Element[] {
  let roots: ParentNode[] = [where.doc];
  const parts = selector.split(/(>>>|\|\|\|)/).map((part) => part.trim());
  for (let i = 0; i < parts.length; i += 2) {
    const found = roots.flatMap((root) => all(root, parts[i] ?? ''));
    const step = parts[i + 1];
    if (!step) return found;
    roots = found.flatMap((element) => {
      const next = step === '>>>' ? element.shadowRoot : frameDocument(element);
      if (!next) return [];
      where.visited?.(next);
      return [next];
    });
  }
  return [];
}

/** Undefined for a frame of another origin; asking must not throw. */
function frameDocument(element: Element): Document | undefined {
  try {
    return (element as HTMLIFrameElement).contentDocument ?? undefined;
  } catch {
    return undefined;
  }
}

/** More than that would cost a page more than it gains. */
const WATCHED = 200;
/** All open shadow roots, at any depth. What is late in one of them is noticed. */
function openRoots(where: Where): ShadowRoot[] {
  const into = (root: ParentNode): ShadowRoot[] =>
    all(root, '*').flatMap(({ shadowRoot }) => (shadowRoot ? [shadowRoot, ...into(shadowRoot)] : []));
  const roots = into(where.doc).filter(({ host }) => host.localName !== 'shirube-root');
  for (const root of roots.slice(0, WATCHED)) where.visited?.(root);
  return roots;
}
/** In the page, else in its open shadow roots. */
const anywhere = (where: Where, selector: string): Element[] => {
  const found = all(where.doc, selector);
  return found.length ? found : openRoots(where).flatMap((root) => all(root, selector));
};

function candidates(where: Where, s: Signals, only?: string): Element[] | undefined {
  const take = (key: string) => !only || only === key;
  let found: Element[] | undefined;
  const narrow = (next: () => Element[], keep: (element: Element) => boolean) => {
    found = found ? found.filter(keep) : next();
  };
  const { data, css, role } = s;
  if (css && take('css'))
    narrow(
      () => deepQuery(where, css),
      () => true,
    );
  if (data && take('data'))
    narrow(
      () => anywhere(where, `[data-shirube="${data.replace(/["\\]/g, '\\$&')}"]`),
      (e) => e.getAttribute('data-shirube') === data,
    );
  if (role && take('role')) {
    const selector = roleSelector(role);
    narrow(
      () => anywhere(where, selector),
      (e) => e.matches(selector),
    );
    if (s.name) found = found?.filter((e) => isNamed(e, where.text(s.name)));
  }
  const text = where.text(s.text);
  if (text && take('text'))
    narrow(
      () => byText(where.doc, text),
      (e) => isText(e, text),
    );
  return found;
}

/** The first of its children that can be seen, where it has no box of its own: `display: contents`, or all of it floats. */
function solid(element: Element): Element | undefined {
  if (isVisible(element)) return element;
  const { display, overflow } = getComputedStyle(element);
  if (display !== 'contents' && (overflow !== 'visible' || !element.checkVisibility?.({ visibilityProperty: true }))) return undefined;
  for (const child of (element as HTMLSlotElement).assignedElements?.() ?? (element.shadowRoot ?? element).children) {
    const found = solid(child);
    if (found) return found;
  }
  return undefined;
}

export function find(where: Where, target: Target, seen: (element: Element) => boolean = isVisible): Found | undefined {
  const matching = (signals: Signals, only?: string) =>
    candidates(where, signals, only)?.map((element) => (seen(element) ? element : (solid(element) ?? element)));
  const objects: Signals[] = [target, ...(target.fallbacks ?? [])];
  const exact = one(matching(target), target.nth, seen);
  if (exact) return { element: exact };
  for (const [i, signals] of objects.entries()) {
    const keys = (['css', 'data', 'role', 'text'] as const).filter((key) => signals[key]);
    for (const key of i || keys.length > 1 ? keys : []) {
      const element = one(matching(signals, key), signals.nth, seen);
      if (element) return { element, used: `${i ? `fallback ${i}: ` : ''}${key}` };
    }
  }
  // Several and nothing says which: the first in the page, as drift.
  for (const signals of objects) {
    const element = matching(signals)?.find(seen);
    if (element) return { element, used: 'ambiguous' };
  }
  if (objects.some(({ text }) => text)) openRoots(where);
  return undefined;
}

/** Still what its signals describe? Cheap; for each change of the page. */
export const stillMatches = (where: Where, target: Target, element: Element): boolean => {
  const { css, data, text } = target;
  const last = css
    ?.split(/>>>|\|\|\|/)
    .pop()
    ?.trim();
  try {
    return (
      (!last || !!element.closest(last)) &&
      (!data || element.getAttribute('data-shirube') === data) &&
      (!text || isText(element, where.text(text)))
    );
  } catch {
    return true;
  }
};
