/** The section `videos`: what can be watched; and `videoSettings`: what all of them share. */
import { z } from 'zod';
import { button } from '../content/base';
import { id, text } from '../shape';

const language = () =>
  z
    .string()
    .regex(/^[a-z]{2,3}(-[A-Za-z0-9]+)*$/)
    .meta({ description: 'BCP 47 tag.', examples: ['ja'] });
const track = () => ({
  lang: language(),
  src: z.string().meta({ description: 'Address of a WebVTT file; fetched by the script, so the policy needs connect-src, not media-src.' }),
});

const policySchema = () =>
  z
    .union([
      z.enum(['reference', 'compliance']),
      z.strictObject({
        preset: z.enum(['reference', 'compliance']).optional(),
        skip: z.enum(['free', 'watched']).optional().meta({
          description:
            'watched: no seeking past what was watched, until the video was completed once. It is done in the browser and can be got around; the collector checks what is plausible.',
        }),
        speeds: z
          .array(z.number().min(0.25).max(4))
          .min(1)
          .optional()
          .meta({ description: 'Speeds on offer.', examples: [[1, 1.5]] }),
        maxCountedRate: z.number().positive().optional().meta({ description: 'What was played faster does not count as watched.' }),
        minVisible: z.number().min(0).max(1).optional().meta({
          description: 'Share of the time in which the page must be visible (or the video in picture-in-picture) for it to count.',
        }),
        oneTab: z.boolean().optional().meta({
          description:
            'One place at a time: starting it pauses every other video with this rule, in other tabs at once, on other devices by the collector.',
        }),
      }),
    ])
    .meta({
      title: 'Policy',
      description:
        '"reference" (default): free. "compliance": no skipping ahead on the first view, normal speed, one tab, hidden pages do not count.',
      examples: ['compliance', { preset: 'reference', maxCountedRate: 1.5 }],
    });

const moment = () => ({
  id: id(),
  at: z.number().nonnegative().meta({ description: 'Second at which it appears, below or beside the picture, never over it.' }),
  pause: z.boolean().optional().meta({ description: 'Pauses the video; default true for a quiz, false for a call to action.' }),
});
const interactionSchema = () =>
  z.discriminatedUnion('kind', [
    z
      .strictObject({
        kind: z.literal('cta'),
        ...moment(),
        title: text(),
        body: text().optional(),
        buttons: z.array(button()).min(1),
        until: z.number().positive().optional().meta({ description: 'Second at which it goes away, after it came; default: it stays.' }),
      })
      .refine(({ at, until = Infinity }) => until > at, { path: ['until'], message: 'After the second at which it appears' })
      .meta({
        title: 'Call to action',
        description: 'A card with a button at a time.',
        examples: [
          {
            kind: 'cta',
            id: 'try',
            at: 42,
            title: { en: 'Try it now', ja: '試してみましょう' },
            buttons: [{ label: { en: 'Open', ja: '開く' }, do: { navigate: '/invoices/new' } }],
          },
        ],
      }),
    z
      .strictObject({
        kind: z.literal('quiz'),
        ...moment(),
        question: text(),
        explain: text().optional().meta({ description: 'Shown after the answer.' }),
        choices: z.array(z.strictObject({ id: id(), text: text(), correct: z.boolean().optional() })).min(2),
      })
      .meta({
        title: 'Quiz question',
        description: 'One question at a time; the answer is a signal that conditions can ask about.',
        examples: [
          {
            kind: 'quiz',
            id: 'q1',
            at: 30,
            question: 'T + ?',
            choices: [
              { id: 'a', text: '13', correct: true },
              { id: 'b', text: '12' },
            ],
          },
        ],
      }),
  ]);

export const videoSchema = () =>
  z
    .strictObject({
      id: id(),
      title: text(),
      description: text().optional(),
      sources: z
        .array(
          z.strictObject({
            src: z.string().refine((src) => !/^\s*(?!https?:)[a-z][\w+.-]*:/i.test(src), 'An address of the app or with https:'),
            type: z.string().optional().meta({ description: 'MIME type; default: by the file name.' }),
          }),
        )
        .min(1)
        .meta({
          title: 'Sources',
          description:
            'mp4 or webm files, an HLS playlist (.m3u8), or one YouTube or Vimeo address. Any other address is shown in a frame and is not tracked.',
          examples: [[{ src: '/media/v1.webm' }, { src: '/media/v1.mp4' }], [{ src: 'https://www.youtube.com/watch?v=aqz-KE-bpKQ' }]],
        }),
      poster: z
        .string()
        .optional()
        .meta({ description: 'Picture before the first play; your own file, so that no provider is contacted for it.' }),
      aspect: z
        .string()
        .regex(/^\d+(\.\d+)?:\d+(\.\d+)?$/)
        .optional()
        .meta({ description: 'Width to height; space is reserved before the video is there. Default 16:9.', examples: ['16:9', '4:3'] }),
      duration: z.number().positive().optional().meta({ description: 'Seconds; shown before it is loaded.' }),
      captions: z
        .array(z.strictObject({ ...track(), label: z.string().optional() }))
        .optional()
        .meta({ title: 'Captions', description: 'Also feed the transcript.' }),
      chapters: z.array(z.strictObject(track())).optional().meta({ title: 'Chapters', description: 'WebVTT: one cue per chapter.' }),
      threshold: z.number().gt(0).max(1).optional().meta({
        title: 'Threshold',
        description:
          'Share of the duration that must be really watched to complete it; default 0.9. Seeking does not count, watching twice counts once.',
      }),
      policy: policySchema().optional(),
      player: z
        .enum(['shirube', 'native'])
        .optional()
        .meta({ description: "native: the browser's own controls; it is tracked just the same." }),
      interactions: z
        .array(interactionSchema())
        .optional()
        .meta({ title: 'Interactions', description: 'Calls to action and quiz questions.' }),
      next: id().optional().meta({ description: 'Id of the next lesson. Lessons that follow each other form a playlist.' }),
      report: z
        .enum(['summary', 'xapi'])
        .optional()
        .meta({ description: 'xapi: also every play, pause, seek and change, as the xAPI Video Profile wants them. Default summary.' }),
      updated: z
        .string()
        .optional()
        .meta({ description: 'Date of the last update, for the stale-content report.', examples: ['2026-04-01'] }),
    })
    .meta({
      title: 'Video',
      description: 'An e-learning video, with an honest count of what was watched.',
      why: 'Make a video once; customers can grow without more calls.',
      examples: [
        {
          id: 'v1',
          title: { en: 'Your first invoice', ja: 'はじめての請求書' },
          sources: [{ src: '/media/v1.webm' }],
          captions: [{ lang: 'ja', src: '/media/v1.ja.vtt' }],
          next: 'v2',
        },
      ],
    });
export type Video = z.infer<ReturnType<typeof videoSchema>>;
export type VideoInteraction = NonNullable<Video['interactions']>[number];

/** The section `videoSettings`. */
export const videoSettingsSchema = () =>
  z
    .strictObject({
      hls: z.string().optional().meta({
        description:
          'Address of hls.js as an ES module (hls.light.mjs on your own server); loaded only where the browser cannot play HLS by itself.',
      }),
      youtube: z
        .enum(['raw', 'script'])
        .optional()
        .meta({ description: "raw (default): messages to the frame, no third-party script. script: the provider's own API script." }),
      vimeo: z.enum(['raw', 'script']).optional().meta({ description: 'As youtube.' }),
    })
    .meta({ title: 'Video settings', description: 'What all videos share.', examples: [{ hls: '/vendor/hls.light.mjs' }] });
export type VideoSettings = z.infer<ReturnType<typeof videoSettingsSchema>>;
