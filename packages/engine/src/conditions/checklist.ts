import { z } from 'zod';
import { checklistProgress } from '../checklists';
import type { ConditionKind } from '../types';
import { verdict } from '../verdict';

export const checklistSchema = () => z.strictObject({
  kind: z.literal('checklist'), id: z.string(), item: z.string().optional(), share: z.number().min(0).max(1).optional(), complete: z.boolean().optional(),
}).meta({ id: 'checklist', title: 'Checklist', description: 'An item is done, a share is reached, or all required items are done (complete: true) or known not to be (complete: false).', why: 'Settings left undone are the commonest reason to need help.', examples: [{ kind: 'checklist', id: 'settings', complete: false }] });
export type ChecklistCondition = z.infer<ReturnType<typeof checklistSchema>>;

export const checklist: ConditionKind<ChecklistCondition> = {
  keys: (c) => [`k:${c.id}`],
  check(c, world) {
    const list = world.program.checklists.get(c.id);
    if (!list) return verdict(null, 'checklist.missing');
    const done = world.state.ck[c.id] ?? {};
    if (c.item) return verdict(c.item in done, 'checklist.item', undefined, c.item in done, true);
    const progress = checklistProgress(list, world);
    if (c.share !== undefined) return verdict(progress.share === null ? null : progress.share >= c.share, 'checklist.share', undefined, progress.share, c.share);
    const want = c.complete ?? true;
    // Nothing is known of an item whose probe never ran: that is neither done nor undone.
    const is = progress.open.length ? false : progress.unknown.length ? null : progress.share !== null;
    return verdict(is === null ? null : is === want, want ? 'checklist.complete' : 'checklist.incomplete', undefined, progress, want);
  },
};
