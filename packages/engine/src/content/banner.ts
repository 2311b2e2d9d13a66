import { z } from 'zod';
import type { ContentKind } from '../content';
import { text } from '../shape';
import { baseContent, button } from './base';

export const bannerSchema = () =>
  z
    .strictObject({
      kind: z.literal('banner'),
      ...baseContent(),
      body: text().meta({ description: 'One line; safe markdown subset.' }),
      tone: z.enum(['info', 'success', 'warning']).optional().meta({ description: 'Default info.' }),
      position: z.enum(['top', 'bottom']).optional().meta({ description: 'Default top.' }),
      buttons: z.array(button()).optional().meta({ description: 'Buttons at its end.' }),
      closable: z.boolean().optional().meta({ description: 'Has a close button; default true.' }),
    })
    .meta({
      title: 'Banner',
      description: 'One line at the top or bottom, over the page.',
      why: 'News that must not interrupt.',
      examples: [{ kind: 'banner', id: 'maintenance', body: 'Maintenance on Sunday' }],
    });
export type Banner = z.infer<ReturnType<typeof bannerSchema>>;
export const banner: ContentKind<Banner> = { interrupts: false };
