import type { Config } from '@shirube/engine';
import type { WireEvent } from './ports';

/** Traits leave only when the configuration declares them. */
export function declaredOnly(event: WireEvent, config: Config | undefined): WireEvent {
  if (!event.traits) return event;
  const declared = (event.type === 'group' ? config?.accountTraits : config?.traits) ?? {};
  return { ...event, traits: Object.fromEntries(Object.entries(event.traits).filter(([name]) => Object.hasOwn(declared, name))) };
}
