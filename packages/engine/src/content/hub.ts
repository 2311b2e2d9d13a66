import { z } from 'zod';
import type { ContentKind } from '../content';
import { text } from '../shape';
import { baseContent, act } from './base';

export const hubSchema = () =>
  z
    .strictObject({
      kind: z.literal('hub'),
      ...baseContent(),
      title: text().optional().meta({ description: 'Heading.' }),
      launcher: text().optional().meta({ description: 'What stands on the launcher.' }),
      corner: z.enum(['bottom-end', 'bottom-start']).optional().meta({ description: 'Where the launcher stands; default bottom-end.' }),
      articles: z
        .strictObject({
          feed: z.string().optional().meta({ description: 'JSON feed, or [{ "title", "url", "text", "lang" }].' }),
          sitemap: z.string().optional().meta({ description: 'Address of a sitemap whose pages are searched.' }),
        })
        .optional()
        .meta({ description: 'Where the help articles come from.' }),
      videos: z.array(z.string()).optional().meta({ description: 'Ids of videos.' }),
      checklists: z.array(z.string()).optional().meta({ description: 'Ids of checklists.' }),
      announcements: z.boolean().optional().meta({ description: 'Lists the announcements, with an unread badge.' }),
      contact: z
        .strictObject({ label: text().meta({ description: 'What stands on it.' }), do: act() })
        .optional()
        .meta({ description: 'The way to a human.' }),
    })
    .meta({
      title: 'Hub',
      description: 'The help centre inside the app: search, videos, checklists, announcements, contact.',
      why: 'Self-service before a ticket.',
      examples: [{ kind: 'hub', id: 'help', articles: { feed: '/help.json' } }],
    });
export type Hub = z.infer<ReturnType<typeof hubSchema>>;
export const hub: ContentKind<Hub> = { interrupts: false, videos: (c) => c.videos ?? [], checklists: (c) => c.checklists ?? [] };
