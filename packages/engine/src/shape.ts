/** Schema pieces that several kinds share. Thunks, so that the validator never reaches the browser script. */
import { z } from 'zod';
import { utcOf } from './date';

export const scalar = () => z.union([z.string(), z.number(), z.boolean(), z.null()]);
export const duration = () =>
  z
    .string()
    .regex(/^\d+(\.\d+)?(ms|s|m|h|d|w)$/)
    .meta({ title: 'Duration', description: 'A number and a unit: ms, s, m, h, d or w.', examples: ['30s', '3d'] });
/** One that lasts: windows and pauses of nothing would never, or always, hold. */
export const span = () =>
  z
    .string()
    .regex(/^(?!0+(\.0+)?[a-z])\d+(\.\d+)?(ms|s|m|h|d|w)$/)
    .meta({ title: 'Duration', description: 'More than nothing; a number and a unit: ms, s, m, h, d or w.', examples: ['30m', '7d'] });
/** Also business days, where an account's calendar is known: flows and tasks. */
export const businessDuration = () =>
  z
    .string()
    .regex(/^\d+(\.\d+)?(ms|s|m|h|d|w)$|^\d+bd$/)
    .meta({
      title: 'Duration',
      description: 'As a duration; "3bd" is three business days in the account\'s time zone.',
      examples: ['3bd', '2d'],
    });
export const id = () =>
  z
    .string()
    .regex(/^[a-z0-9][a-z0-9_-]{0,63}$/)
    .meta({ title: 'Id', description: 'Lower-case letters, digits, - and _; at most 64.', examples: ['first-login'] });
export const text = () =>
  z.union([z.string(), z.record(z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]+)*$/), z.string())]).meta({
    title: 'Text',
    description:
      'One text, or one per language tag. In content, checklists, videos and mails it can speak to the person: {{trait.name|there}}, {{account.seats, number}}, {{account.trial_ends, date}}, {{trait.open, plural, one {# invoice} other {# invoices}}}.',
    examples: [{ en: 'Save', ja: '保存' }],
  });
/** How many: `{ "atLeast": 2 }`, `{ "exactly": 1 }`, `{ "between": [2, 5] }` … */
export const range = () =>
  z
    .strictObject({
      atLeast: z.number().optional().meta({ description: 'This many or more.' }),
      atMost: z.number().optional().meta({ description: 'This many or fewer; 0 means never.' }),
      exactly: z.number().optional().meta({ description: 'Just so many.' }),
      between: z.tuple([z.number(), z.number()]).optional().meta({ description: 'From the first to the second number.' }),
    })
    .meta({ title: 'Range', description: 'Bounds are inclusive.', examples: [{ atLeast: 2 }] });
export type Range = z.infer<ReturnType<typeof range>>;

const isZone = (timeZone: string): boolean => {
  try {
    return !!new Intl.DateTimeFormat('en', { timeZone });
  } catch {
    return false;
  }
};
/** One that this machine knows: any other would silently be read as UTC. */
export const zone = () =>
  z
    .string()
    .refine(isZone)
    .meta({ title: 'Time zone', description: 'IANA name of a time zone.', examples: ['Asia/Tokyo'] });
/** What `Date.parse` reads, or milliseconds since 1970. */
export const date = () =>
  z
    .string()
    .refine((text) => /^\d+$/.test(text) || !Number.isNaN(utcOf(text)))
    .meta({ title: 'Date', description: 'ISO date, or date and time.', examples: ['2026-04-01', '2026-04-01T09:00'] });
/** What a click may open. Which http address is the page's own, only the page knows; it opens no other. */
export const address = () =>
  z
    .string()
    .regex(/^(?:(?:https?|mailto|tel):|(?!\s*[A-Za-z][\w+.-]*:))/)
    .meta({
      title: 'Address',
      description: 'Address; https, or same origin; also mailto: and tel:.',
      examples: ['/help', 'https://help.example.com/start'],
    });
/** A path never begins with anything else, so any other pattern matches no page. */
export const pathPattern = () =>
  z
    .string()
    .regex(/^!?[/*:]/)
    .meta({ title: 'Path', description: 'Pattern of a path; begins with / or *, or with ! before it.', examples: ['/settings/*'] });
