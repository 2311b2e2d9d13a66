import { z } from 'zod';
import type { SignalRuntime } from '../signals';

/** A survey or quiz question was answered; the latest answer stands. */
export const answerSchema = () => z.strictObject({ kind: z.literal('answer'), survey: z.string(), question: z.string(), value: z.unknown() });
export type AnswerSignal = z.infer<ReturnType<typeof answerSchema>>;

export const answer: SignalRuntime<AnswerSignal> = {
  activity: true,
  absorb(state, signal, touch) {
    state.ans[`${signal.survey}:${signal.question}`] = { v: signal.value, at: state.now };
    touch(`a:${signal.survey}`);
  },
};
