/** GET /v1/state: what the server knows of the person whom the token proves, in one account. Nobody else can ask. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { State } from '@shirube/engine';
import type { Clock } from '../host/clock';
import { bearer, type VerifyIdentity } from '../security/jwt';
import { originAllowed, type WriteKeys } from '../security/keys';
import type { Store } from '../stores/port';
import { corsHeaders, originOf } from './cors';
import { HttpError, sendJson } from './reply';

export interface StateDeps {
  store: Store;
  keys: WriteKeys;
  verify: VerifyIdentity | undefined;
  clock: Clock;
  /** Resolves when everything acknowledged so far has been applied: a browser must find what it was told is safe. */
  applied(): Promise<void>;
}
interface Row {
  account_id: string;
  state: string;
  cfg: string;
}

export async function state(req: IncomingMessage, res: ServerResponse, query: URLSearchParams, deps: StateDeps): Promise<void> {
  if (!deps.verify)
    throw new HttpError(
      404,
      'no_identity',
      'This collector has no identity keys, so it gives no state away. Set SHIRUBE_IDENTITY_SECRET or SHIRUBE_IDENTITY_JWKS.',
    );
  const key = await deps.keys.find(query.get('writeKey') ?? '');
  if (!key) throw new HttpError(401, 'write_key', 'The write key is missing or not known. Send it as ?writeKey=.');
  if (!originAllowed(originOf(req), key.origins)) throw new HttpError(403, 'origin', 'This write key may not be used from this origin.');
  const token = bearer(req.headers.authorization);
  if (!token) throw new HttpError(401, 'token', 'Send the identity token as "Authorization: Bearer …".');
  const identity = await deps.verify(token, key.key);
  if ('refused' in identity) throw new HttpError(401, 'token', `The identity token is refused (${identity.refused}).`);
  await deps.applied();
  // In the account that the page is in: one person in two accounts has two histories.
  const wanted = query.get('account') || identity.account;
  const foreign = identity.account !== '' && wanted !== identity.account;
  const [row] = foreign
    ? []
    : await deps.store.query<Row>(
        `SELECT account_id, state, cfg FROM users WHERE tenant = ? AND user_id = ? AND anonymous = 0${wanted ? ' AND account_id = ?' : ''} ORDER BY last_at DESC LIMIT 1`,
        [key.tenant, identity.user, ...(wanted ? [wanted] : [])],
      );
  const known = row?.state ? (JSON.parse(row.state) as State) : null;
  sendJson(
    res,
    200,
    {
      user: identity.user,
      account: row?.account_id || identity.account || null,
      state: known && (row?.account_id === identity.account ? known : withoutAccount(known)),
      configVersion: row?.cfg ?? null,
      now: new Date(deps.clock.now()).toISOString(),
    },
    corsHeaders(req),
  );
}

/** Anybody can say that they are of an account. What the vendor and the others of it have told about it is for those whose token says so. */
function withoutAccount(state: State): State {
  return { ...state, account: {}, ev: Object.fromEntries(Object.entries(state.ev).filter(([counter]) => !counter.startsWith('@'))) };
}
