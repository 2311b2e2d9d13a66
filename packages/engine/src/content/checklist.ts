import { z } from 'zod';
import type { ContentKind } from '../content';
import { text } from '../shape';
import { baseContent } from './base';

export const checklistContentSchema = () => z.strictObject({ kind: z.literal('checklist'), ...baseContent(), checklist: z.string(), title: text().optional(), body: text().optional(), corner: z.enum(['bottom-end', 'bottom-start']).optional(), launcher: text().optional(), open: z.boolean().optional() })
  .meta({ title: 'Checklist', description: 'A launcher with progress; items complete themselves.', why: 'Shows what is left to set up.', examples: [{ kind: 'checklist', id: 'setup', checklist: 'settings' }] });
export type ChecklistContent = z.infer<ReturnType<typeof checklistContentSchema>>;
export const checklistContent: ContentKind<ChecklistContent> = { interrupts: false, checklists: (c) => [c.checklist] };
