import { z } from 'zod';
import type { SignalRuntime } from '../signals';

/** Nothing happened but time. */
export const tickSchema = () => z.strictObject({ kind: z.literal('tick') });
export type TickSignal = z.infer<ReturnType<typeof tickSchema>>;

export const tick: SignalRuntime<TickSignal> = { absorb() {} };
