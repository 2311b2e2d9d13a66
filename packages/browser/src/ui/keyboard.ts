/** How much of the bottom the on-screen keyboard covers, as `--kb` on the host: sheets and corners stand above it. Loaded where fingers can type. */
export function keyboardInset(win: Window, host: HTMLElement): () => void {
  const view = win.visualViewport;
  /** Where the page has asked to place things around the keyboard itself, the visual viewport stays as it is. */
  const { virtualKeyboard: keys } = win.navigator as Navigator & { virtualKeyboard?: EventTarget & { boundingRect: DOMRect } };
  const measure = () => {
    // A pinch also shrinks the visual viewport; only what is missing at the bottom at scale 1 is a keyboard.
    const missing = view && view.scale < 1.01 ? win.innerHeight - view.height - view.offsetTop : 0;
    const covered = Math.max(missing, keys?.boundingRect.height ?? 0);
    const next = covered > 60 ? `${Math.round(covered)}px` : '0px';
    if (host.style.getPropertyValue('--kb') !== next) host.style.setProperty('--kb', next);
  };
  const each = (on: 'addEventListener' | 'removeEventListener') => {
    view?.[on]('resize', measure);
    view?.[on]('scroll', measure);
    keys?.[on]('geometrychange', measure);
  };
  each('addEventListener');
  measure();
  return () => each('removeEventListener');
}
