/** Who is asking. Cookie sessions for people (with a CSRF token on everything that changes something), API tokens for servers. */
import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { network, type Buckets } from '../security/bucket';
import { bearer } from '../security/jwt';
import type { SignedIn, Sessions } from '../security/sessions';
import { mayAct, type Role, type Session } from './api';
import { pageLang, pagePolicy, signInPage, welcomePage, type Notice } from './pages';
import { clientAddress, HttpError, readBody, send, sendJson } from './reply';

interface AuthDeps {
  sessions: Sessions;
  buckets: Buckets;
  /** Where the collector is mounted: "" or "/shirube". */
  basePath: string;
  dashboardPath: string;
  trustProxy: boolean;
  /** Signs in directly as this person: the demo's link. */
  demo: { id: number; tenant: number } | undefined;
  /** The clock may be moved: the dashboard offers it. */
  travel: boolean;
  log(message: string, detail: Record<string, unknown>): void;
}
const COOKIE = 'shirube_session';

export const cookieOf = (req: IncomingMessage): string | undefined =>
  new RegExp(`(?:^|;\\s*)${COOKIE}=([\\w-]+)`).exec(req.headers.cookie ?? '')?.[1];

export class Auth {
  constructor(private readonly deps: AuthDeps) {}

  #secure(req: IncomingMessage): boolean {
    return 'encrypted' in req.socket || (this.deps.trustProxy && req.headers['x-forwarded-proto'] === 'https');
  }
  #cookie(req: IncomingMessage, value: string, seconds: number): string {
    return `${COOKIE}=${value}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${seconds}${this.#secure(req) ? '; Secure' : ''}`;
  }

  /** The session of a request to the API; throws 401 or 403. `role` is what the request needs at least. */
  async require(req: IncomingMessage, role: Role): Promise<Session> {
    const token = bearer(req.headers.authorization);
    if (token) {
      const found = await this.deps.sessions.byToken(token);
      if (!found || found.ingestOnly)
        throw new HttpError(401, 'token', 'This API token is not known, was revoked, or may only write events.');
      return this.#atLeast(found.session, role);
    }
    const signedIn = await this.signedIn(req);
    if (!signedIn) throw new HttpError(401, 'signed_out', 'Sign in first.');
    const changes = req.method !== 'GET' && req.method !== 'HEAD';
    if (changes && (req.headers['x-shirube-csrf'] !== signedIn.csrf || !sameOrigin(req)))
      throw new HttpError(403, 'csrf', 'The request did not come from the dashboard. Reload the page and try again.');
    return this.#atLeast(signedIn.session, role);
  }

  #atLeast(session: Session, role: Role): Session {
    if (!mayAct(session.role, role)) throw new HttpError(403, 'role', `This needs the role "${role}"; you have "${session.role}".`);
    return session;
  }

  async signedIn(req: IncomingMessage): Promise<SignedIn | undefined> {
    const cookie = cookieOf(req);
    return cookie ? this.deps.sessions.byCookie(cookie) : undefined;
  }

  /** /auth/*. True when the address was one of these. */
  async handle(req: IncomingMessage, res: ServerResponse, path: string): Promise<boolean> {
    const { sessions, dashboardPath } = this.deps;
    if (path === '/auth/session' && req.method === 'GET') {
      const who = await this.signedIn(req);
      if (!who) throw new HttpError(401, 'signed_out', 'Sign in first.');
      sendJson(res, 200, {
        name: who.session.name,
        email: who.email,
        role: who.session.role,
        lang: who.session.lang,
        csrf: who.csrf,
        ...(this.deps.travel && who.session.role === 'admin' && { travel: true }),
      });
      return true;
    }
    if (path === '/auth/sign-out' && req.method === 'POST') {
      await this.require(req, 'viewer');
      await sessions.close(cookieOf(req) ?? '');
      sendJson(res, 200, { ok: true }, { 'set-cookie': this.#cookie(req, '', 0) });
      return true;
    }
    if (path === '/auth/demo' && req.method === 'GET' && this.deps.demo) return this.#enter(req, res, this.deps.demo, dashboardPath);
    if (path === '/auth/sign-in') return this.#signIn(req, res);
    const link = /^\/auth\/link\/([\w-]{20,60})$/.exec(path)?.[1];
    return link ? this.#link(req, res, link) : false;
  }

  async #enter(req: IncomingMessage, res: ServerResponse, person: { id: number; tenant: number }, to: string): Promise<true> {
    const token = await this.deps.sessions.open(person);
    res.writeHead(303, {
      location: to.endsWith('/') ? to : `${to}/`,
      'set-cookie': this.#cookie(req, token, 12 * 3600),
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
    });
    res.end();
    return true;
  }

  #page(res: ServerResponse, status: number, make: (nonce: string) => string): true {
    const nonce = randomBytes(12).toString('base64');
    send(res, status, 'text/html; charset=utf-8', make(nonce), {
      'content-security-policy': pagePolicy(nonce),
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'x-frame-options': 'DENY',
    });
    return true;
  }

  async #form(req: IncomingMessage): Promise<URLSearchParams> {
    if (!sameOrigin(req)) throw new HttpError(403, 'csrf', 'The form did not come from this site.');
    return new URLSearchParams((await readBody(req, 16_384)).toString('utf8'));
  }

  async #signIn(req: IncomingMessage, res: ServerResponse): Promise<boolean> {
    const lang = pageLang(req.headers['accept-language']);
    const action = `${this.deps.basePath}/auth/sign-in`;
    const show = (status: number, notice?: Notice) => this.#page(res, status, (nonce) => signInPage(lang, nonce, action, notice));
    if (req.method === 'GET') return show(200);
    if (req.method !== 'POST') return false;
    const form = await this.#form(req);
    const email = (form.get('email') ?? '').slice(0, 200).toLowerCase();
    const address = clientAddress(req, this.deps.trustProxy);
    // Ten tries, then one every half minute: per address, and per account from anywhere.
    const wait = Math.max(
      this.deps.buckets.take('signin', network(address), 1 / 30, 10),
      this.deps.buckets.take('person', email, 1 / 30, 10),
    );
    if (wait > 0) return show(429, 'slow');
    const person = await this.deps.sessions.byPassword(email, (form.get('password') ?? '').slice(0, 500));
    if (!person) {
      this.deps.log('sign-in refused', { address });
      return show(401, 'wrong');
    }
    return this.#enter(req, res, person, this.deps.dashboardPath);
  }

  async #link(req: IncomingMessage, res: ServerResponse, token: string): Promise<boolean> {
    const lang = pageLang(req.headers['accept-language']);
    const slow = this.deps.buckets.take('link', network(clientAddress(req, this.deps.trustProxy)), 1 / 10, 20) > 0;
    const purpose = slow ? undefined : (await this.deps.sessions.link(token))?.purpose;
    const show = (status: number, notice?: Notice) =>
      this.#page(res, status, (nonce) => welcomePage(lang, nonce, `${this.deps.basePath}/auth/link/${token}`, purpose, notice));
    if (slow) return show(429, 'slow');
    if (!purpose) return show(410);
    if (req.method === 'GET') return show(200);
    if (req.method !== 'POST') return false;
    const form = await this.#form(req);
    const password = form.get('password') ?? '';
    if (password.length < 12 || password.length > 500) return show(400, 'short');
    const person = await this.deps.sessions.accept(token, {
      email: form.get('email') ?? '',
      name: (form.get('name') ?? '').slice(0, 100) || 'Admin',
      password,
      lang,
    });
    return person ? this.#enter(req, res, person, this.deps.dashboardPath) : show(409, 'taken');
  }
}

/** Browsers say where a form came from; what says nothing is no browser. */
export function sameOrigin(req: IncomingMessage): boolean {
  const site = req.headers['sec-fetch-site'];
  if (site !== undefined) return site === 'same-origin' || site === 'none';
  const { origin } = req.headers;
  if (origin === undefined) return true;
  try {
    return new URL(origin).host === (req.headers.host ?? '');
  } catch {
    return false;
  }
}
