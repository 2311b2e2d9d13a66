import { z } from 'zod';
import type { ContentKind } from '../content';
import { text } from '../shape';
import { baseContent, button, media } from './base';

export const modalSchema = () =>
  z
    .strictObject({
      kind: z.literal('modal'),
      ...baseContent(),
      title: text().meta({ description: 'Heading.' }),
      body: text().optional().meta({ description: 'Safe markdown subset.' }),
      media: media().optional(),
      buttons: z.array(button()).optional().meta({ description: 'Default: one that closes.' }),
      size: z.enum(['s', 'm', 'l']).optional().meta({ description: 'Default m.' }),
    })
    .meta({
      title: 'Modal',
      description: 'A dialog in the middle; the only kind that takes the focus captive.',
      why: 'For the rare thing that must be read first.',
      examples: [{ kind: 'modal', id: 'terms', title: 'New terms' }],
    });
export type Modal = z.infer<ReturnType<typeof modalSchema>>;
export const modal: ContentKind<Modal> = { interrupts: true };
