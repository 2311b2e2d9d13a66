/**
 * The JSON API. Every success answers with the whole session, which is small, so the app never has to guess what changed.
 * @typedef {import('node:http').IncomingMessage} Request
 * @typedef {import('node:http').ServerResponse} Response
 * @typedef {import('./store.mjs').Store} Store
 */
import { checkEmail } from '../shared/settings.mjs';
import { Refusal, object, text } from './input.mjs';
import * as does from './operations.mjs';
import { people, personOfEmail } from './people.mjs';
import { cookieOf } from './cookies.mjs';
import { makeDueDrafts } from './recurring.mjs';

const COOKIE = 'haruiro_session';
const LARGEST_BODY = 1_000_000;
const MONTH_SECONDS = 30 * 86_400;

/** @type {[string, RegExp, does.Operation][]} */
const routes = [
  ['PUT', /^\/api\/settings\/([a-z-]+)$/, does.saveSetting],
  ['POST', /^\/api\/clients$/, does.addClient],
  ['POST', /^\/api\/invoices$/, does.addInvoice],
  ['POST', /^\/api\/invoices\/import$/, does.importInvoices],
  ['POST', /^\/api\/invoices\/(\w+)\/send$/, does.sendInvoice],
  ['POST', /^\/api\/payments$/, does.addPayment],
  ['POST', /^\/api\/recurring$/, does.addRecurring],
  ['PUT', /^\/api\/recurring\/(\w+)$/, does.switchRecurring],
  ['POST', /^\/api\/members$/, does.inviteMember],
];

/** @param {Request} request @returns {Promise<unknown>} */
async function bodyOf(request) {
  // A form on another site cannot send this type without asking first, which keeps forged requests out.
  if (!request.headers['content-type']?.startsWith('application/json')) throw new Refusal(415, 'not-json');
  /** @type {Buffer[]} */
  const parts = [];
  let size = 0;
  for await (const part of request) {
    size += part.length;
    if (size > LARGEST_BODY) throw new Refusal(413, 'too-large');
    parts.push(part);
  }
  try {
    return JSON.parse(Buffer.concat(parts).toString('utf8') || '{}');
  } catch {
    throw new Refusal(400, 'not-json');
  }
}

/** @param {Response} response @param {number} status @param {unknown} body @param {Record<string, string>} [headers] */
function answer(response, status, body, headers = {}) {
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    ...headers,
  });
  response.end(JSON.stringify(body));
}

/** @param {string} token @param {number} age seconds */
const cookie = (token, age) => ({ 'set-cookie': `${COOKIE}=${token}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${age}` });

/**
 * @param {Store} store
 * @param {() => Date} now
 * @param {(userId: string, accountId: string) => Promise<string>} [guideToken] proves to the guides who is signed in: a short-lived JWT
 */
export function createApi(store, now, guideToken) {
  /** What the app gets to know, with a fresh proof. @param {{ user: { id: string }, account: { id: string }, books: unknown }} session */
  const whole = async ({ user, account, books }) => ({
    user,
    account,
    books,
    ...(guideToken && { guideToken: await guideToken(user.id, account.id) }),
  });

  /** The account with the recurring invoices that have come due. @param {string} accountId */
  function folderOf(accountId) {
    const folder = store.folder(accountId);
    if (!folder) return undefined;
    const today = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Tokyo' }).format(now());
    const books = structuredClone(folder.books);
    if (!makeDueDrafts(books, today)) return folder;
    store.save(accountId, { account: folder.account, books });
    return store.folder(accountId);
  }

  /** @param {Request} request @param {Response} response */
  async function signIn(request, response) {
    const body = object(await bodyOf(request));
    const picked = people.find((person) => person.id === body['personId']);
    const email = picked ? '' : text(body['email'], 'email');
    if (email && checkEmail(email)) throw new Refusal(422, 'invalid', { email: 'email' });
    const person = picked ?? personOfEmail(email);
    const entered = store.enter(person, now());
    const { account, books } = folderOf(entered.account.id) ?? entered;
    const token = store.signIn(person.user, account.id, now());
    answer(response, 200, await whole({ user: person.user, account, books }), cookie(token, MONTH_SECONDS));
  }

  /** @param {Request} request @param {Response} response @param {string} path */
  async function dispatch(request, response, path) {
    if (path === '/api/people')
      return answer(
        response,
        200,
        people.map(({ id, user, account, seed }) => ({ id, user, account, seed })),
      );
    if (path === '/api/login' && request.method === 'POST') return signIn(request, response);
    const token = cookieOf(request, COOKIE);
    const session = token ? store.signedIn(token) : undefined;
    if (path === '/api/logout' && request.method === 'POST') {
      if (token) store.signOut(token);
      return answer(response, 200, {}, cookie('', 0));
    }
    const folder = session && folderOf(session.accountId);
    // Being signed out is no error when somebody only asks who is there.
    if (path === '/api/session' && request.method === 'GET')
      return answer(response, 200, session && folder ? await whole({ user: session.user, ...folder }) : null);
    if (!session || !folder) throw new Refusal(401, 'signed-out');
    for (const [method, pattern, operation] of routes) {
      const match = request.method === method ? pattern.exec(path) : null;
      if (!match) continue;
      const body = await bodyOf(request);
      // Read again after waiting for the body: another tab may have saved meanwhile. From here on nothing waits.
      const current = store.folder(session.accountId) ?? folder;
      const books = structuredClone(current.books);
      operation(books, body, match[1] ?? '');
      store.save(session.accountId, { account: current.account, books });
      return answer(response, 200, await whole({ user: session.user, ...(folderOf(session.accountId) ?? current) }));
    }
    throw new Refusal(404, 'not-found');
  }

  /** @param {Request} request @param {Response} response @param {string} path */
  return async (request, response, path) => {
    try {
      await dispatch(request, response, path);
    } catch (error) {
      if (error instanceof Refusal) return answer(response, error.status, { error: error.code, fields: error.fields ?? {} });
      console.error('Haruiro Billing could not answer', request.method, path, error);
      answer(response, 500, { error: 'internal', fields: {} });
    }
  };
}
