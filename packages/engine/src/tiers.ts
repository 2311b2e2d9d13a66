import type { ServerRules } from './types';

/** What a browser held back because of the account's tier becomes a task of the team, once. */
export const callInstead: ServerRules['suppressed'] = (state, id, reason, program, emit) => {
  const title = reason === 'tier' ? program.config.tiers?.[String(state.account.tier)]?.task : undefined;
  const task = `t:${id}`;
  if (!title || state.ct[id]?.reason === task) return;
  const { now } = state;
  state.ct[id] = { ...(state.ct[id] ?? { n: 0 }), reason: task };
  state.tasks[task] = { f: '', s: id, at: now };
  emit({ id: task, at: now, kind: 'task', flow: '', step: id, title });
};
