/** Proof of who a user is: a short-lived token that the vendor's server signs. HS256 with a shared secret, or ES256/EdDSA with public keys. */
import { createLocalJWKSet, jwtVerify, type JSONWebKeySet, type JWTVerifyGetKey } from 'jose';

interface Identity {
  user: string;
  /** Account named by the token; '' when it names none. */
  account: string;
}
export interface IdentityOptions {
  /** Shared secret for HS256, at least 32 bytes. */
  secret?: string;
  /** Public keys (JWKS) for ES256 and EdDSA. */
  jwks?: JSONWebKeySet;
  /** Longest life of a token in seconds; default 1 h. */
  maxAge?: number;
}
/** The identity in the token, or the reason why it is refused. `audience` is the write key. */
export type VerifyIdentity = (token: string, audience: string) => Promise<Identity | { refused: string }>;

export function identityVerifier(options: IdentityOptions, now: () => number): VerifyIdentity | undefined {
  if (!options.secret && !options.jwks) return undefined;
  if (options.secret && options.secret.length < 32)
    throw new Error('The secret for identity tokens is too short. It must be at least 32 characters: `openssl rand -base64 32` makes one.');
  const secret = options.secret ? new TextEncoder().encode(options.secret) : undefined;
  const set = options.jwks ? createLocalJWKSet(options.jwks) : undefined;
  const key: JWTVerifyGetKey = (header, token) => {
    // A public key must never be taken for a shared secret: the algorithm decides which of the two may be asked.
    if (header.alg === 'HS256' && secret) return secret;
    if (header.alg !== 'HS256' && set) return set(header, token);
    throw new Error('no key for this algorithm');
  };
  return async (token, audience) => {
    try {
      const { payload } = await jwtVerify(token, key, {
        algorithms: ['HS256', 'ES256', 'EdDSA'],
        audience,
        requiredClaims: ['sub', 'exp'],
        clockTolerance: 30,
        currentDate: new Date(now()),
      });
      if (typeof payload.sub !== 'string' || !payload.sub || payload.sub.length > 256) return { refused: 'sub' };
      if ((payload.exp ?? 0) * 1000 - now() > ((options.maxAge ?? 3600) + 60) * 1000) return { refused: 'exp is too far away' };
      const account = payload['account'];
      return { user: payload.sub, account: typeof account === 'string' ? account.slice(0, 256) : '' };
    } catch (error) {
      return { refused: (error as { code?: string }).code ?? 'invalid' };
    }
  };
}

export const bearer = (header: string | undefined): string | undefined => /^Bearer\s+([\w.~+/=-]+)$/i.exec(header ?? '')?.[1];
