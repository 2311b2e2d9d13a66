import { z } from 'zod';
import { conditionSchema } from '../conditions';
import { id, text } from '../shape';
import { button, media, target } from './base';

/** One card: of a tour, or alone as a popover. Without a target it stands in the centre. */
export const cardFields = () => ({
  target: target().optional(),
  placement: z
    .enum(['top', 'bottom', 'left', 'right', 'top-start', 'top-end', 'bottom-start', 'bottom-end', 'auto'])
    .optional()
    .meta({ description: 'On which side of the target; moved when there is no room. Default auto.' }),
  title: text().optional().meta({ description: 'Heading.' }),
  body: text().optional().meta({ description: 'Safe markdown subset: paragraphs, **strong**, *em*, `code`, lists, links.' }),
  media: media().optional(),
  buttons: z.array(button()).optional().meta({ description: 'Default: back and next (tour), or close.' }),
  spotlight: z.boolean().optional().meta({ description: 'Darkens the rest; default true for a tour step with a target.' }),
  clickThrough: z.boolean().optional().meta({ description: 'Lets clicks on the target through; default true.' }),
});

export const tourStepSchema = () =>
  z.strictObject({
    id: id(),
    ...cardFields(),
    page: z.string().optional().meta({ description: 'Path pattern on which the step stands; elsewhere the tour waits.' }),
    navigate: z.string().optional().meta({ description: 'Path to go to when the step begins on another page.' }),
    nextOn: z
      .union([z.enum(['button', 'click', 'input']), z.strictObject({ when: conditionSchema() })])
      .optional()
      .meta({ description: 'How the step ends; default button. click and input: by the person, on the target.' }),
    next: z.string().optional().meta({ description: 'Id of the next step; default the following one.' }),
    branches: z
      .array(z.strictObject({ when: conditionSchema(), to: z.string().meta({ description: 'Step id.' }) }))
      .optional()
      .meta({ description: 'Other ways on: the first whose condition holds, when the step ends.' }),
    skipIf: conditionSchema().optional().meta({ description: 'Passed over when this holds.' }),
  });
export type TourStep = z.infer<ReturnType<typeof tourStepSchema>>;
