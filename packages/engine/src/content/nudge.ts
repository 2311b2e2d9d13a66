import { z } from 'zod';
import type { ContentKind } from '../content';
import { text } from '../shape';
import { baseContent, button, media, target } from './base';

export const nudgeSchema = () =>
  z
    .strictObject({
      kind: z.literal('nudge'),
      ...baseContent(),
      title: text().meta({ description: 'Heading.' }),
      body: text().optional().meta({ description: 'Safe markdown subset.' }),
      media: media().optional(),
      buttons: z.array(button()).optional().meta({ description: 'Default: one that closes.' }),
      target: target().optional(),
      corner: z
        .enum(['bottom-end', 'bottom-start', 'top-end', 'top-start'])
        .optional()
        .meta({ description: 'Without a target: in which corner; default bottom-end.' }),
      ask: z.boolean().optional().meta({ description: 'Asks "did this help?" after the link was used; default true.' }),
    })
    .meta({
      title: 'Nudge',
      description: 'A suggestion in a corner or beside an element: a support article, a video.',
      why: 'Somebody who stays 30 s on one page may need the manual.',
      examples: [
        {
          kind: 'nudge',
          id: 'help',
          title: 'Need help with this page?',
          buttons: [{ label: 'Open the article', do: { open: '/help/registration-number', context: true } }],
        },
      ],
    });
export type Nudge = z.infer<ReturnType<typeof nudgeSchema>>;
export const nudge: ContentKind<Nudge> = { interrupts: true };
