import { z } from 'zod';
import type { ContentKind } from '../content';
import { text } from '../shape';
import { baseContent, button } from './base';

export const bannerSchema = () => z.strictObject({ kind: z.literal('banner'), ...baseContent(), body: text(), tone: z.enum(['info', 'success', 'warning']).optional(), position: z.enum(['top', 'bottom']).optional(), buttons: z.array(button()).optional(), closable: z.boolean().optional() })
  .meta({ title: 'Banner', description: 'One line at the top or bottom, over the page.', why: 'News that must not interrupt.', examples: [{ kind: 'banner', id: 'maintenance', body: 'Maintenance on Sunday' }] });
export type Banner = z.infer<ReturnType<typeof bannerSchema>>;
export const banner: ContentKind<Banner> = { interrupts: false };
