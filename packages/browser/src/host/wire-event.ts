import type { Config, Properties, Scalar } from '@shirube/engine';
import type { WireContext, WireEvent } from './ports';
import type { Who } from './identity';

declare const SHIRUBE_VERSION: string;

export interface WireFacts { who: Who; tabId: string; seq: number; at: number; path: string; consent: Record<string, string>; verified: boolean; configVersion: string | undefined; locale: string; sessionId: string | undefined }
/** What an event says, before it has an identity, an instant and a place. */
export interface Draft { type: WireEvent['type']; event?: string; name?: string; groupId?: string; properties?: Properties; traits?: Record<string, Scalar>; login?: boolean }

/** The event as it will leave: frozen here, with the identity, instant and place of this moment. */
export function wireEvent({ login, ...draft }: Draft, messageId: string, f: WireFacts): WireEvent {
  const { user, account, anon } = f.who;
  const context: WireContext = {
    page: { path: f.path }, tabId: f.tabId, seq: f.seq, library: { name: 'shirube', version: SHIRUBE_VERSION }, consent: f.consent, verified: f.verified, locale: f.locale,
    ...(account && { accountId: account }), ...(f.sessionId && { sessionId: f.sessionId }), ...(f.configVersion && { configVersion: f.configVersion }), ...(login && { login }),
  };
  return { messageId, ...draft, ...(user && { userId: user }), anonymousId: anon, timestamp: new Date(f.at).toISOString(), context };
}

/** Traits leave only when the configuration declares them. */
export function declaredOnly(event: WireEvent, config: Config | undefined): WireEvent {
  if (!event.traits) return event;
  const declared = (event.type === 'group' ? config?.accountTraits : config?.traits) ?? {};
  const traits: Record<string, Scalar> = {};
  for (const [name, value] of Object.entries(event.traits)) if (Object.hasOwn(declared, name)) traits[name] = value;
  return { ...event, traits };
}
