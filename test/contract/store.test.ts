import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { PostgresStore } from '../../packages/collector/src/stores/postgres';
import { SqliteStore } from '../../packages/collector/src/stores/sqlite';
import { startNats, startPostgres } from '../collector/servers.mjs';
import { killRounds, type KillRow } from '../collector/kill.mjs';
import { scenarioContract } from '../collector/scenario';
import { storeContract } from './store';

const folders: string[] = [];
const folder = () => {
  const path = mkdtempSync(join(tmpdir(), 'shirube-store-'));
  folders.push(path);
  return path;
};
const [postgres, nats] = await Promise.all([startPostgres(), startNats()]);
afterAll(async () => {
  await Promise.all([postgres?.stop(), nats?.stop()]);
  for (const path of folders) rmSync(path, { recursive: true, force: true });
});

storeContract({ name: 'SQLite (libsql)', open: async () => new SqliteStore({ dataDir: folder(), engine: 'libsql' }) });
if (Number(process.versions.node.split('.')[0]) >= 24)
  storeContract({ name: 'SQLite (node:sqlite)', open: async () => new SqliteStore({ dataDir: folder(), engine: 'node:sqlite' }) });
if (postgres) {
  let url = '';
  storeContract({
    name: 'PostgreSQL',
    open: async () => new PostgresStore({ databaseUrl: (url = await postgres.database()), connections: 3 }),
    again: async () => new PostgresStore({ databaseUrl: url, connections: 1 }),
  });
}

describe('the embedded store', () => {
  test('refuses a second collector on the same folder, and says what to do', () => {
    const dataDir = folder();
    const first = new SqliteStore({ dataDir });
    expect(() => new SqliteStore({ dataDir })).toThrow(/is in use.*Stop that one, or give this one a folder of its own/);
    return first.close();
  });
});

scenarioContract([
  { name: 'the embedded store', options: async () => ({ dataDir: folder() }) },
  ...(postgres ? [{ name: 'PostgreSQL', options: async () => ({ databaseUrl: await postgres.database() }) }] : []),
  ...(postgres && nats
    ? [
        {
          name: 'NATS JetStream in front of PostgreSQL',
          options: async () => ({ databaseUrl: await postgres.database(), nats: { servers: nats.servers, replicas: 3 } }),
        },
      ]
    : []),
]);

const right = {
  lost: 0,
  'stored twice': 0,
  'states stepped wrongly': 0,
  'effects twice': 0,
  'mails delivered twice': 0,
  'onboarding mails': 8,
};
const shown = (row: KillRow) => Object.fromEntries(Object.keys(right).map((key) => [key, row[key as keyof KillRow]]));
describe('kill -9 under load loses nothing and does nothing twice', { timeout: 90_000 }, () => {
  test('of the collector, on the embedded store', async () => {
    expect(
      shown(
        await killRounds({
          name: 'embedded',
          users: 8,
          seconds: 0.5,
          rounds: 1,
          env: { SHIRUBE_TARGET: 'sqlite', SHIRUBE_DIR: folder() },
          victim: ({ kill }) => kill(),
        }),
      ),
    ).toEqual(right);
  });
  if (postgres?.kill) {
    test('of PostgreSQL', async () => {
      expect(
        shown(
          await killRounds({
            name: 'PostgreSQL',
            users: 8,
            seconds: 0.5,
            rounds: 1,
            env: { SHIRUBE_TARGET: 'postgres', SHIRUBE_DB: await postgres.database() },
            victim: async () => {
              await postgres.kill?.();
              await postgres.restart?.();
            },
          }),
        ),
      ).toEqual(right);
    });
    if (nats)
      test('of a node of the stream', async () => {
        expect(
          shown(
            await killRounds({
              name: 'NATS',
              users: 8,
              seconds: 0.5,
              rounds: 1,
              env: { SHIRUBE_TARGET: 'nats', SHIRUBE_NATS: nats.servers.join(','), SHIRUBE_DB: await postgres.database() },
              victim: async () => {
                await nats.kill(0);
                nats.restart(0);
              },
            }),
          ),
        ).toEqual(right);
      });
  }
});
