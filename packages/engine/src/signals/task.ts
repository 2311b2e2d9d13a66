import { z } from 'zod';
import type { SignalRuntime } from '../signals';

/** A customer-success person finished or dropped a task. */
export const taskSignalSchema = () =>
  z.strictObject({ kind: z.literal('task'), task: z.string(), phase: z.enum(['done', 'dropped', 'snoozed']) });
export type TaskSignal = z.infer<ReturnType<typeof taskSignalSchema>>;

export const task: SignalRuntime<TaskSignal> = {
  needs: ['task', 'phase'],
  absorb(state, signal, touch) {
    const open = state.tasks[signal.task];
    if (!open || signal.phase === 'snoozed') return;
    delete state.tasks[signal.task];
    touch(`f:${open.f}`);
  },
};
