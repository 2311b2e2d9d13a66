import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Config } from '@shirube/engine';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Configs } from './configs';

let folder: string;
let configs: Configs | undefined;
beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), 'shirube-configs-'))));
afterEach(async () => {
  configs?.close();
  await rm(folder, { recursive: true, force: true });
});

/** What a collector that is started with this file takes, and what it writes into its log. */
async function started(bytes: string | Uint8Array) {
  const path = join(folder, 'rules.json');
  await writeFile(path, bytes);
  const taken: Config[] = [];
  const told: string[] = [];
  class Taking extends Configs {
    override activate(_tenant: number, config: Config): Promise<string> {
      taken.push(config);
      return Promise.resolve('v');
    }
    override resume(): Promise<void> {
      return Promise.resolve();
    }
  }
  const write = (what: unknown) => void told.push(String((what as { reason?: string }).reason ?? ''));
  const log = { debug: write, info: write, warn: write, error: write };
  configs = new Taking(
    ...([undefined, { get: () => undefined }, undefined, log, () => undefined] as unknown as ConstructorParameters<typeof Configs>),
  );
  await configs.follow(1, path);
  return { taken, told: told.join('') };
}

describe('an operator whose editor', () => {
  it('wrote a byte order mark has the same rules on the server as in the browser', async () =>
    expect((await started('\ufeff{ "shirube": 1 }')).taken).toEqual([{ shirube: 1 }]));
  it('saved as Shift_JIS is told so, instead of sending mails with broken letters', async () => {
    const { taken, told } = await started(
      Buffer.concat([Buffer.from('{ "shirube": 1, "version": "'), Buffer.from([0x82, 0xb1]), Buffer.from('" }')]),
    );
    expect([taken, told]).toEqual([[], expect.stringMatching(/rules\.json is not UTF-8 text[\s\S]*npx shirube validate .*rules\.json$/)]);
  });
  it('left a comma too many is told the file, and what to type', async () => {
    const { taken, told } = await started('{ "shirube": 1, }');
    expect([taken, told]).toEqual([[], expect.stringMatching(/rules\.json is not JSON: .*\. Run: npx shirube validate .*rules\.json$/)]);
  });
});

it('an operator whose configuration is valid and not meant reads its warnings in the log, by place', async () => {
  const told: unknown[] = [];
  const tx = { query: () => Promise.resolve([]), upsert: () => Promise.resolve(), run: () => Promise.resolve(0) };
  const store = { tx: (work: (given: typeof tx) => Promise<unknown>) => work(tx) };
  const programs = { get: () => undefined, set: () => ({ program: { version: 'v', rollups: new Map() }, changed: false }) };
  const log = { warn: (what: { warnings?: unknown }) => void told.push(what.warnings) };
  configs = new Configs(...([store, programs, { now: () => 0 }, log, () => undefined] as unknown as ConstructorParameters<typeof Configs>));
  const webhook = (url: string) => [{ id: 'f', start: { kind: 'event', name: 'x' }, steps: [{ do: 'webhook', id: 'w', url }] }];
  await configs.activate(1, {
    shirube: 1,
    collector: { retention: { events: '7d' } },
    flows: webhook('http://crm.example/hook'),
  } as Config);
  await configs.activate(1, {
    shirube: 1,
    collector: { retention: { events: '35d' } },
    flows: webhook('http://localhost:9/hook'),
  } as Config);
  expect(told).toEqual([['lint.plain-webhook /flows/0/steps/0/url', 'lint.short-retention /collector/retention/events']]);
});
