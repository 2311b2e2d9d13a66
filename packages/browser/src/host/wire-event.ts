import type { Properties, Scalar } from '@shirube/engine';
import type { WireContext, WireEvent } from './ports';
import type { Who } from './identity';

declare const SHIRUBE_VERSION: string;

/** What an event says, before it has an identity, an instant and a place. */
export interface Draft { type: WireEvent['type']; event?: string; name?: string; groupId?: string; properties?: Properties; traits?: Record<string, Scalar>; login?: boolean }

/** The event as it will leave: frozen here, with the identity, instant and place of this moment. What is undefined is not written. */
export const wireEvent = ({ login, ...draft }: Draft, messageId: string, { user, account, anon }: Who, at: number, context: WireContext): WireEvent => ({
  messageId, ...draft, userId: user, anonymousId: anon, timestamp: new Date(at).toISOString(),
  context: { ...context, library: { name: 'shirube', version: SHIRUBE_VERSION }, accountId: account, login },
});
