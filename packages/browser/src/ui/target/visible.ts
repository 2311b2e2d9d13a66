/** What a person can see and reach, read from the page as it is. */

export const rectOf = (element: Element) => element.getBoundingClientRect();

/** Rendered, not `visibility: hidden`, and of some size. (Scrolled away or covered is another question.) */
export function isVisible(element: Element): boolean {
  if (element.checkVisibility?.({ visibilityProperty: true }) === false) return false;
  const { width, height } = rectOf(element);
  return width > 0 && height > 0;
}

export interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** Something of the page lies over its middle: a drawer, a dialog, a sticky header. Our own surfaces do not count. */
export function isCovered(element: Element, ours: Element): boolean {
  const { left, top, width, height } = rectOf(element);
  const root = element.getRootNode() as Document | ShadowRoot;
  const hit = root.elementFromPoint?.(left + width / 2, top + height / 2);
  if (!hit || hit === ours || ours.contains(hit) || hit.contains(element) || element.contains(hit)) return false;
  return hit.closest('label')?.control !== element;
}

/** Its middle is inside the viewport and inside every scroll container around it. */
export function isInView(element: Element): boolean {
  const box = rectOf(element);
  const win = element.ownerDocument.defaultView;
  if (!win) return false;
  const x = (box.left + box.right) / 2;
  const y = (box.top + box.bottom) / 2;
  const inside = (b: Box) => x >= b.left && x <= b.right && y >= b.top && y <= b.bottom;
  if (!inside({ left: 0, top: 0, right: win.innerWidth, bottom: win.innerHeight })) return false;
  for (let at: Element | null = parentOf(element); at && at !== element.ownerDocument.documentElement; at = parentOf(at)) {
    if (win.getComputedStyle(at).overflow !== 'visible' && at !== element.ownerDocument.body && !inside(rectOf(at))) return false;
  }
  return true;
}

/** The parent across slots and shadow roots. */
const parentOf = (element: Element): Element | null =>
  element.assignedSlot ?? element.parentElement ?? (element.getRootNode() as Partial<ShadowRoot>).host ?? null;

/** Brings it into view when it is not, or when something lies over it (a sticky header does after scrolling to an edge). */
export function reveal(element: Element, ours: Element): void {
  if (isInView(element) && !isCovered(element, ours)) return;
  const win = element.ownerDocument.defaultView;
  const tall = win && rectOf(element).height > win.innerHeight * 0.7;
  element.scrollIntoView({ block: tall ? 'start' : 'center', inline: 'nearest', behavior: 'instant' });
  const frame = win?.frameElement;
  if (frame) reveal(frame, ours);
}
