import { z } from 'zod';
import { ago, agoSchema } from '../ago';
import { matches, operatorsSchema, type Operators } from '../operators';
import type { ConditionKind, Program } from '../types';
import { every, verdict } from '../verdict';

export const surveyConditionSchema = () =>
  z
    .strictObject({
      kind: z.literal('survey'),
      id: z.string().meta({ description: 'Id of a survey, or of a video with quiz questions.' }),
      question: z.string().optional().meta({ description: 'Id of a question; default the first.' }),
      is: operatorsSchema()
        .optional()
        .meta({ description: 'What the latest answer must be; default: it was answered. Unknown without an answer.' }),
      ago: agoSchema().optional().meta({ description: 'How long ago it was answered.' }),
    })
    .meta({
      id: 'survey',
      title: 'Survey answer',
      description: 'What the person answered last.',
      why: 'A low score deserves a call.',
      examples: [{ kind: 'survey', id: 'nps', question: 'score', is: { lte: 6 } }],
    });
export type SurveyCondition = z.infer<ReturnType<typeof surveyConditionSchema>>;

const first = (id: string, program: Program) => {
  const content = program.contents.get(id);
  return content?.kind === 'survey' ? content.questions[0]?.id : undefined;
};

export const survey: ConditionKind<SurveyCondition> = {
  keys: (c) => [`a:${c.id}`],
  check(c, { state, now, program }) {
    const answer = state.ans[`${c.id}:${c.question ?? first(c.id, program) ?? ''}`];
    const when = ago('survey', answer?.at, c.ago, now);
    if (c.is === undefined) return when;
    const [is] = matches(c.is as Operators, answer?.v, now, program);
    return verdict(every([is, answer ? when.is : null]), 'survey', when.until, answer?.v ?? null, c.is);
  },
};
