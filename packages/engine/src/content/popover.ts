import { z } from 'zod';
import type { ContentKind } from '../content';
import { baseContent } from './base';
import { cardFields } from './step';

export const popoverSchema = () =>
  z.strictObject({ kind: z.literal('popover'), ...baseContent(), ...cardFields() }).meta({
    title: 'Popover',
    description: 'One card beside an element.',
    why: 'Explains one thing where it is.',
    examples: [{ kind: 'popover', id: 'csv-hint', target: { css: '#csv' }, title: 'Import your invoices' }],
  });
export type Popover = z.infer<ReturnType<typeof popoverSchema>>;
export const popover: ContentKind<Popover> = { interrupts: true };
