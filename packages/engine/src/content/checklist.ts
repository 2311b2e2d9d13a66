import { z } from 'zod';
import type { ContentKind } from '../content';
import { text } from '../shape';
import { baseContent } from './base';

export const checklistContentSchema = () =>
  z
    .strictObject({
      kind: z.literal('checklist'),
      ...baseContent(),
      checklist: z.string().meta({ description: 'Id of a checklist.' }),
      title: text().optional().meta({ description: 'Heading.' }),
      body: text().optional().meta({ description: 'A sentence above the items.' }),
      corner: z.enum(['bottom-end', 'bottom-start']).optional().meta({ description: 'Where the launcher stands; default bottom-end.' }),
      launcher: text().optional().meta({ description: 'What stands on the launcher.' }),
      open: z.boolean().optional().meta({ description: 'Begins unfolded; default false.' }),
    })
    .meta({
      title: 'Checklist',
      description: 'A launcher with progress; items complete themselves.',
      why: 'Shows what is left to set up.',
      examples: [{ kind: 'checklist', id: 'setup', checklist: 'settings' }],
    });
export type ChecklistContent = z.infer<ReturnType<typeof checklistContentSchema>>;
export const checklistContent: ContentKind<ChecklistContent> = { interrupts: false, checklists: (c) => [c.checklist] };
