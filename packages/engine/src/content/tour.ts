import { z } from 'zod';
import type { ContentKind } from '../content';
import { baseContent } from './base';
import { tourStepSchema } from './step';

export const tourSchema = () =>
  z
    .strictObject({
      kind: z.literal('tour'),
      ...baseContent(),
      steps: z.array(tourStepSchema()).min(1).meta({ description: 'Cards in order.' }),
      progress: z.boolean().optional().meta({ description: 'Shows "2 / 5"; default true.' }),
      away: z.enum(['wait', 'end']).optional().meta({
        description:
          'When the person goes to another page in the middle: wait (default) steps aside until they return, end closes the tour with the reason left_page.',
      }),
    })
    .meta({
      title: 'Tour',
      description: 'Cards in steps, on real elements, across pages and reloads.',
      why: 'Shows a newcomer the way on the second login.',
      examples: [
        {
          kind: 'tour',
          id: 'tutorial',
          when: { kind: 'login', nth: { atLeast: 2 } },
          frequency: 'untilCompleted',
          steps: [{ id: 'hello', title: 'Welcome' }],
        },
      ],
    });
export type Tour = z.infer<ReturnType<typeof tourSchema>>;

export const tour: ContentKind<Tour> = {
  interrupts: true,
  conditions: (c) =>
    c.steps.flatMap((s) => [
      ...(s.branches ?? []).map((b) => b.when),
      ...(s.skipIf ? [s.skipIf] : []),
      ...(typeof s.nextOn === 'object' ? [s.nextOn.when] : []),
    ]),
  steps: (c) => c.steps.map((s) => s.id),
};
