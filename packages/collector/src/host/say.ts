/** What the collector tells itself: facts such as "mail opened" become stored events and are stepped like everything else, exactly once by their id. */
import type { Scalar, Signal, SignalInput } from '@shirube/engine';
import type { WireEvent } from '../http/wire';
import { PARTITIONS, type Accepted } from '../sinks/port';
import { partition } from './ids';
import { INTERNAL } from './prepare';

export interface Saying {
  tenant: number;
  account: string;
  user: string;
  anonymous?: boolean;
  /** Stable: said twice, it counts once. */
  id: string;
  at: number;
  event: string;
  properties?: Record<string, unknown>;
  source: 'mail' | 'task' | 'api';
  /** The signal, where the event's name alone does not say it. */
  signal?: SignalInput;
  group?: Record<string, Scalar>;
}

export function accepted(saying: Saying, now: number): Accepted {
  const { account, user, anonymous } = saying;
  const event: WireEvent = {
    messageId: saying.id.slice(0, 100),
    type: saying.group ? 'group' : 'track',
    ...(saying.group ? { groupId: account, traits: saying.group } : { event: saying.event }),
    ...(anonymous ? { anonymousId: user } : { userId: user }),
    timestamp: new Date(saying.at).toISOString(),
    properties: saying.properties ?? {},
    context: account ? { accountId: account } : {},
    source: saying.source,
    ...(saying.signal && { signal: { ...saying.signal, id: saying.id, at: saying.at } as Signal }),
  };
  return {
    tenant: saying.tenant,
    key: INTERNAL,
    receivedAt: now,
    verified: true,
    events: 1,
    part: partition(user, PARTITIONS),
    body: Buffer.from(JSON.stringify({ batch: [event] })),
  };
}
