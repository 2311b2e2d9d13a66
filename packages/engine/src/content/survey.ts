import { z } from 'zod';
import type { ContentKind } from '../content';
import { id, text } from '../shape';
import { baseContent } from './base';

const questionSchema = () =>
  z
    .strictObject({
      id: id(),
      type: z
        .enum(['nps', 'rating', 'choice', 'choices', 'text'])
        .meta({ description: 'nps: 0–10; rating: 1–scale; choice: one of several; choices: some of several; text: free.' }),
      ask: text().meta({ description: 'The question.' }),
      low: text().optional().meta({ description: 'Label of the lowest value; nps has one of its own.' }),
      high: text().optional().meta({ description: 'Label of the highest value; nps has one of its own.' }),
      scale: z.number().int().min(2).max(10).optional().meta({ description: 'Highest rating; default 5.' }),
      choices: z
        .array(z.strictObject({ value: z.string().meta({ description: 'What is reported.' }), label: text() }))
        .optional()
        .meta({ description: 'What can be chosen.' }),
      placeholder: text().optional().meta({ description: 'Shown in an empty text field.' }),
      optional: z.boolean().optional().meta({ description: 'false: it has to be answered to go on. Default true: it may be skipped.' }),
      branches: z
        .array(
          z.strictObject({
            atLeast: z.number().optional().meta({ description: 'From this score.' }),
            atMost: z.number().optional().meta({ description: 'Up to this score.' }),
            is: z.string().optional().meta({ description: 'This choice.' }),
            to: z.string().meta({ description: 'Question id, or end.' }),
          }),
        )
        .optional()
        .meta({ description: 'Next question by answer; "end" ends.' }),
    })
    .refine(({ type, choices }) => !type.startsWith('choice') || !!choices?.length, {
      path: ['choices'],
      message: 'Something to choose from, where the type is choice or choices',
    });
export type Question = z.infer<ReturnType<typeof questionSchema>>;
export const surveySchema = () =>
  z
    .strictObject({
      kind: z.literal('survey'),
      ...baseContent(),
      title: text().optional().meta({ description: 'Heading.' }),
      questions: z.array(questionSchema()).min(1).meta({ description: 'One after the other.' }),
      thanks: text().optional().meta({ description: 'Said at the end.' }),
    })
    .meta({
      title: 'Survey',
      description: 'NPS, rating, choice or text, one question at a time; partial answers are kept.',
      why: 'Asks why, after asking how much.',
      examples: [{ kind: 'survey', id: 'nps', questions: [{ id: 'score', type: 'nps', ask: 'How likely are you to recommend us?' }] }],
    });
export type Survey = z.infer<ReturnType<typeof surveySchema>>;
export const survey: ContentKind<Survey> = { interrupts: true };
