/** Who may come in: colleagues, invitations, write keys, API tokens. Each change is in the audit log. */
import { changeColleague, colleagues } from '../security/people';
import { randomToken } from '../security/passwords';
import type { Role } from './api';
import { isOrigin, notAnOrigin } from '../security/keys';
import { isText, json, type Handler } from './ops-handler';
import { HttpError, sendJson } from './reply';

const isRole = (value: unknown): value is Role => value === 'viewer' || value === 'member' || value === 'admin';

export const admin: Record<string, Handler> = {
  'GET /v1/admin/people': async (_req, res, _q, session, { store }) =>
    sendJson(res, 200, { people: (await colleagues(store, session.tenant)).map((one) => ({ ...one, you: one.id === session.person })) }),
  'POST /v1/admin/people/:id': async (req, res, _q, session, { store, clock, api }, id) => {
    const { role, disabled } = await json(req);
    if (
      (role === undefined && disabled === undefined) ||
      (role !== undefined && !isRole(role)) ||
      !['boolean', 'undefined'].includes(typeof disabled)
    )
      throw new HttpError(400, 'shape', 'Send { "role": "viewer" | "member" | "admin" } or { "disabled": true | false }.');
    const change = { ...(isRole(role) && { role }), ...(typeof disabled === 'boolean' && { disabled }) };
    const made = await changeColleague(store, session.tenant, Number(id), change, clock.now());
    if (made === 'nobody') throw new HttpError(404, 'no-person', 'There is no such colleague.');
    if (made === 'last_admin')
      throw new HttpError(
        409,
        'last_admin',
        'This is the last admin: nobody could let anybody in any more. Make somebody else an admin first.',
      );
    await api.audit(session, 'person', { id: Number(id), ...change });
    sendJson(res, 200, { ok: true });
  },
  'POST /v1/admin/invitations': async (req, res, _q, session, { sessions, basePath, api }) => {
    const { role = 'member' } = await json(req);
    if (!isRole(role)) throw new HttpError(400, 'shape', 'Send { "role": "viewer" | "member" | "admin" }.');
    const path = `${basePath}/auth/link/${await sessions.makeLink(session.tenant, `invite-${role}`)}`;
    await api.audit(session, 'invitation', { role });
    sendJson(res, 201, { path });
  },
  'POST /v1/admin/passwords': async (req, res, _q, session, { store, sessions, basePath, api }) => {
    const { person } = await json(req);
    const who = (await colleagues(store, session.tenant)).find((one) => one.id === person && one.disabled_at === null);
    if (!who) throw new HttpError(404, 'no-person', 'There is no such colleague. Send { "person": <id of one who is not shut out> }.');
    const path = `${basePath}/auth/link/${await sessions.makeLink(session.tenant, 'new-password', who.id)}`;
    await api.audit(session, 'password link', { id: who.id });
    sendJson(res, 201, { path });
  },
  'GET /v1/admin/keys': async (_req, res, _q, session, { store }) =>
    sendJson(res, 200, {
      keys: (
        await store.query<{ origins: string }>(
          'SELECT key, label, origins, rate, created_at, revoked_at FROM keys WHERE tenant = ? ORDER BY created_at',
          [session.tenant],
        )
      ).map((k) => ({ ...k, origins: JSON.parse(k.origins) as string[] })),
    }),
  'POST /v1/admin/keys': async (req, res, _q, session, { store, keys, clock, api }) => {
    const { label, origins = [], rate = 100 } = await json(req);
    if (!isText(label) || !Array.isArray(origins) || typeof rate !== 'number' || !(rate >= 1))
      throw new HttpError(400, 'shape', 'Send { "label", "origins": ["https://app.example.com"], "rate": 100 }.');
    const odd: unknown = origins.find((origin) => !isText(origin) || !isOrigin(origin));
    if (odd !== undefined) throw new HttpError(400, 'bad-origin', notAnOrigin(String(odd)));
    const key = randomToken('pk_');
    await store.tx((tx) =>
      tx.insert(
        'keys',
        ['key'],
        [{ key, tenant: session.tenant, label, origins: JSON.stringify(origins), rate: Math.round(rate), created_at: clock.now() }],
      ),
    );
    await keys.refresh();
    await api.audit(session, 'key', { key, label });
    sendJson(res, 201, { key });
  },
  'DELETE /v1/admin/keys/:id': async (_req, res, _q, session, { store, keys, clock, api }, id) => {
    const n = await store.tx((tx) =>
      tx.run('UPDATE keys SET revoked_at = ? WHERE key = ? AND tenant = ? AND revoked_at IS NULL', [clock.now(), id, session.tenant]),
    );
    await keys.refresh();
    if (n) await api.audit(session, 'key revoked', { key: id });
    sendJson(res, n ? 200 : 404, { revoked: n });
  },
  'GET /v1/admin/tokens': async (_req, res, _q, session, { store }) =>
    sendJson(res, 200, {
      tokens: await store.query('SELECT id, label, role, created_at, revoked_at FROM tokens WHERE tenant = ? ORDER BY id', [
        session.tenant,
      ]),
    }),
  'POST /v1/admin/tokens': async (req, res, _q, session, { sessions, api }) => {
    const { label, role = 'ingest' } = await json(req);
    if (!isText(label) || !['ingest', 'viewer', 'member', 'admin'].includes(String(role)))
      throw new HttpError(400, 'shape', 'Send { "label", "role": "ingest" | "viewer" | "member" | "admin" }.');
    const token = await sessions.makeToken(session.tenant, label, role as Role | 'ingest');
    await api.audit(session, 'token', { label, role });
    sendJson(res, 201, { token, note: 'Shown once; only its hash is kept.' });
  },
  'DELETE /v1/admin/tokens/:id': async (_req, res, _q, session, { store, clock, api }, id) => {
    const n = await store.tx((tx) =>
      tx.run('UPDATE tokens SET revoked_at = ? WHERE id = ? AND tenant = ? AND revoked_at IS NULL', [
        clock.now(),
        Number(id),
        session.tenant,
      ]),
    );
    if (n) await api.audit(session, 'token revoked', { id: Number(id) });
    sendJson(res, n ? 200 : 404, { revoked: n });
  },
};
