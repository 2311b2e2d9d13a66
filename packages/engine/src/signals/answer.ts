import { z } from 'zod';
import { keep } from '../adopt';
import type { SignalRuntime } from '../signals';

/** A survey or quiz question was answered; the latest answer stands. */
export const answerSchema = () =>
  z.strictObject({ kind: z.literal('answer'), survey: z.string(), question: z.string(), value: z.unknown() });
export type AnswerSignal = z.infer<ReturnType<typeof answerSchema>>;

export const answer: SignalRuntime<AnswerSignal> = {
  needs: ['survey', 'question'],
  activity: true,
  absorb(state, { survey, question, value }, touch) {
    keep(state.ans, `${survey}:${question}`, { v: value, at: state.now });
    touch(`a:${survey}`);
  },
};
