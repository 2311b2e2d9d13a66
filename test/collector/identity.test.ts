/** Who may say who they are: every algorithm that is taken, and every trick that is not. */
import { createHmac } from 'node:crypto';
import { exportJWK, exportSPKI, generateKeyPair, SignJWT, type CryptoKey } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { messageId, MIN, rig, START, type Rig } from './helpers';

let r: Rig;
let es: { privateKey: CryptoKey; publicKey: CryptoKey };
let ed: { privateKey: CryptoKey; publicKey: CryptoKey };
const secret = 'a secret of at least thirty-two characters';
const [A, B] = ['pk_a', 'pk_b'];
beforeAll(async () => {
  es = await generateKeyPair('ES256', { extractable: true });
  ed = await generateKeyPair('EdDSA', { extractable: true });
  const keys = [
    { ...(await exportJWK(es.publicKey)), kid: 'es', alg: 'ES256' },
    { ...(await exportJWK(ed.publicKey)), kid: 'ed', alg: 'EdDSA' },
  ];
  r = await rig({
    identity: { secret, jwks: { keys } },
    tenants: [
      { slug: 'a', config: { shirube: 1 }, writeKeys: [{ key: A }] },
      { slug: 'b', config: { shirube: 1 }, writeKeys: [{ key: B }] },
    ],
  });
  for (const writeKey of [A, B])
    await r.send([{ messageId: messageId(), type: 'track', event: 'x', userId: 'u1', timestamp: new Date(START).toISOString() }], {
      writeKey,
    });
  await r.collector.settle();
});
afterAll(() => r?.stop());

type Key = Parameters<SignJWT['sign']>[0];
const make = (
  alg: string,
  key: Key,
  { kid, aud = A, sub = 'u1', exp = r.clock.now() / 1000 + 600 }: { kid?: string; aud?: string; sub?: string; exp?: number } = {},
) =>
  new SignJWT({})
    .setProtectedHeader({ alg, ...(kid && { kid }) })
    .setSubject(sub)
    .setAudience(aud)
    .setExpirationTime(Math.floor(exp))
    .sign(key);
const shared = new TextEncoder().encode(secret);
const state = async (token: string, writeKey = A) =>
  (await fetch(`${r.url}/v1/state?writeKey=${writeKey}`, { headers: { authorization: `Bearer ${token}` } })).status;
const send = async (token: string, writeKey = A) =>
  (
    await fetch(`${r.url}/v1/batch`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}` },
      body: JSON.stringify({
        writeKey,
        batch: [{ messageId: messageId(), type: 'track', event: 'x', userId: 'u1', timestamp: new Date(r.clock.now()).toISOString() }],
      }),
    })
  ).status;
const both = async (token: string, writeKey = A) => [await state(token, writeKey), await send(token, writeKey)];

describe('a person with a token of their own vendor', () => {
  test('is believed whether it is signed with HS256, ES256 or EdDSA', async () => {
    expect(await both(await make('HS256', shared))).toEqual([200, 200]);
    expect(await both(await make('ES256', es.privateKey, { kid: 'es' }))).toEqual([200, 200]);
    expect(await both(await make('EdDSA', ed.privateKey, { kid: 'ed' }))).toEqual([200, 200]);
  });
  test('who asks to be forgotten is listed as proven', async () => {
    const body = JSON.stringify({
      writeKey: A,
      batch: [
        {
          messageId: messageId(),
          type: 'track',
          event: 'Person Forgotten',
          userId: 'u1',
          timestamp: new Date(r.clock.now()).toISOString(),
        },
      ],
    });
    await fetch(`${r.url}/v1/batch`, { method: 'POST', headers: { authorization: `Bearer ${await make('HS256', shared)}` }, body });
    await r.collector.settle();
    expect(await r.query(`SELECT user_id, status FROM tasks WHERE reason LIKE '%signed in with a valid token%'`)).toEqual([
      { user_id: 'u1', status: 'open' },
    ]);
  });
  test('is not believed any more when the same token comes again after it has run out', async () => {
    const captured = await make('ES256', es.privateKey, { kid: 'es', exp: r.clock.now() / 1000 + 300 });
    expect(await both(captured)).toEqual([200, 200]);
    await r.pass(6 * MIN);
    expect(await both(captured)).toEqual([401, 401]);
  });
});

describe('somebody who would like to be that person', () => {
  test('gets nowhere with a token for another vendor, of another key, without a signature, or with a public key taken for a secret', async () => {
    const other = await generateKeyPair('ES256');
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const claims = part({ sub: 'u1', aud: A, exp: Math.floor(r.clock.now() / 1000) + 600 });
    const pem = await exportSPKI(es.publicKey);
    const confused = `${part({ alg: 'HS256', kid: 'es' })}.${claims}`;
    const good = await make('HS256', shared);
    const tries: Record<string, string> = {
      'for the other vendor': await make('HS256', shared, { aud: B }),
      'another key': await make('ES256', other.privateKey, { kid: 'es' }),
      'another secret': await make('HS256', new TextEncoder().encode('another secret of thirty-two characters!')),
      'no signature': `${part({ alg: 'none' })}.${claims}.`,
      'no signature, in capitals': `${part({ alg: 'None' })}.${claims}.`,
      'a public key as the secret': `${confused}.${createHmac('sha256', pem).update(confused).digest('base64url')}`,
      'other claims under a good signature': [
        good.split('.')[0],
        part({ sub: 'u2', aud: A, exp: Math.floor(r.clock.now() / 1000) + 600 }),
        good.split('.')[2],
      ].join('.'),
      'valid for a year': await make('HS256', shared, { exp: r.clock.now() / 1000 + 365 * 86_400 }),
      'run out': await make('EdDSA', ed.privateKey, { kid: 'ed', exp: r.clock.now() / 1000 - 60 }),
      'no person': await make('HS256', shared, { sub: '' }),
      'no end': await new SignJWT({}).setProtectedHeader({ alg: 'HS256' }).setSubject('u1').setAudience(A).sign(shared),
    };
    for (const [what, token] of Object.entries(tries)) expect({ what, is: await both(token) }).toEqual({ what, is: [401, 401] });
    // At the other vendor's address as well: the token names whom it is for.
    expect(await both(good, B)).toEqual([401, 401]);
    expect(await both(good)).toEqual([200, 200]);
  });
});
