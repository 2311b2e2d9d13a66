/** Makes sure of tenants, their write keys and configurations, and of a way in for the first admin. */
import type { Sessions } from '../security/sessions';
import type { Store } from '../stores/port';
import type { Clock } from './clock';
import type { Configs } from './configs';
import type { CollectorOptions, TenantOptions } from './options';

export const tenantList = (options: CollectorOptions): TenantOptions[] => options.tenants ?? [options];

export async function setUpTenants(options: CollectorOptions, store: Store, clock: Clock, configs: Configs): Promise<Map<string, number>> {
  const ids = new Map<string, number>();
  for (const tenant of tenantList(options)) {
    const slug = tenant.slug ?? 'main';
    const now = clock.now();
    const id = await store.tx(async (tx) => {
      await tx.insert('tenants', ['slug'], [{ slug, name: tenant.name ?? slug, created_at: now }]);
      const [row] = await tx.query<{ id: number }>('SELECT id FROM tenants WHERE slug = ?', [slug]);
      const own = row?.id ?? 0;
      for (const { key, label = 'browser', origins = [], rate = 100 } of tenant.writeKeys ?? []) {
        const [taken] = await tx.query<{ tenant: number }>('SELECT tenant FROM keys WHERE key = ?', [key]);
        if (taken && taken.tenant !== own)
          throw new Error(`The write key "${key}" already belongs to another tenant. Give each tenant keys of its own.`);
        await tx.upsert(
          'keys',
          ['key'],
          [{ key, tenant: own, label, origins: JSON.stringify(origins), rate, created_at: now, revoked_at: null }],
          { created_at: 'keep', revoked_at: 'keep' },
        );
      }
      return own;
    });
    ids.set(slug, id);
    if (typeof tenant.config === 'string') await configs.follow(id, tenant.config);
    else if (tenant.config) await configs.activate(id, tenant.config);
    else await configs.resume(id);
  }
  return ids;
}

/** In the demo a link that signs in directly; otherwise, as long as there is no admin, or when it is asked for, a link that works once. */
export async function firstAdminPath(
  options: CollectorOptions,
  store: Store,
  sessions: Sessions,
  tenants: ReadonlyMap<string, number>,
): Promise<{ path?: string; demo: { id: number; tenant: number } | undefined }> {
  const [tenant] = tenants.values();
  if (tenant === undefined) return { demo: undefined };
  if (options.demoAdmin)
    return {
      path: '/auth/demo',
      demo: await sessions.ensure(tenant, { email: 'demo@mailbox.invalid', name: 'Demo', role: 'admin', lang: 'ja' }),
    };
  const [admin] = options.adminLink
    ? []
    : await store.query(`SELECT id FROM people WHERE tenant = ? AND role = 'admin' AND disabled_at IS NULL LIMIT 1`, [tenant]);
  return admin ? { demo: undefined } : { path: `/auth/link/${await sessions.makeLink(tenant, 'first-admin')}`, demo: undefined };
}
