/** The texts of a configuration that are filled, with their languages, for the rules about placeholders. */
import { INSIDE, SLOT } from '../texts/slot';
import type { Look, Path } from './rule';

/** Keys of what people read (schema pieces of the kind `text()`). */
export const TEXTS = [
  'alt',
  'ask',
  'body',
  'description',
  'explain',
  'footer',
  'high',
  'label',
  'launcher',
  'low',
  'placeholder',
  'preheader',
  'question',
  'subject',
  'text',
  'thanks',
  'title',
];
/** Where they are read by the person that they speak to. */
export const SECTIONS = ['content', 'checklists', 'videos', 'mails'];
/** Sections whose placeholders are others: a webhook knows {{account.id}} and {{user.id}}. */
const OTHERS = ['flows'];

export interface Words {
  words: string;
  path: Path;
  /** Of the words, as far as the configuration says. */
  lang: string | undefined;
  filled: boolean;
}
export interface Slot {
  whole: string;
  source: string;
  name: string;
  format: string;
  style: string;
}

export function* textsOf({ config, nodes }: Look): Generator<Words> {
  for (const { value, path } of nodes) {
    if (typeof value !== 'string' || OTHERS.includes(String(path[0]))) continue;
    const [last = '', before = ''] = [...path].reverse().map(String);
    const tagged = TEXTS.includes(before);
    const key = tagged ? before : last;
    const filled =
      TEXTS.includes(key) &&
      !path.includes('target') &&
      (SECTIONS.includes(String(path[0])) || path.join('.').startsWith('collector.mail.footer'));
    yield { words: value, path, lang: tagged ? last : (config.defaultLanguage ?? config.languages?.[0]), filled };
  }
}

/** The placeholders that are well-formed at first sight, and the others as they stand. */
export function slotsOf(words: string): { slots: Slot[]; broken: string[]; rest: string } {
  const slots: Slot[] = [];
  const broken: string[] = [];
  const rest = words.replace(SLOT, (whole: string, escape: string, inside: string) => {
    if (escape) return '';
    const match = INSIDE.exec(inside);
    const [, path, source = '', name = '', format = '', style = ''] = match ?? [];
    if (!match) broken.push(whole);
    else slots.push({ whole, source: path ? 'link' : source, name: path ?? name, format, style });
    return '';
  });
  return { slots, broken, rest };
}
