import { z } from 'zod';
import { checklistProgress } from '../checklists';
import type { ConditionKind } from '../types';
import { opposite, verdict } from '../verdict';

export const checklistSchema = () =>
  z
    .strictObject({
      kind: z.literal('checklist'),
      id: z.string().meta({ description: 'Id of a checklist.' }),
      item: z.string().optional().meta({ description: 'This item is done.' }),
      share: z.number().min(0).max(1).optional().meta({ description: 'At least this share (0..1) of the required weight is done.' }),
      complete: z
        .boolean()
        .optional()
        .meta({ description: 'true (default): all required items are done. false: one of them is known not to be.' }),
      unknownIsIncomplete: z
        .boolean()
        .optional()
        .meta({ description: 'Items of which nothing is known count as not done. Default false: unknown is not false.' }),
    })
    .meta({
      id: 'checklist',
      title: 'Checklist',
      description:
        'An item is done, a share is reached, or all required items are done (complete: true) or known not to be (complete: false).',
      why: 'Settings left undone are the commonest reason to need help.',
      examples: [{ kind: 'checklist', id: 'settings', complete: false }],
    });
export type ChecklistCondition = z.infer<ReturnType<typeof checklistSchema>>;

export const checklist: ConditionKind<ChecklistCondition> = {
  keys: (c) => [`k:${c.id}`],
  check(c, world) {
    const list = world.program.checklists.get(c.id);
    if (!list) return verdict(null, 'checklist.missing', undefined, c.id);
    const { item, share, complete = true } = c;
    const progress = checklistProgress(list, world);
    if (item !== undefined) return verdict(progress.done.includes(item), 'checklist.item', undefined, progress.done, item);
    if (share !== undefined)
      return verdict(progress.share === null ? null : progress.share >= share, 'checklist.share', undefined, progress.share, share);
    // Nothing is known of an item whose probe never ran: that is neither done nor undone.
    const { open, unknown } = progress;
    const is = open.length ? false : unknown.length ? (c.unknownIsIncomplete ? false : null) : progress.share !== null;
    return verdict(complete ? is : opposite(is), complete ? 'checklist.complete' : 'checklist.incomplete', undefined, progress, complete);
  },
};
