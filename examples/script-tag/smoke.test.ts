import { readFileSync } from 'node:fs';
import type { Server } from 'node:http';
import { scenario } from '@shirube/engine/testing';
import type { Config } from '@shirube/engine';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { main } from '../../packages/cli/src/main';
import { nodeIo } from '../../packages/cli/src/node-io';
import { createExample } from './server.mjs';

const config = JSON.parse(readFileSync(new URL('./shirube.json', import.meta.url), 'utf8')) as Config;
let server: Server;
let origin = '';

beforeAll(async () => {
  server = createExample();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  origin = `http://127.0.0.1:${address.port}/`;
});
afterAll(() => new Promise((done) => server.close(done)));

const shirube = async (...argv: string[]) => {
  let printed = '';
  const exit = await main([...argv, '--lang', 'en'], {
    ...nodeIo(),
    color: false,
    out: (text) => void (printed += text),
    err: (text) => void (printed += text),
  });
  return { exit, printed };
};

it('the doctor finds nothing wrong with either page', async () => {
  for (const page of ['', 'settings.html']) {
    const { exit, printed } = await shirube('doctor', origin + page);
    expect(exit, printed).toBe(0);
    expect(printed).toContain('The configuration is valid');
  }
});
it('nothing outside of the example is served', async () => expect((await fetch(`${origin}..%2f..%2ftsconfig.json`)).status).toBe(404));
it('a visitor who signs in twice sees the tutorial, and after five seconds on the settings the nudge', () => {
  const anna = scenario(config).as('anna').signal({ kind: 'identify', user: 'anna', login: true });
  expect(anna.shown).toEqual([]);
  anna
    .after('6s')
    .signal({ kind: 'identify', user: 'anna', login: true })
    .after('2s')
    .content('tutorial', 'completed')
    .after('1m')
    .page('/settings.html')
    .after('5s');
  expect(anna.shown).toEqual(['tutorial', 'settings-help']);
});
