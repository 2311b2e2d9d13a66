import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SignJWT } from 'jose';
import { tempFolder } from '../../packages/collector/src/api/testing';
import { KEY, messageId, rig, START, type Rig } from './helpers';
import type { Backend } from './scenario';

const SECRET = 'a secret of at least thirty-two characters';
/** Somebody has sent an invoice. */
export const event = (more: object = {}) => ({
  messageId: messageId(),
  type: 'track',
  event: 'invoice_sent',
  userId: 'u1',
  timestamp: new Date(START).toISOString(),
  ...more,
});
export interface Claims {
  sub?: string;
  account?: string;
  aud?: string;
  exp?: number;
  key?: string;
  alg?: string;
}
/** What the app's own server signs: ten minutes from `now`. */
export const tokenAt = (now: number, claims: Claims = {}): Promise<string> =>
  new SignJWT({ account: claims.account ?? 'acme' })
    .setProtectedHeader({ alg: claims.alg ?? 'HS256' })
    .setSubject(claims.sub ?? 'u1')
    .setAudience(claims.aud ?? KEY)
    .setExpirationTime(claims.exp ?? now / 1000 + 600)
    .sign(new TextEncoder().encode(claims.key ?? SECRET));

/** A collector that believes these tokens, with a milestone and a page of its own. */
export async function intakeRig({ options }: Backend): Promise<{ r: Rig; stop: () => Promise<void> }> {
  const pages = tempFolder();
  writeFileSync(join(pages.path, 'index.html'), '<!doctype html><title>Dashboard</title>');
  const r = await rig({
    ...(await options()),
    dashboardDir: pages.path,
    identity: { secret: SECRET },
    config: { shirube: 1, milestones: [{ id: 'sent', when: { kind: 'event', name: 'invoice_sent' } }] } as never,
  });
  return {
    r,
    async stop() {
      await r.stop();
      pages.remove();
    },
  };
}
