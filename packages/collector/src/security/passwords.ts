/** Passwords as scrypt hashes (N=2^15, r=8, p=1), tokens as SHA-256: what leaks from a database opens nothing. */
import { createHash, randomBytes, scrypt, timingSafeEqual } from 'node:crypto';

const N = 32768;
const derive = (password: string, salt: Buffer): Promise<Buffer> =>
  new Promise((resolve, reject) =>
    scrypt(password.normalize('NFKC'), salt, 32, { N, r: 8, p: 1, maxmem: 128 * N * 8 + 1_048_576 }, (error, key) =>
      error ? reject(error) : resolve(key),
    ),
  );

export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  return `scrypt$${N}$${salt.toString('base64url')}$${(await derive(password, salt)).toString('base64url')}`;
}

/** Also takes its time when there is no such person, so that the answer's speed says nothing. */
export async function checkPassword(password: string, stored: string | null): Promise<boolean> {
  const [, , salt = '', hash = ''] = (stored ?? '').split('$');
  const derived = await derive(password, Buffer.from(salt || 'AAAAAAAAAAAAAAAAAAAAAA', 'base64url'));
  const wanted = Buffer.from(hash, 'base64url');
  return wanted.length === derived.length && timingSafeEqual(wanted, derived);
}

export const randomToken = (prefix = ''): string => prefix + randomBytes(24).toString('base64url');
export const tokenHash = (token: string): string => createHash('sha256').update(token).digest('base64url');
