import { z } from 'zod';
import type { ContentKind } from '../content';
import { text } from '../shape';
import { baseContent, button, media } from './base';

export const announcementSchema = () =>
  z
    .strictObject({
      kind: z.literal('announcement'),
      ...baseContent(),
      title: text().meta({ description: 'Heading.' }),
      body: text().optional().meta({ description: 'Safe markdown subset.' }),
      media: media().optional(),
      date: z.string().optional().meta({ description: 'ISO date of the news.' }),
      buttons: z.array(button()).optional().meta({ description: 'At most two.' }),
      show: z
        .enum(['badge', 'popup'])
        .optional()
        .meta({ description: 'badge: waits in the hub; popup: also shows itself in the corner. Default badge.' }),
    })
    .meta({
      title: 'Announcement',
      description: 'News with an unread badge in the hub.',
      why: 'Tells what changed, when the person has time.',
      examples: [{ kind: 'announcement', id: 'july', title: 'What is new in July' }],
    });
export type Announcement = z.infer<ReturnType<typeof announcementSchema>>;
export const announcement: ContentKind<Announcement> = { interrupts: false };
