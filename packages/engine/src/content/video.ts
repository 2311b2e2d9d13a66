import { z } from 'zod';
import type { ContentKind } from '../content';
import { text } from '../shape';
import { baseContent, button } from './base';

export const videoContentSchema = () =>
  z
    .strictObject({
      kind: z.literal('video'),
      ...baseContent(),
      video: z.string().meta({ description: 'Id of a video.' }),
      startAt: z.number().nonnegative().optional().meta({ description: 'Seconds; default: where the person left.' }),
      title: text().optional().meta({ description: "Heading; default the video's title." }),
      body: text().optional().meta({ description: 'Safe markdown subset.' }),
      position: z.enum(['modal', 'corner']).optional().meta({ description: 'Default modal.' }),
      buttons: z.array(button()).optional().meta({ description: 'Below the picture.' }),
    })
    .meta({
      title: 'Video',
      description: 'An e-learning video in a window of its own.',
      why: 'Two minutes of watching instead of a phone call.',
      examples: [{ kind: 'video', id: 'watch-v2', video: 'v2', startAt: 40 }],
    });
export type VideoContent = z.infer<ReturnType<typeof videoContentSchema>>;
export const videoContent: ContentKind<VideoContent> = { interrupts: true, videos: (c) => [c.video] };
