/** The command `shirube-collector`: serves, backs up, or brings the schema up to date. Settings come from flags or the environment. */
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Listener } from './host/listener';
import { createLog } from './host/log';
import { patiently } from './host/patience';
import { createCollector, type CollectorOptions } from './index';
import { openSqlite } from './stores/sqlite-driver';

const usage = `shirube-collector [serve]            takes events and serves the dashboard
shirube-collector backup --out DIR    writes a consistent copy of the embedded store, also while it runs

  --config FILE         shirube.json; read again when it changes      SHIRUBE_CONFIG
  --data DIR            folder of the embedded store                  SHIRUBE_DATA      .data/collector
  --database-url URL    PostgreSQL instead                            DATABASE_URL
  --nats URL[,URL…]     NATS JetStream in front of PostgreSQL         NATS_URL
  --port N, --host H                                                  PORT, HOST        4000, 127.0.0.1
  --write-key KEY       a public write key to make sure of            SHIRUBE_WRITE_KEY
  --origins A,B         origins that may use it                       SHIRUBE_ORIGINS   any
  --base-path PATH      where its addresses begin, as /shirube        SHIRUBE_BASE_PATH
  --public-url URL      how mails reach this collector                SHIRUBE_PUBLIC_URL
  --app-url URL         the app that mails link to                    SHIRUBE_APP_URL
  --smtp URL            smtp://user:password@host:587                 SMTP_URL          built-in mailbox
  --lrs URL             https://key:secret@lrs.example/xapi           LRS_URL           none
  --role all|intake|worker                                            SHIRUBE_ROLE      all
  --trust-proxy         a proxy in front sets X-Forwarded-*           SHIRUBE_TRUST_PROXY=1
  --admin-link          prints a link for a further admin, for when nobody can sign in
  --log LEVEL           silent error warn info debug                  SHIRUBE_LOG       info

  SHIRUBE_IDENTITY_SECRET (HS256) or SHIRUBE_IDENTITY_JWKS (file, ES256/EdDSA): who may read their own state
  SHIRUBE_WEBHOOK_SECRET (whsec_…), SHIRUBE_WEBHOOK_HOSTS (private hosts that webhooks may reach), SHIRUBE_MAIL_FROM
`;

const text = { type: 'string' } as const;
const known = {
  config: text,
  data: text,
  'database-url': text,
  nats: text,
  port: text,
  host: text,
  'write-key': text,
  origins: text,
  'base-path': text,
  'public-url': text,
  'app-url': text,
  smtp: text,
  lrs: text,
  role: text,
  log: text,
  out: text,
  'trust-proxy': { type: 'boolean' },
  'admin-link': { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean', short: 'v' },
} as const;
const { values, positionals } = words();
const { env } = process;

function words() {
  try {
    return parseArgs({ allowPositionals: true, options: known });
  } catch (error) {
    const option = /^Unknown option '([^']+)'/.exec(error instanceof Error ? error.message : '')?.[1];
    const names = Object.keys(known).map((name) => `--${name}`);
    return complain(
      option
        ? `There is no option "${option}". Known: ${names.join(', ')}. See --help.`
        : `${error instanceof Error ? error.message : String(error)}. See --help.`,
    );
  }
}

function complain(message: string): never {
  console.error(message);
  process.exit(1);
}
const list = (value: string | undefined): string[] =>
  (value ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean);
/** exactOptionalPropertyTypes: what was not given is left out. */
const given = <K extends string, V>(name: K, value: V | undefined): { [P in K]?: V } =>
  value === undefined || value === '' ? {} : ({ [name]: value } as { [P in K]?: V });

/** 1 or true; a word that means neither is a mistake, not "no". */
function isOn(name: string): boolean {
  const value = env[name] ?? '';
  if (/^(1|true)$/i.test(value)) return true;
  if (/^(0|false|)$/i.test(value)) return false;
  throw new Error(`${name} must be 1 or 0, not "${value}".`);
}
function keySet(path: string): { keys: [] } {
  try {
    const set = JSON.parse(readFileSync(path, 'utf8')) as { keys?: unknown } | null;
    if (Array.isArray(set?.keys)) return set as { keys: [] };
  } catch {
    // Said below.
  }
  throw new Error(
    `${path} (SHIRUBE_IDENTITY_JWKS) is no readable file with a JSON Web Key Set. It holds the public keys of your server: { "keys": [ … ] }. Check the path and who may read it.`,
  );
}

const levels = ['silent', 'error', 'warn', 'info', 'debug'] as const;
const isLevel = (name: string): name is (typeof levels)[number] => levels.some((level) => level === name);

/** "/shirube" for requests that come as /shirube/v1/batch; '' without one. */
function basePath(): string {
  const given = (values['base-path'] ?? env['SHIRUBE_BASE_PATH'] ?? '').replace(/\/+$/, '');
  if (given && !/^(\/[\w.~-]+)+$/.test(given))
    throw new Error(`--base-path (SHIRUBE_BASE_PATH) must be a path such as /shirube, not "${given}".`);
  return given;
}

function options(port: number, base: string): CollectorOptions {
  const writeKey = values['write-key'] ?? env['SHIRUBE_WRITE_KEY'];
  const servers = list(values.nats ?? env['NATS_URL']);
  const jwks = env['SHIRUBE_IDENTITY_JWKS'];
  const config = values.config ?? env['SHIRUBE_CONFIG'] ?? (existsSync('shirube.json') ? 'shirube.json' : undefined);
  if (config && !existsSync(config))
    throw new Error(`There is no configuration at ${config}. Check --config, or make one: npx shirube init`);
  const role = values.role ?? env['SHIRUBE_ROLE'] ?? 'all';
  if (role !== 'all' && role !== 'intake' && role !== 'worker') throw new Error(`--role must be all, intake or worker, not "${role}".`);
  const log = values.log ?? env['SHIRUBE_LOG'] ?? 'info';
  if (!isLevel(log)) throw new Error(`--log must be one of ${levels.join(', ')}, not "${log}".`);
  return {
    ...given('config', config),
    ...given('dataDir', values.data ?? env['SHIRUBE_DATA']),
    ...given('databaseUrl', values['database-url'] ?? env['DATABASE_URL']),
    ...(servers.length && { nats: { servers, ...given('token', env['NATS_TOKEN']) } }),
    basePath: base,
    dashboardPath: `${base}/dashboard`,
    publicUrl: values['public-url'] ?? env['SHIRUBE_PUBLIC_URL'] ?? `http://localhost:${port}${base}`,
    ...given('appUrl', values['app-url'] ?? env['SHIRUBE_APP_URL']),
    ...given('smtp', values.smtp ?? env['SMTP_URL']),
    ...given('mailFrom', env['SHIRUBE_MAIL_FROM']),
    ...given('lrs', values.lrs ?? env['LRS_URL']),
    ...(writeKey && { writeKeys: [{ key: writeKey, origins: list(values.origins ?? env['SHIRUBE_ORIGINS']) }] }),
    role,
    trustProxy: values['trust-proxy'] ?? isOn('SHIRUBE_TRUST_PROXY'),
    identity: {
      ...given('secret', env['SHIRUBE_IDENTITY_SECRET']),
      ...(jwks && { jwks: keySet(jwks) }),
    },
    ...given('webhookSecret', env['SHIRUBE_WEBHOOK_SECRET']),
    webhooks: { allowHosts: list(env['SHIRUBE_WEBHOOK_HOSTS']) },
    adminLink: values['admin-link'] ?? false,
    log,
  };
}

async function serve(): Promise<void> {
  const wanted = values.port ?? env['PORT'] ?? '4000';
  const port = Number(wanted);
  if (!/^\d+$/.test(wanted) || port > 65_535) throw new Error(`--port (or PORT) must be a number from 0 to 65535, not "${wanted}".`);
  const host = values.host ?? env['HOST'] ?? '127.0.0.1';
  const base = basePath();
  const settings = options(port, base);
  // Until what it stands on is there, it lives and is not ready: nothing is taken that could not be kept.
  const lobby = new Listener();
  await lobby.listen(
    async (req, res) => {
      const alive = req.url === `${base}/healthz`;
      res
        .writeHead(alive ? 200 : 503, { 'content-type': 'text/plain', 'cache-control': 'no-store', 'retry-after': '5' })
        .end(alive ? 'ok\n' : 'waiting for the database or the stream\n');
      return true;
    },
    port,
    host,
  );
  const collector = await patiently(() => createCollector(settings), { log: createLog(settings.log ?? 'info') }).finally(() =>
    lobby.close(),
  );
  const name = host === '0.0.0.0' || host === '::' ? 'localhost' : host.includes(':') ? `[${host}]` : host;
  const origin = `http://${name}:${await collector.listen(port, host)}`;
  const address = `${origin}${base}`;
  console.log(
    `Shirube collector at ${address}\n  dashboard  ${address}/dashboard/\n  health     ${address}/healthz  ${address}/readyz  ${address}/metrics`,
  );
  if (collector.adminPath) console.log(`  New admin, works once, for a day: ${origin}${collector.adminPath}`);
  let stopping = false;
  for (const signal of ['SIGTERM', 'SIGINT'] as const)
    process.on(signal, () => {
      // A second Ctrl-C does not wait any longer; what was acknowledged is on disk either way.
      if (stopping) process.exit(1);
      stopping = true;
      void collector.close().then(() => process.exit(0));
    });
}

function backup(): void {
  const { out } = values;
  const data = values.data ?? env['SHIRUBE_DATA'] ?? '.data/collector';
  if (!out) throw new Error('Say where the copy goes: shirube-collector backup --out FOLDER');
  if (!existsSync(join(data, 'shirube.db')))
    throw new Error(`There is no embedded store in ${data}. Check --data. (PostgreSQL is backed up with pg_dump.)`);
  if (existsSync(out)) throw new Error(`${out} exists already. Choose another name; a backup never overwrites.`);
  mkdirSync(out, { recursive: true });
  // The journal first: whatever of it is applied in the meantime is in the database copy, which knows how far it is.
  mkdirSync(join(out, 'journal'));
  for (const segment of readdirSync(join(data, 'journal')))
    try {
      cpSync(join(data, 'journal', segment), join(out, 'journal', segment));
    } catch (error) {
      // Removed in the meantime, because all of it is in the database.
      if ((error as { code?: unknown }).code !== 'ENOENT') throw error;
    }
  const db = openSqlite(join(data, 'shirube.db'));
  db.prepare('VACUUM INTO ?').run([join(out, 'shirube.db')]);
  db.close();
  console.log(`Backed up to ${out}. To restore, start a collector on a copy of that folder: shirube-collector --data FOLDER`);
}

try {
  const [command = 'serve'] = positionals;
  if (values.help) console.log(usage);
  else if (values.version)
    console.log((JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { version: string }).version);
  else if (command === 'serve') await serve();
  else if (command === 'backup') backup();
  else throw new Error(`There is no command "${command}". Known: serve, backup. See --help.`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
