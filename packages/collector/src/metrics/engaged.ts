/** Engaged seconds from heartbeats: h·(distinct ⌊t/h⌋ − 1) + m, where `heartbeat` is the interval and `minimum` the first visit. */
export const engagedSeconds = (pings: readonly number[], heartbeat = 10, minimum = 5): number =>
  pings.length ? heartbeat * (new Set(pings.map((t) => Math.floor(t / heartbeat))).size - 1) + minimum : 0;
