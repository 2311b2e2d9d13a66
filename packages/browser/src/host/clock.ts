/**
 * Wall-clock milliseconds that never go back within a page, from what the wall says and a counter that only goes forward. When the wall runs ahead of the monotonic counter (the machine slept,
 * or the clock was put forward) it is followed; when it falls behind it is not.
 */
export function createClock(wall: () => number, counter: () => number): () => number {
  let offset = wall() - counter();
  return () => {
    const at = counter();
    offset = Math.max(offset, wall() - at);
    return Math.round(offset + at);
  };
}
