/** The first look for a target, which is the last one for most: by css or data, exactly one. What it does not find, find.ts searches for. */
import type { Target } from '@shirube/engine';

export interface Found {
  element: Element;
  /** Which signal found it, when it was not the first as written. */
  used?: string;
}

export const all = (root: ParentNode, selector: string): Element[] => {
  try {
    return Array.from(root.querySelectorAll(selector));
  } catch {
    return []; // `validate` says what is wrong with the selector.
  }
};

/** The only visible one, or the n-th. */
export const one = (found: Element[] | undefined, nth: number | undefined, seen: (e: Element) => boolean): Element | undefined => {
  const visible = found?.filter(seen) ?? [];
  return nth === undefined ? (visible.length === 1 ? visible[0] : undefined) : visible[nth];
};

/** As a selector of the document; undefined when the target asks for more: a role, a text, or a way into a shadow root or frame. */
export const selectorOf = ({ css = '', data, role, text }: Target): string | undefined =>
  role || text || /[>|]{3}/.test(css) ? undefined : data ? `:is(${css || '*'})[data-shirube="${data.replace(/["\\]/g, '\\$&')}"]` : css;

export const describe = ({ css, data, role }: Target): string =>
  css ?? (data ? `[data-shirube="${data}"]` : role ? `role=${role}` : 'text');
