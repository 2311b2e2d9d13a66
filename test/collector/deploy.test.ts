/** The files in deploy/ are true: what they name exists, and they agree with each other and with the command. Read, not run: no container is started here. */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { configSchema } from '@shirube/engine/schema';
import { compile, type Config } from '@shirube/engine';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import './helpers';

const root = fileURLToPath(new URL('../..', import.meta.url));
const deploy = join(root, 'packages/collector/deploy');
const read = (name: string) => readFileSync(join(deploy, name), 'utf8');
const help = execFileSync(process.execPath, [join(root, 'packages/collector/dist/main.js'), '--help'], { encoding: 'utf8' });
/** Environment variables that the command names in its help, and those that Node reads. */
const known = new Set([...(help.match(/\b[A-Z]{2,}(?:_[A-Z]+)*\b/g) ?? []), 'NODE_ENV']);
const unknown = (names: readonly string[]) => names.filter((name) => !known.has(name));

const lines = read('Dockerfile')
  .replaceAll('\\\n', ' ')
  .split('\n')
  .filter((line) => line && !line.startsWith('#'));
const instructions = lines.map((line) => {
  const [word = '', ...rest] = line.split(/\s+/);
  return { word, rest };
});
const of = (word: string) => instructions.filter((one) => one.word === word).map((one) => one.rest);
const env = new Map(
  of('ENV')
    .flat()
    .map((pair) => pair.split('=') as [string, string]),
);

describe('the Dockerfile', () => {
  test('copies only what the repository and its build hold', () => {
    const copied = of('COPY').flatMap((args) => {
      const from = args.find((arg) => arg.startsWith('--from='));
      const sources = args.filter((arg) => !arg.startsWith('--')).slice(0, -1);
      return sources.map((source) => (from ? source.replace('/src/', '') : source));
    });
    expect(copied.length).toBeGreaterThan(5);
    expect(copied.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });
  test('installs workspaces that exist, and starts a file that was copied', () => {
    const workspaces = [...lines.join('\n').matchAll(/--workspace (\S+)/g)].map(([, name = '']) => name);
    const copied = of('COPY').map((args) => args.at(-1) ?? '');
    expect(workspaces).toEqual(['@shirube/collector', '@shirube/engine']);
    for (const name of workspaces) expect(copied).toContain(`packages/${name.slice('@shirube/'.length)}/package.json`);
    const [, file = ''] = JSON.parse(of('CMD')[0]?.join(' ') ?? '[]') as string[];
    expect(copied).toContain(dirname(file));
    expect(existsSync(join(root, file))).toBe(true);
  });
  test('sets only what the command knows; the port that it opens is the one that it listens on, the volume the folder of its data', () => {
    expect(unknown([...env.keys()])).toEqual([]);
    expect(of('EXPOSE')).toEqual([[env.get('PORT')]]);
    expect(of('VOLUME')).toEqual([[env.get('SHIRUBE_DATA')]]);
    expect(env.get('HOST')).toBe('0.0.0.0');
    expect(lines.join('\n')).toMatch(/HEALTHCHECK.*\/readyz/);
  });
  test('runs as somebody who is not root, on a Node that the package allows', () => {
    expect(of('USER')).toEqual([['node']]);
    for (const [image = ''] of of('FROM')) expect(Number(/node:(\d+)/.exec(image)?.[1])).toBeGreaterThanOrEqual(20);
  });
});

interface Compose {
  services: Record<
    string,
    {
      build?: { context: string; dockerfile: string };
      ports?: string[];
      environment?: Record<string, string>;
      volumes?: string[];
      depends_on?: Record<string, { condition: string }>;
      healthcheck?: object;
    }
  >;
  volumes: Record<string, object>;
}

describe('the compose file', () => {
  const { services, volumes } = parse(read('compose.yaml')) as Compose;
  const collector = services['collector'];
  test('builds from the repository with this Dockerfile', () => {
    const context = resolve(deploy, collector?.build?.context ?? '');
    expect(context).toBe(resolve(root));
    expect(existsSync(join(context, collector?.build?.dockerfile ?? 'missing'))).toBe(true);
  });
  test('publishes the port of the image on this machine only', () =>
    expect(collector?.ports).toEqual([`127.0.0.1:4000:${env.get('PORT')}`]));
  test('sets only what the command knows, and finds its configuration where it is mounted', () => {
    const environment = collector?.environment ?? {};
    expect(unknown(Object.keys(environment))).toEqual([]);
    const [mount = ''] = collector?.volumes ?? [];
    const [, fallback = '', inside = ''] = /^\$\{\w+:-([^}]+)\}:([^:]+):ro$/.exec(mount) ?? [];
    expect(dirname(environment['SHIRUBE_CONFIG'] ?? '')).toBe(inside);
    expect(existsSync(join(deploy, fallback, 'shirube.json'))).toBe(true);
  });
  test('waits for a database that tells when it is ready, with the name, user and password that it is given', () => {
    const [name = ''] = Object.keys(collector?.depends_on ?? {});
    const database = services[name];
    expect(collector?.depends_on?.[name]).toEqual({ condition: 'service_healthy' });
    expect(database?.healthcheck).toBeDefined();
    const address = new URL((collector?.environment?.['DATABASE_URL'] ?? '').replace(/\$\{[^}]+\}/, 'secret'));
    expect([address.username, address.hostname, address.pathname]).toEqual([
      database?.environment?.['POSTGRES_USER'],
      name,
      `/${database?.environment?.['POSTGRES_DB']}`,
    ]);
    expect(Object.keys(volumes)).toEqual((database?.volumes ?? []).map((one) => one.split(':')[0]));
  });
});

describe('the systemd unit', () => {
  const unit = read('shirube-collector.service');
  const value = (key: string) => new RegExp(`^${key}=-?(.*)$`, 'm').exec(unit)?.[1] ?? '';
  test('starts the command of the package, with settings that it knows', () => {
    const { bin } = JSON.parse(readFileSync(join(root, 'packages/collector/package.json'), 'utf8')) as { bin: Record<string, string> };
    expect(Object.keys(bin)).toContain(value('ExecStart').split(' ').at(-1));
    const settings = value('Environment')
      .split(' ')
      .map((pair) => pair.split('=') as [string, string]);
    expect(unknown(settings.map(([name]) => name))).toEqual([]);
    expect(Object.fromEntries(settings)['SHIRUBE_DATA']).toBe(`/var/lib/${value('StateDirectory')}`);
  });
  test('its example of settings names what the command knows', () =>
    expect(unknown([...read('collector.env.example').matchAll(/^#?([A-Z_]+)=/gm)].map(([, name = '']) => name))).toEqual([]));
  if (existsSync('/usr/bin/systemd-analyze'))
    test('is accepted by systemd-analyze verify', () => {
      const { status, stderr } = spawnSync('systemd-analyze', ['verify', join(deploy, 'shirube-collector.service')], { encoding: 'utf8' });
      // The machine may have units of its own that are wrong.
      expect([status, stderr.split('\n').filter((line) => line.includes('shirube'))]).toEqual([0, []]);
    });
});

test('the example configuration is valid, and nothing in it is worth a warning', () => {
  const config = JSON.parse(read('shirube.example.json')) as Config;
  expect(configSchema().safeParse(config).error?.issues ?? []).toEqual([]);
  expect(compile(config).problems).toEqual([]);
});
