import { z } from 'zod';
import { keep } from '../adopt';
import type { SignalRuntime } from '../signals';
import type { Program } from '../types';

/** A survey or quiz question was answered; the latest answer stands. */
export const answerSchema = () =>
  z.strictObject({ kind: z.literal('answer'), survey: z.string(), question: z.string(), value: z.unknown() });
export type AnswerSignal = z.infer<ReturnType<typeof answerSchema>>;

/** Scores that can be given; anything else that arrives ("9", 11, 9.5) is no answer. */
const NPS: readonly unknown[] = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
function isNps({ contents }: Program, survey: string, question: string): boolean {
  const content = contents.get(survey);
  return content?.kind === 'survey' && content.questions.some(({ id, type }) => id === question && type === 'nps');
}

export const answer: SignalRuntime<AnswerSignal> = {
  needs: ['survey', 'question'],
  activity: true,
  absorb(state, { survey, question, value }, touch, program) {
    if (isNps(program, survey, question) && !NPS.includes(value)) return;
    keep(state.ans, `${survey}:${question}`, { v: value, at: state.now });
    touch(`a:${survey}`);
  },
};
