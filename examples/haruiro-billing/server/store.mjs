import { mkdirSync, readFileSync, renameSync, openSync, writeSync, fsyncSync, closeSync } from 'node:fs';
import { join } from 'node:path';
import { createHash, randomBytes } from 'node:crypto';
import { seedBooks } from './seed.mjs';

/**
 * @typedef {import('../shared/model').Account} Account
 * @typedef {import('../shared/model').User} User
 * @typedef {import('../shared/model').Books} Books
 * @typedef {import('./people.mjs').Person} Person
 * @typedef {{ user: User, accountId: string, at: string }} SignIn
 * @typedef {{ account: Account, books: Books }} Folder
 */

const SESSIONS_KEPT = 500;
const SAFE_ID = /^[a-z0-9][a-z0-9-]{0,63}$/;

/**
 * Write beside, flush, rename: a reader sees the old file or the new one, whenever the power goes.
 * @param {string} path @param {unknown} value
 */
function writeJson(path, value) {
  const beside = `${path}.${process.pid}.tmp`;
  const file = openSync(beside, 'w');
  try {
    writeSync(file, JSON.stringify(value, null, 1));
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(beside, path);
}

/** @param {string} path @returns {unknown} undefined when there is no such file */
function readJson(path) {
  let text;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
  try {
    return JSON.parse(text);
  } catch {
    const aside = `${path}.unreadable-${Date.now()}`;
    renameSync(path, aside);
    console.error(
      `Haruiro Billing: ${path} is not valid JSON, probably edited by hand. It was kept as ${aside} and a new file is started. Repair it and rename it back to get the data again.`,
    );
    return undefined;
  }
}

/**
 * One folder: a JSON file per account, and one for the sign-ins.
 * @param {string} dataDir created when it does not exist
 */
export function openStore(dataDir) {
  const accountsDir = join(dataDir, 'accounts');
  mkdirSync(accountsDir, { recursive: true });
  const sessionsPath = join(dataDir, 'sessions.json');
  const sessions = /** @type {Record<string, SignIn>} */ (readJson(sessionsPath) ?? {});
  /** @type {Map<string, Folder>} */
  const open = new Map();
  /** @param {string} token */
  const keyOf = (token) => createHash('sha256').update(token).digest('hex');

  /** @param {string} accountId */
  const pathOf = (accountId) => {
    if (!SAFE_ID.test(accountId)) throw new Error(`"${accountId}" cannot be an account id`);
    return join(accountsDir, `${accountId}.json`);
  };

  /** @param {string} accountId @returns {Folder | undefined} */
  const folder = (accountId) => {
    const known = open.get(accountId) ?? /** @type {Folder | undefined} */ (readJson(pathOf(accountId)));
    if (known) open.set(accountId, known);
    return known;
  };

  return {
    folder,
    /** @param {string} accountId @param {Folder} next */
    save(accountId, next) {
      writeJson(pathOf(accountId), next);
      open.set(accountId, next);
    },
    /** @param {Person} person @param {Date} now @returns {Folder} the account, made on its first use */
    enter(person, now) {
      const known = folder(person.account.id);
      if (known) return known;
      const createdAt = new Date(now.getTime() - person.ageDays * 86_400_000).toISOString();
      const made = { account: { ...person.account, createdAt }, books: seedBooks(person.seed, now, person.account.name) };
      this.save(person.account.id, made);
      return made;
    },
    /** @param {User} user @param {string} accountId @param {Date} now @returns {string} the token for the cookie; only its hash is kept */
    signIn(user, accountId, now) {
      const token = randomBytes(24).toString('base64url');
      sessions[keyOf(token)] = { user, accountId, at: now.toISOString() };
      const byAge = Object.entries(sessions).sort(([, a], [, b]) => b.at.localeCompare(a.at));
      for (const [key] of byAge.slice(SESSIONS_KEPT)) delete sessions[key];
      writeJson(sessionsPath, sessions);
      return token;
    },
    /** @param {string} token @returns {SignIn | undefined} */
    signedIn: (token) => sessions[keyOf(token)],
    /** @param {string} token */
    signOut(token) {
      delete sessions[keyOf(token)];
      writeJson(sessionsPath, sessions);
    },
  };
}
/** @typedef {ReturnType<typeof openStore>} Store */
