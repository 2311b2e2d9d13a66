/** What every kind of content can say about when, for whom and how often it is shown. */
import { z } from 'zod';
import { conditionSchema } from '../conditions';
import { utcOf } from '../date';
import { address, date, duration, id, pathPattern, text, zone } from '../shape';

/**
 * Where content points. The signals of one object narrow each other down; when they no longer agree each is tried alone, then the fallbacks in
 * order. The first that finds exactly one visible element wins; anything but the first is reported as drift.
 */
export const target = () =>
  z
    .strictObject({
      css: z.string().optional().meta({
        description: 'CSS selector; `host >>> inner` steps into an open shadow root, `iframe ||| inner` into a same-origin frame.',
      }),
      data: z.string().optional().meta({ description: 'Value of a data-shirube attribute.' }),
      role: z.string().optional().meta({ description: 'ARIA role, such as button.' }),
      name: text().optional().meta({ description: 'Accessible name, with role.' }),
      text: text().optional().meta({ description: 'Visible text, per language.' }),
      nth: z.number().int().nonnegative().optional().meta({ description: 'Of several that match, this one; 0 is the first.' }),
      fallbacks: z
        .array(
          z.strictObject({
            css: z.string().optional().meta({ description: 'As above.' }),
            data: z.string().optional().meta({ description: 'As above.' }),
            role: z.string().optional().meta({ description: 'As above.' }),
            name: text().optional().meta({ description: 'As above.' }),
            text: text().optional().meta({ description: 'As above.' }),
            nth: z.number().int().nonnegative().optional().meta({ description: 'As above.' }),
          }),
        )
        .optional()
        .meta({ description: 'Tried in order when the first does not find one visible element; their use is reported.' }),
      wait: duration().optional().meta({ description: 'How long to wait for a late element; default 5s.' }),
      missing: z
        .enum(['wait', 'skip', 'centre', 'end'])
        .optional()
        .meta({ description: 'What to do when it does not appear; default centre for tours, end otherwise.' }),
    })
    .refine(({ css, data, role, name, text, fallbacks }) => css || data || role || name || text || fallbacks?.length)
    .meta({
      title: 'Target',
      description: 'The element that content points at: at least one of css, data, role, name, text.',
      examples: [{ data: 'new-invoice', fallbacks: [{ css: 'a[href="/invoices/new"]' }] }],
    });
export type Target = z.infer<ReturnType<typeof target>>;

export const media = () =>
  z
    .strictObject({
      image: z.string().optional().meta({ description: 'Address of a picture.' }),
      alt: text().optional().meta({ description: 'What the picture shows, for those who cannot see it.' }),
      video: z.string().optional().meta({ description: 'Id of a video.' }),
      startAt: z.number().nonnegative().optional().meta({ description: 'Second at which the video begins.' }),
      width: z.number().optional().meta({ description: 'Pixels; reserves the space before it is loaded.' }),
      height: z.number().optional().meta({ description: 'Pixels.' }),
    })
    .meta({ title: 'Media', description: 'A picture or a video in the card.', examples: [{ video: 'v1' }] });

/** What a button or a click does. */
export const act = () =>
  z
    .union([
      z.enum(['next', 'back', 'complete', 'dismiss', 'snooze', 'never']),
      z.strictObject({ go: z.string().meta({ description: 'Step id.' }) }),
      z.strictObject({
        open: address(),
        newTab: z.boolean().optional().meta({ description: 'Opens it in a new tab; default true.' }),
        context: z.boolean().optional().meta({ description: 'Adds ?from=<path> so that a support site can open the right article.' }),
      }),
      z.strictObject({ navigate: z.string().meta({ description: 'Path inside the app.' }) }),
      z.strictObject({ start: z.string().meta({ description: 'Content id.' }) }),
      z.strictObject({
        play: z.string().meta({ description: 'Video id.' }),
        at: z.number().nonnegative().optional().meta({ description: 'Second to begin at.' }),
      }),
      z.strictObject({ snooze: duration().meta({ description: 'Put off for so long.' }) }),
      z.strictObject({
        track: z.string().meta({ description: 'Name of an event.' }),
        properties: z
          .record(z.string(), z.union([z.string(), z.number(), z.boolean()]))
          .optional()
          .meta({ description: 'Its properties.' }),
      }),
      z.strictObject({
        setTrait: z.string().meta({ description: 'Name of a trait of the person.' }),
        to: z.union([z.string(), z.number(), z.boolean()]).meta({ description: 'Its new value.' }),
      }),
      z.strictObject({
        call: z.string().meta({ description: 'Name of a function that the app registered.' }),
        args: z.array(z.unknown()).optional().meta({ description: 'Its arguments.' }),
      }),
    ])
    .meta({ title: 'Action', description: 'What a button does.' });
export type Act = z.infer<ReturnType<typeof act>>;

export const button = () =>
  z
    .strictObject({
      label: text().meta({ description: 'What stands on it.' }),
      do: z.union([act(), z.array(act())]).meta({ description: 'One action, or several in order.' }),
      kind: z
        .enum(['primary', 'secondary', 'link'])
        .optional()
        .meta({ description: 'How it looks; default primary for the first, secondary for others.' }),
    })
    .meta({
      title: 'Button',
      description: 'A button of a card.',
      examples: [{ label: { en: 'Show me', ja: '見てみる' }, do: { navigate: '/invoices/new' } }],
    });
export type Button = z.infer<ReturnType<typeof button>>;

export const baseContent = () => ({
  id: id(),
  label: text().optional().meta({ description: 'Its name on the dashboard and in the inspector.' }),
  off: z.boolean().optional().meta({ description: 'Not published: never shown by itself.' }),
  when: conditionSchema()
    .optional()
    .meta({ description: 'What triggers it. Without it, it is shown only by a flow, by other content or by show().' }),
  audience: conditionSchema().optional().meta({ description: 'Who may see it. Unknown lets nobody in.' }),
  pages: z
    .union([pathPattern(), z.array(pathPattern())])
    .optional()
    .meta({ description: 'Path patterns; a leading ! excludes, and excludes win.', examples: [['/settings/*', '!/settings/danger']] }),
  schedule: z
    .strictObject({
      from: date().optional().meta({ description: 'ISO date or date and time; inclusive.' }),
      to: date().optional().meta({ description: 'Exclusive.' }),
      timeZone: zone().optional().meta({ description: "IANA zone for dates without an offset; default the account's." }),
    })
    .refine(({ from = '', to = '' }) => !(utcOf(from) >= utcOf(to)))
    .optional()
    .meta({ description: 'When it may be shown; "from" lies before "to".' }),
  frequency: z
    .union([
      z.enum(['once', 'session', 'untilCompleted', 'always']),
      z.strictObject({
        every: duration().meta({ description: 'Shortest time between two showings.' }),
        max: z.number().int().positive().optional().meta({ description: 'Most showings ever.' }),
      }),
    ])
    .optional()
    .meta({
      description:
        'once (default): one showing ever; session: once in each session; untilCompleted: again in later sessions until it is completed; always: on every page visit on which the trigger holds; or every so often. A snooze brings it back once more.',
    }),
  max: z.number().int().positive().optional().meta({ description: 'Most showings ever.' }),
  caps: z.boolean().optional().meta({ description: 'false: the global caps do not hold it back.' }),
  priority: z.number().optional().meta({ description: 'Higher goes first; default 0.' }),
  quiet: z.array(z.string()).optional().meta({ description: 'Quiet facts that hold it back; default all of them. [] for none.' }),
  hide: conditionSchema().optional().meta({ description: 'While this holds it is suspended, not ended.' }),
  goal: z.string().optional().meta({ description: 'Milestone that it should cause.' }),
  holdout: z.number().min(0).max(1).optional().meta({ description: 'Share of people who do not see it, to measure what it does.' }),
  interrupts: z.boolean().optional().meta({ description: 'Whether it counts as an interruption; the default depends on the kind.' }),
  updated: z.string().optional().meta({ description: 'Date of the last content update, for the stale-content report.' }),
  theme: z
    .record(z.string(), z.string())
    .optional()
    .meta({ description: 'Tokens for this content alone.', examples: [{ accent: '#0b7a75' }] }),
  dismissOn: z
    .array(z.enum(['escape', 'outside', 'button']))
    .optional()
    .meta({ description: 'Ways to close it without an answer; default escape and button. outside: a click beside it.' }),
  remember: z.boolean().optional().meta({ description: 'Offers "don\'t show again" beside the buttons; default false.' }),
});
