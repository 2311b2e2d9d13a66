import { actionOf as find, type ActionKind, type FlowStep } from './actions';
import { kinds } from './kinds';

/** The runtime of a flow step, among all kinds. */
export const actionOf = (step: FlowStep): ActionKind<FlowStep> | undefined => find(step, { kinds });
