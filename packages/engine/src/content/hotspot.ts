import { z } from 'zod';
import type { ContentKind } from '../content';
import { baseContent } from './base';
import { cardFields } from './step';

export const hotspotSchema = () =>
  z.strictObject({ kind: z.literal('hotspot'), ...baseContent(), ...cardFields() }).meta({
    title: 'Hotspot',
    description: 'A beacon on an element; opens a card when the person wants it.',
    why: 'Points out something new without a word.',
    examples: [{ kind: 'hotspot', id: 'new-filter', target: { css: '#filter' }, title: 'New: filters' }],
  });
export type Hotspot = z.infer<ReturnType<typeof hotspotSchema>>;
export const hotspot: ContentKind<Hotspot> = { interrupts: false };
