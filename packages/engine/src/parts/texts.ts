/** Texts that speak to the person: placeholders, with numbers, dates and plurals as the language of the text has them. */
import { fill } from '../texts/fill';
import type { Part } from '../types';

export const part = { texts: { fill } } satisfies Part;
