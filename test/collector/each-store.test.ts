/** What a collector promises to those who send, look and attack, on the embedded store and on PostgreSQL alike. */
import { afterAll } from 'vitest';
import { figuresContract } from './figures';
import { intakeContract } from './intake';
import { keepingContract } from './keeping';
import { latecomersContract } from './latecomers';
import { peopleContract } from './people';
import { rollupsContract } from './rollups';
import type { Backend } from './scenario';
import { securityContract } from './security';
import { startPostgres } from './servers.mjs';
import { teamContract } from './team';

const postgres = await startPostgres({ settings: ['fsync=off'] });
afterAll(() => postgres?.stop());

const backends: Backend[] = [
  { name: 'the embedded store', options: async () => ({}) },
  ...(postgres ? [{ name: 'PostgreSQL', options: async () => ({ databaseUrl: await postgres.database() }) }] : []),
];
for (const backend of backends)
  for (const contract of [
    intakeContract,
    securityContract,
    figuresContract,
    latecomersContract,
    rollupsContract,
    keepingContract,
    teamContract,
  ])
    contract(backend);
