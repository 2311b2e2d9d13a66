import { z } from 'zod';
import type { ContentKind } from '../content';
import { text } from '../shape';
import { baseContent, act } from './base';

export const hubSchema = () => z.strictObject({
  kind: z.literal('hub'), ...baseContent(), title: text().optional(), launcher: text().optional(), corner: z.enum(['bottom-end', 'bottom-start']).optional(),
  articles: z.strictObject({ feed: z.string().optional().meta({ description: 'JSON feed, or [{ "title", "url", "text", "lang" }].' }), sitemap: z.string().optional() }).optional(),
  videos: z.array(z.string()).optional(), checklists: z.array(z.string()).optional(), announcements: z.boolean().optional(),
  contact: z.strictObject({ label: text(), do: act() }).optional(),
}).meta({ title: 'Hub', description: 'The help centre inside the app: search, videos, checklists, announcements, contact.', why: 'Self-service before a ticket.', examples: [{ kind: 'hub', id: 'help', articles: { feed: '/help.json' } }] });
export type Hub = z.infer<ReturnType<typeof hubSchema>>;
export const hub: ContentKind<Hub> = { interrupts: false, videos: (c) => c.videos ?? [], checklists: (c) => c.checklists ?? [] };
