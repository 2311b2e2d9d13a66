import { z } from 'zod';
import type { ContentKind } from '../content';
import { id, text } from '../shape';
import { baseContent } from './base';

export const questionSchema = () => z.strictObject({
  id: id(), type: z.enum(['nps', 'rating', 'choice', 'choices', 'text']), ask: text(), low: text().optional(), high: text().optional(),
  scale: z.number().int().min(2).max(10).optional(), choices: z.array(z.strictObject({ value: z.string(), label: text() })).optional(), placeholder: text().optional(), optional: z.boolean().optional(),
  branches: z.array(z.strictObject({ atLeast: z.number().optional(), atMost: z.number().optional(), is: z.string().optional(), to: z.string() })).optional().meta({ description: 'Next question by answer; "end" ends.' }),
});
export type Question = z.infer<ReturnType<typeof questionSchema>>;
export const surveySchema = () => z.strictObject({ kind: z.literal('survey'), ...baseContent(), title: text().optional(), questions: z.array(questionSchema()).min(1), thanks: text().optional() })
  .meta({ title: 'Survey', description: 'NPS, rating, choice or text, one question at a time; partial answers are kept.', why: 'Asks why, after asking how much.', examples: [{ kind: 'survey', id: 'nps', questions: [{ id: 'score', type: 'nps', ask: 'How likely are you to recommend us?' }] }] });
export type Survey = z.infer<ReturnType<typeof surveySchema>>;
export const survey: ContentKind<Survey> = { interrupts: true };
