/** Something was stored: pages ask again. One event stream for the whole dashboard, gathered so that a burst is one question. */
import { atom } from 'nanostores';
import type { LiveEvent } from '@shirube/collector/api';
import { addressOf } from './api';

export const liveTick = atom(0);
export const connected = atom<boolean | null>(null);
type Listener = (event: LiveEvent) => void;
const listeners = new Set<Listener>();
export const onLive = (listener: Listener): (() => void) => {
  listeners.add(listener);
  return () => void listeners.delete(listener);
};

const SOON = 700;

export function startLive(): void {
  let soon: ReturnType<typeof setTimeout> | undefined;
  const tick = () => {
    if (document.visibilityState === 'visible') liveTick.set(liveTick.get() + 1);
  };
  const source = new EventSource(addressOf('/events/live'));
  source.onopen = () => connected.set(true);
  source.onerror = () => connected.set(false);
  source.onmessage = (message) => {
    const event = JSON.parse(String(message.data)) as LiveEvent;
    for (const listener of listeners) listener(event);
    soon ??= setTimeout(() => {
      soon = undefined;
      tick();
    }, SOON);
  };
  document.addEventListener('visibilitychange', tick);
}
