/** How much of the bottom the on-screen keyboard covers, as `--kb` on the host: sheets and corners stand above it. */
export function keyboardInset(win: Window, host: HTMLElement): () => void {
  const view = win.visualViewport;
  if (!view) return () => {};
  const measure = () => {
    // A pinch also shrinks the visual viewport; only what is missing at the bottom at scale 1 is a keyboard.
    const covered = view.scale > 1.01 ? 0 : Math.max(0, win.innerHeight - view.height - view.offsetTop);
    const next = covered > 60 ? `${Math.round(covered)}px` : '0px';
    if (host.style.getPropertyValue('--kb') !== next) host.style.setProperty('--kb', next);
  };
  view.addEventListener('resize', measure);
  view.addEventListener('scroll', measure);
  return () => {
    view.removeEventListener('resize', measure);
    view.removeEventListener('scroll', measure);
  };
}
