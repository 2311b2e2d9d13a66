// Runs inside the measured page. Times are milliseconds of performance.now(); places are pixels of the viewport.
const painted = () =>
  new Promise((resolve) =>
    requestAnimationFrame(() => {
      const c = new MessageChannel();
      c.port1.onmessage = () => resolve(performance.now());
      c.port2.postMessage(0);
    }),
  );
const seen = (e) => {
  if (!e || !e.isConnected) return undefined;
  const b = e.getBoundingClientRect();
  let opacity = 1;
  for (let at = e; at; at = at.parentElement) opacity *= Number(getComputedStyle(at).opacity);
  return b.width > 20 &&
    b.height > 20 &&
    b.bottom > 0 &&
    b.top < innerHeight &&
    b.left < innerWidth &&
    b.right > 0 &&
    opacity > 0.05 &&
    e.checkVisibility({ visibilityProperty: true })
    ? b
    : undefined;
};
const key = (b) => b && [b.left, b.top, b.width, b.height].map((n) => n.toFixed(1)).join();

/** From the call until it was first painted where it can be seen, and until it stopped moving. */
window.openAndWatch = async (lib, call, about) => {
  const t0 = performance.now();
  call();
  let first;
  let settled;
  let last;
  for (let still = 0, i = 0; still < 20 && i < 150; i++) {
    const at = await painted();
    const b = seen(lib.popover());
    const right = b && (!about || (lib.popover().textContent ?? '').includes(about));
    if (right && first === undefined) first = at - t0;
    const now = right ? key(b) : undefined;
    if (now !== last) {
      settled = at - t0;
      still = 0;
      last = now;
    } else if (now) still++;
  }
  return { first, settled };
};
/** Scrolls the nested container a little in every frame; returns how far the popover strayed from where it was beside its target. */
window.scrollAndWatch = async (lib, frames, selector) => {
  const scroller = document.querySelector('#scroller');
  const target = document.querySelector(selector);
  const offset = () => {
    const b = lib.popover()?.getBoundingClientRect();
    const t = target.getBoundingClientRect();
    return b && b.top - t.top;
  };
  const side = offset();
  let stray = 0;
  for (let i = 0; i < frames; i++) {
    scroller.scrollTop += i % 60 < 30 ? 3 : -3;
    await painted();
    const now = offset();
    if (side !== undefined && now !== undefined && now !== null) stray = Math.max(stray, Math.abs(now - side));
  }
  return stray;
};
/** A shift that comes without a scroll event. */
window.shiftAndWatch = async (lib, selector) => {
  const target = document.querySelector(selector);
  const offset = () => lib.popover()?.getBoundingClientRect().top - target.getBoundingClientRect().top;
  const before = offset();
  document.querySelector('#push').style.height = '40px';
  for (let i = 0; i < 20; i++) await painted();
  const stray = Math.abs(offset() - before);
  document.querySelector('#push').style.height = '0px';
  for (let i = 0; i < 5; i++) await painted();
  return stray;
};
/** The same scrolling without a look at anything. */
window.scrollOnly = async (frames) => {
  const scroller = document.querySelector('#scroller');
  for (let i = 0; i < frames; i++) {
    scroller.scrollTop += i % 60 < 30 ? 3 : -3;
    await new Promise(requestAnimationFrame);
  }
};
/** The same for a trace: marks the call and each frame until it was first painted where it can be seen. */
window.openMarked = async (lib, steps, about) => {
  const frame = () =>
    new Promise((resolve) =>
      requestAnimationFrame(() => {
        performance.mark('bench-frame');
        const c = new MessageChannel();
        c.port1.onmessage = resolve;
        c.port2.postMessage(0);
      }),
    );
  performance.mark('bench-call');
  lib.start(steps);
  for (let i = 0; i < 150; i++) {
    await frame();
    if (seen(lib.popover()) && (lib.popover().textContent ?? '').includes(about)) return;
  }
};
/** Opens it and waits until something was painted after it was there; no other look. */
window.openOnly = async (lib, steps) => {
  lib.start(steps);
  for (let i = 0; i < 60 && !lib.popover(); i++) await painted();
  await painted();
};
