/** Libraries such as zone.js wrap timers and observers; ours must not wake the app up. They keep the originals under this name. */
export function raw<K extends 'setTimeout' | 'clearTimeout' | 'requestAnimationFrame' | 'MutationObserver'>(
  win: Window,
  name: K,
): (typeof globalThis)[K] {
  const bag = win as unknown as Record<string, unknown>;
  const original = bag[`__zone_symbol__${name}`] ?? bag[name];
  return (name === 'MutationObserver' ? original : (original as (...args: unknown[]) => unknown).bind(win)) as (typeof globalThis)[K];
}

/**
 * Runs in the outermost zone of zone.js, where there is one: what is listened to and waited for from there does not wake the app up, even
 * when the app itself asked for it from inside its own zone.
 */
export function outside<T>(win: Window, work: () => T): T {
  const zone = (win as Window & { Zone?: { root?: { run?<R>(work: () => R): R } } }).Zone?.root;
  return zone?.run ? zone.run(work) : work();
}
