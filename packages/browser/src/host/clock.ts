/** What the clock reads: the wall, and a counter that only goes forward. */
export interface Time {
  wall(): number;
  mono(): number;
}

/**
 * Wall-clock milliseconds that never go back within a page. When the wall runs ahead of the monotonic counter (the machine slept,
 * or the clock was put forward) it is followed; when it falls behind it is not.
 */
export function createClock(time: Time): () => number {
  let offset = time.wall() - time.mono();
  return () => {
    const mono = time.mono();
    offset = Math.max(offset, time.wall() - mono);
    return Math.round(offset + mono);
  };
}
