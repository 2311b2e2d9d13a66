/** A person as everything is keyed: one user in one account. Somebody who is not known yet is their anonymous id. */
export interface Person {
  tenant: number;
  account: string;
  user: string;
  anonymous: boolean;
}
export const personKey = (p: Pick<Person, 'tenant' | 'account' | 'user'>): string => `${p.tenant}\u0000${p.account}\u0000${p.user}`;
/** Column values of the key (tenant, account_id, user_id). */
export const personColumns = (p: Person) => ({ tenant: p.tenant, account_id: p.account, user_id: p.user });
export const PERSON = ['tenant', 'account_id', 'user_id'] as const;

/** Tables with rows of a person, beside `users`; what moves, is erased and is exported with them. */
export const personTables = [
  'events',
  'effects',
  'mails',
  'tasks',
  'webhooks',
  'milestones',
  'segments',
  'flow_runs',
  'flow_steps',
  'contents',
  'videos',
  'answers',
  'checklist_items',
  'usage_days',
  'event_users',
  'notes',
] as const;
