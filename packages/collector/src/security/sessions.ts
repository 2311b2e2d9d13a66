/** Sign-in of people and servers: sessions in cookies, API tokens in headers, one-time links for the first admin and invitations. */
import type { Role, Session } from '../http/api';
import type { Clock } from '../host/clock';
import type { Store, Tx } from '../stores/port';
import { checkPassword, hashPassword, randomToken, tokenHash } from './passwords';

const SESSION_MS = 12 * 3_600_000;
const LINK_MS = 24 * 3_600_000;
export interface SignedIn {
  session: Session;
  csrf: string;
  email: string;
}
interface PersonRow {
  id: number;
  tenant: number;
  email: string;
  name: string;
  password: string | null;
  role: Role;
  lang: 'ja' | 'en';
  disabled_at: number | null;
}
export type Purpose = 'first-admin' | 'invite-admin' | 'invite-member' | 'invite-viewer' | 'new-password';
interface Link {
  tenant: number;
  person: number | null;
  purpose: Purpose;
}
const clean = (email: string): string => email.trim().toLowerCase();

export class Sessions {
  constructor(
    private readonly store: Store,
    private readonly clock: Clock,
  ) {}

  async open(person: { id: number; tenant: number }): Promise<string> {
    const token = randomToken();
    const now = this.clock.now();
    await this.store.tx(async (tx) => {
      await tx.run('DELETE FROM sessions WHERE expires_at < ?', [now]);
      await tx.insert(
        'sessions',
        ['hash'],
        [
          {
            hash: tokenHash(token),
            tenant: person.tenant,
            person: person.id,
            csrf: randomToken(),
            created_at: now,
            expires_at: now + SESSION_MS,
          },
        ],
      );
    });
    return token;
  }

  async byCookie(token: string): Promise<SignedIn | undefined> {
    const [row] = await this.store.query<PersonRow & { csrf: string; expires_at: number }>(
      'SELECT p.id, p.tenant, p.email, p.name, p.role, p.lang, p.disabled_at, s.csrf, s.expires_at FROM sessions s JOIN people p ON p.id = s.person AND p.tenant = s.tenant WHERE s.hash = ?',
      [tokenHash(token)],
    );
    if (!row || row.disabled_at !== null || row.expires_at <= this.clock.now()) return undefined;
    return {
      session: { tenant: row.tenant, person: row.id, name: row.name, role: row.role, lang: row.lang },
      csrf: row.csrf,
      email: row.email,
    };
  }

  async close(token: string): Promise<void> {
    await this.store.tx((tx) => tx.run('DELETE FROM sessions WHERE hash = ?', [tokenHash(token)]));
  }

  async byPassword(email: string, password: string): Promise<PersonRow | undefined> {
    const [row] = await this.store.query<PersonRow>(
      'SELECT id, tenant, email, name, password, role, lang, disabled_at FROM people WHERE email = ?',
      [clean(email)],
    );
    const right = await checkPassword(password, row?.password ?? null);
    return right && row && row.disabled_at === null ? row : undefined;
  }

  /** An API token. `ingest` tokens may write events and nothing else. */
  async byToken(token: string): Promise<{ session: Session; ingestOnly: boolean } | undefined> {
    const [row] = await this.store.query<{ id: number; tenant: number; label: string; role: Role | 'ingest'; revoked_at: number | null }>(
      'SELECT id, tenant, label, role, revoked_at FROM tokens WHERE hash = ?',
      [tokenHash(token)],
    );
    if (!row || row.revoked_at !== null) return undefined;
    const ingestOnly = row.role === 'ingest';
    return {
      session: { tenant: row.tenant, person: 0, name: row.label, role: row.role === 'ingest' ? 'viewer' : row.role, lang: 'en' },
      ingestOnly,
    };
  }

  async makeToken(tenant: number, label: string, role: Role | 'ingest'): Promise<string> {
    const token = randomToken('shr_');
    await this.store.tx((tx) =>
      tx.insert('tokens', ['hash'], [{ tenant, label, hash: tokenHash(token), role, created_at: this.clock.now() }]),
    );
    return token;
  }

  /** A link that works once within a day. `person`: who gets a new password. */
  async makeLink(tenant: number, purpose: Purpose, person?: number): Promise<string> {
    const token = randomToken();
    await this.store.tx((tx) =>
      tx.insert(
        'admin_links',
        ['hash'],
        [{ hash: tokenHash(token), tenant, person: person ?? null, purpose, expires_at: this.clock.now() + LINK_MS, used_at: null }],
      ),
    );
    return token;
  }

  async link(token: string): Promise<Link | undefined> {
    const [row] = await this.store.query<Link & { expires_at: number; used_at: number | null }>(
      'SELECT tenant, person, purpose, expires_at, used_at FROM admin_links WHERE hash = ?',
      [tokenHash(token)],
    );
    return row && row.used_at === null && row.expires_at > this.clock.now() ? row : undefined;
  }

  /** Uses a link up and makes the person, or gives them their new password; undefined when the link is over or the address is taken. */
  async accept(
    token: string,
    who: { email: string; name: string; password: string; lang: 'ja' | 'en' },
  ): Promise<{ id: number; tenant: number } | undefined> {
    const link = await this.link(token);
    if (!link) return undefined;
    const role: Role = link.purpose === 'invite-member' ? 'member' : link.purpose === 'invite-viewer' ? 'viewer' : 'admin';
    const password = await hashPassword(who.password);
    return this.store.tx(async (tx) => {
      const used = await tx.run('UPDATE admin_links SET used_at = ? WHERE hash = ? AND used_at IS NULL', [
        this.clock.now(),
        tokenHash(token),
      ]);
      if (used && link.person !== null) return this.#renew(tx, link.tenant, link.person, password);
      const person = used ? await this.#person(tx, link.tenant, { ...who, password, role }) : undefined;
      // With another address the link still works.
      if (used && !person) await tx.run('UPDATE admin_links SET used_at = NULL WHERE hash = ?', [tokenHash(token)]);
      return person;
    });
  }

  /** Makes sure that a person exists (the demo's admin, who has no password). */
  ensure(
    tenant: number,
    who: { email: string; name: string; role: Role; lang: 'ja' | 'en' },
  ): Promise<{ id: number; tenant: number } | undefined> {
    return this.store.tx((tx) => this.#person(tx, tenant, { ...who, password: null }, true));
  }

  /** A new password ends whatever was open with the old one. */
  async #renew(tx: Tx, tenant: number, id: number, password: string): Promise<{ id: number; tenant: number } | undefined> {
    await tx.run('DELETE FROM sessions WHERE tenant = ? AND person = ?', [tenant, id]);
    const n = await tx.run('UPDATE people SET password = ? WHERE tenant = ? AND id = ? AND disabled_at IS NULL', [password, tenant, id]);
    return n ? { id, tenant } : undefined;
  }

  async #person(
    tx: Tx,
    tenant: number,
    who: { email: string; name: string; role: Role; lang: string; password: string | null },
    existing = false,
  ): Promise<{ id: number; tenant: number } | undefined> {
    const [fresh] = await tx.insert(
      'people',
      ['email'],
      [
        {
          tenant,
          email: clean(who.email),
          name: who.name,
          password: who.password,
          role: who.role,
          lang: who.lang,
          created_at: this.clock.now(),
        },
      ],
    );
    if (!fresh && !existing) return undefined;
    const [row] = await tx.query<{ id: number; tenant: number }>('SELECT id, tenant FROM people WHERE email = ? AND tenant = ?', [
      clean(who.email),
      tenant,
    ]);
    return row;
  }
}
