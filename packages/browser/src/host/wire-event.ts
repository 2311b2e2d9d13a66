import type { Properties, Scalar } from '@shirube/engine';
import type { WireContext, WireEvent } from './ports';

/** What an event says, before it has an identity, an instant and a place. */
export interface Draft {
  type: WireEvent['type'];
  event?: string;
  name?: string;
  groupId?: string;
  properties?: Properties;
  traits?: Record<string, Scalar>;
  context?: Pick<WireContext, 'login'>;
}
