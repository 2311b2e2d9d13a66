import { expect, test } from 'vitest';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createCollector } from '../../packages/collector/src/index';
import './helpers';

test('in the demo the link signs in directly, days can be let pass without being signed out, and the next start is not in the past', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'shirube-demo-'));
  const options = { dataDir, demoAdmin: true, basePath: '/shirube', dashboardPath: '/cs', log: 'silent' as const };
  let collector = await createCollector(options);
  const url = `http://127.0.0.1:${await collector.listen(0, '127.0.0.1')}`;
  const entered = await fetch(url + collector.adminPath, { redirect: 'manual' });
  expect([entered.status, entered.headers.get('location')]).toEqual([303, '/cs/']);
  const cookie = (entered.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  const session = (await (await fetch(`${url}/shirube/auth/session`, { headers: { cookie } })).json()) as { csrf: string; travel: boolean };
  expect(session.travel).toBe(true);
  const before = collector.clock.now();
  const answer = await fetch(`${url}/shirube/v1/admin/advance`, {
    method: 'POST',
    headers: { cookie, 'x-shirube-csrf': session.csrf },
    body: '{"days":3}',
  });
  expect(answer.status).toBe(200);
  expect(collector.clock.now() - before).toBeGreaterThanOrEqual(3 * 86_400_000);
  expect((await fetch(`${url}/shirube/auth/session`, { headers: { cookie } })).status).toBe(200);
  const there = collector.clock.now();
  await collector.close();
  collector = await createCollector(options);
  expect(collector.clock.now()).toBeGreaterThanOrEqual(there);
  await collector.close();
  rmSync(dataDir, { recursive: true, force: true });
});
