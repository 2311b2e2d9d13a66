/** Who of the vendor's team may come in. A vendor always keeps one admin. */
import type { Role } from '../http/api';
import type { Store } from '../stores/port';

export interface Colleague {
  id: number;
  email: string;
  name: string;
  role: Role;
  created_at: number;
  /** Since when they are shut out. */
  disabled_at: number | null;
}

export const colleagues = (store: Store, tenant: number): Promise<Colleague[]> =>
  store.query<Colleague>('SELECT id, email, name, role, created_at, disabled_at FROM people WHERE tenant = ? ORDER BY created_at, id', [
    tenant,
  ]);

/** Gives another role, shuts out or lets in again; whoever is shut out is signed out everywhere at once. */
export function changeColleague(
  store: Store,
  tenant: number,
  id: number,
  change: { role?: Role; disabled?: boolean },
  now: number,
): Promise<'ok' | 'nobody' | 'last_admin'> {
  return store.tx(async (tx) => {
    // All admins under lock: two who take the role from each other at the same time must not both succeed.
    const admins = await tx.query<{ id: number }>(
      `SELECT id FROM people WHERE tenant = ? AND role = 'admin' AND disabled_at IS NULL${store.dialect === 'postgres' ? ' FOR UPDATE' : ''}`,
      [tenant],
    );
    const leaves = change.disabled === true || (change.role !== undefined && change.role !== 'admin');
    if (leaves && admins.length === 1 && admins[0]?.id === id) return 'last_admin';
    let n = 0;
    if (change.role) n = await tx.run('UPDATE people SET role = ? WHERE tenant = ? AND id = ?', [change.role, tenant, id]);
    if (change.disabled !== undefined)
      n = await tx.run('UPDATE people SET disabled_at = ? WHERE tenant = ? AND id = ?', [change.disabled ? now : null, tenant, id]);
    if (n && change.disabled) await tx.run('DELETE FROM sessions WHERE tenant = ? AND person = ?', [tenant, id]);
    return n ? 'ok' : 'nobody';
  });
}
