import type { Config, Scalar } from '@shirube/engine';
import type { WireEvent } from './ports';

/** Traits leave only when the configuration declares them. */
export function declaredOnly(event: WireEvent, config: Config | undefined): WireEvent {
  if (!event.traits) return event;
  const declared = (event.type === 'group' ? config?.accountTraits : config?.traits) ?? {};
  const traits: Record<string, Scalar> = {};
  for (const [name, value] of Object.entries(event.traits)) if (Object.hasOwn(declared, name)) traits[name] = value;
  return { ...event, traits };
}
