/** What the tests ask a page: where things are, what was said. All of it reads the real page. */
import type { Content } from '@shirube/engine';
import type { Page } from 'playwright-core';

export const show = (page: Page, content: Content, step?: string): Promise<void> =>
  page.evaluate(([c, s]) => window.world.show(c as Content, s as string | undefined), [content, step] as const);
export const phases = (page: Page, id?: string): Promise<string[]> => page.evaluate((i) => window.world.phases(i), id);
export const tracks = (page: Page): Promise<{ event: string; properties?: Record<string, unknown> | undefined }[]> =>
  page.evaluate(() => window.world.tracks);
export const card = (page: Page) => page.locator('.card');

/** Waits for a card, then two frames and a task: everything that is going to settle has settled. */
export const settle = async (page: Page): Promise<void> => {
  await page.locator('.surface').first().waitFor({ state: 'attached', timeout: 15_000 });
  await frames(page);
};
export const frames = (page: Page): Promise<void> =>
  page.evaluate(() => new Promise<void>((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(resolve, 20)))));

export interface Spot {
  side: string;
  gap: number;
  off: number;
  visible: boolean;
}
/** How the card stands to an element: its side, the distance, and how far its middle is from the element's. `selector` may be "host >>> inner". */
export const spot = (page: Page, selector: string): Promise<Spot> =>
  page.evaluate((where) => {
    let root: ParentNode = document;
    let dx = 0;
    let dy = 0;
    let element: Element | null = null;
    for (const part of where.split(/(>>>|\|\|\|)/).map((p) => p.trim())) {
      if (part === '>>>') root = element?.shadowRoot ?? root;
      else if (part === '|||') {
        const box = element?.getBoundingClientRect();
        dx += box?.left ?? 0;
        dy += box?.top ?? 0;
        if (element) {
          dx += element.clientLeft;
          dy += element.clientTop;
        }
        root = (element as HTMLIFrameElement).contentDocument ?? root;
      } else element = root.querySelector(part);
    }
    const shadow = document.querySelector('shirube-root')?.shadowRoot;
    const box = shadow?.querySelector<HTMLElement>('.card');
    const at = box?.getBoundingClientRect();
    const t = element?.getBoundingClientRect();
    if (!box || !at || !t) return { side: 'none', gap: NaN, off: NaN, visible: false };
    const side = box.dataset.side ?? 'none';
    const [left, top, right, bottom] = [t.left + dx, t.top + dy, t.right + dx, t.bottom + dy];
    const gap = { bottom: at.top - bottom, top: top - at.bottom, right: at.left - right, left: left - at.right }[side] ?? NaN;
    const off =
      side === 'top' || side === 'bottom' ? (at.left + at.right) / 2 - (left + right) / 2 : (at.top + at.bottom) / 2 - (top + bottom) / 2;
    return { side, gap, off, visible: box.checkVisibility({ visibilityProperty: true }) };
  }, selector);
