/** @shirube/collector: takes events over HTTP, keeps them durably, runs success flows, sends mails, and serves the dashboard. */
import { existsSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Config } from '@shirube/engine';
import { createApi } from './api/router';
import { Auth } from './http/auth';
import type { ApiDeps } from './http/api';
import { Metrics } from './http/metrics';
import { createHandler, Host, Intake, type Collector } from './host/collector';
import { systemClock, TravelClock, type Clock } from './host/clock';
import { checkOptions } from './host/check';
import { commands } from './host/commands';
import { Configs } from './host/configs';
import { Days } from './host/day';
import { Hooks } from './host/hooks';
import { Learning } from './host/learning';
import { levels } from './host/levels';
import { keepWarm } from './host/warm';
import { Listener } from './host/listener';
import { Live } from './host/live';
import { createLog, reasonOf } from './host/log';
import { Meta } from './host/meta';
import type { CollectorOptions } from './host/options';
import { Post } from './host/post';
import { Programs } from './host/programs';
import { setUpTenants, firstAdminPath, tenantList } from './host/tenants';
import { composer } from './mail/compose';
import { mailLinks } from './mail/links';
import { Buckets } from './security/bucket';
import { identityVerifier } from './security/jwt';
import { WriteKeys } from './security/keys';
import { Sessions } from './security/sessions';
import { mailboxSender } from './senders/mailbox';
import { smtpSender } from './senders/smtp';
import { InboxSink } from './sinks/inbox';
import type { Sink } from './sinks/port';
import { JournalSink } from './sinks/journal';
import { JetStreamSink } from './sinks/jetstream';
import { PostgresStore } from './stores/postgres';
import { SqliteStore } from './stores/sqlite';

export type { Collector, CollectorOptions, Clock };
export { TravelClock, systemClock };
export type { Store } from './stores/port';
export { verifySignature } from './senders/webhook';
export type { LrsSettings } from './senders/xapi';

const DATA = '.data/collector';

/** Opens the store, takes up what waits, and gives a collector that is ready to be mounted or to listen. */
export async function createCollector(options: CollectorOptions = {}): Promise<Collector> {
  checkOptions(options);
  const log = createLog(options.log ?? 'info');
  const store = options.databaseUrl
    ? new PostgresStore({ databaseUrl: options.databaseUrl })
    : new SqliteStore({ dataDir: options.dataDir ?? DATA, ...(options.engine && { engine: options.engine }) });
  try {
    await store.migrate();
    return await assemble(options, store, log);
  } catch (error) {
    await store.close().catch(() => undefined);
    throw error;
  }
}

async function assemble(
  options: CollectorOptions,
  store: PostgresStore | SqliteStore,
  log: ReturnType<typeof createLog>,
): Promise<Collector> {
  const meta = new Meta(store);
  const clock =
    options.clock ?? (options.demoAdmin ? new TravelClock(() => Date.now(), Number((await meta.get('clock_offset')) ?? 0)) : systemClock);
  const basePath = (options.basePath ?? '').replace(/\/$/, '');
  const dashboardPath = options.dashboardPath ?? '/dashboard';
  const publicUrl = options.publicUrl ?? `http://localhost:4000${basePath}`;
  const links = mailLinks(publicUrl, await meta.secret('link_secret'));
  const programs = new Programs();
  const live = new Live();
  const metrics = new Metrics();
  const buckets = new Buckets(() => performance.now());
  const keys = new WriteKeys(store);
  // Who lets days pass in the demo stays signed in: a sign-in is as old as it really is.
  const sessions = new Sessions(store, options.clock ?? systemClock);
  const inbox = new InboxSink(store);
  await inbox.open();
  if (options.nats && !options.databaseUrl)
    throw new Error(
      'NATS in front needs PostgreSQL behind it. Probably --database-url is missing. Set DATABASE_URL, or leave NATS_URL out.',
    );
  const sink = options.nats
    ? await JetStreamSink.open(options.nats, log)
    : options.databaseUrl
      ? inbox
      : await JournalSink.open(join(options.dataDir ?? DATA, 'journal'), store, (message, detail) => log.error(detail, message));
  const sender = options.smtp ? smtpSender(options.smtp, new URL(publicUrl).hostname) : mailboxSender();
  const learning = new Learning({ store, clock, programs, metrics, appUrl: options.appUrl ?? new URL(publicUrl).origin, log });
  const context = {
    clock,
    learning,
    days: new Days(),
    programs,
    concurrent: store.dialect === 'postgres',
    compose: composer({
      links,
      transport: sender.name,
      appUrl: options.appUrl ?? publicUrl.replace(/\/shirube$/, ''),
      now: () => clock.now(),
    }),
  };
  const appended = (n: number) => inbox.appended(n);
  const note = (message: string, detail: Record<string, unknown>) => log.info(detail, message);
  const post = new Post({
    store,
    clock,
    programs,
    sender,
    links,
    defaultFrom: options.mailFrom ?? `Shirube <no-reply@${hostname()}>`,
    appended,
    log: note,
  });
  const hooks = new Hooks({
    store,
    clock,
    secret: async (tenant) => options.webhookSecret ?? meta.secret(`webhook_secret:${tenant}`, 'whsec_'),
    guard: options.webhooks ?? {},
    log: note,
  });
  let host: Host | undefined = undefined;
  const wake = () => host?.worker.wake();
  const configs = new Configs(store, programs, clock, log, wake);
  const tenants = await setUpTenants(options, store, clock, configs);
  for (const { slug = 'main', lrs } of tenantList(options)) if (lrs) learning.use(tenants.get(slug) ?? 0, lrs);
  await keys.refresh();
  const running = new Host({
    store,
    inbox,
    sink,
    context,
    post,
    hooks,
    live,
    metrics,
    log,
    clock,
    configs,
    learning,
    senders: [sender],
    role: options.role ?? 'all',
    manual: options.manual ?? false,
    slice: store.dialect === 'postgres' ? 100 : 50,
    mostBacklog: 100_000,
  });
  host = running;
  const api: ApiDeps = {
    store,
    clock,
    program: (tenant) => programs.get(tenant),
    live: (tenant, listener) => live.follow(tenant, listener),
    ...commands({ store, clock, appended, applied: () => running.applied(), scrub: async () => (sink as Sink).scrub?.() }),
  };
  const verify = identityVerifier(options.identity ?? {}, () => clock.now());
  const trustProxy = options.trustProxy ?? false;
  const first = await firstAdminPath(options, store, sessions, tenants);
  const intake = new Intake({
    sink,
    keys,
    clock,
    buckets,
    verify,
    trustProxy,
    addressRate: options.addressRate ?? 200,
    metrics,
    serverToken: async (token) => {
      const found = await sessions.byToken(token);
      return found && (found.ingestOnly || found.session.role === 'admin') ? found.session.tenant : undefined;
    },
    overloaded: () => running.overloaded,
  });
  running.intake = intake;
  const dashboardDir = options.dashboardDir ?? bundledDashboard();
  const settle = async () => {
    await running.settle();
    if (clock instanceof TravelClock && options.demoAdmin && !options.clock) await meta.set('clock_offset', String(clock.offset));
  };
  const read = createApi(api);
  const handler = createHandler({
    intake,
    api: read,
    basePath,
    dashboardPath,
    dashboardDir,
    auth: new Auth({
      sessions,
      buckets,
      basePath,
      dashboardPath,
      trustProxy,
      demo: first.demo,
      travel: options.demoAdmin === true,
      log: note,
    }),
    state: { store, keys, verify, clock, applied: () => running.applied() },
    tracking: { store, clock, links, appended },
    hooks: { store, clock, appended },
    ops: { store, clock, sessions, keys, sink, api, basePath, settle, travel: options.demoAdmin === true || options.manual === true },
    metricsText: async () => metrics.text({ backlog: (await sink.source.backlog()) ?? 0, ...(await levels(store)) }),
    ready: async () => {
      try {
        await store.check();
        if (sink !== inbox) await sink.check();
        if (running.outdated) return 'schema';
        return running.overloaded && options.role !== 'worker' ? 'backlog' : undefined;
      } catch {
        return 'store';
      }
    },
    took: (seconds) => metrics.took(seconds),
    error: (error, path) => log.error({ path: path.split('/').slice(0, 3).join('/'), ...reasonOf(error) }, 'request failed'),
  });
  await running.start();
  const warm =
    options.manual || options.role === 'worker'
      ? undefined
      : keepWarm(
          read,
          () => tenants.values(),
          () => running.events,
          (error) => log.warn(reasonOf(error), 'figures could not be computed ahead'),
        );
  const listener = new Listener();
  const tenantId = (slug: string): number => {
    const id = tenants.get(slug);
    if (id === undefined) throw new Error(`There is no tenant "${slug}". Known: ${[...tenants.keys()].join(', ')}.`);
    return id;
  };
  return {
    handler,
    clock,
    store,
    api,
    tenants,
    backlog: () => running.backlog(),
    adminPath: first.path && `${basePath}${first.path}`,
    settle,
    retain: () => running.retain(),
    listen: (port, bind) => listener.listen(handler, port, bind),
    close: async () => {
      warm?.();
      await listener.close();
      await running.close();
    },
    activate: (slug: string, config: Config) => configs.activate(tenantId(slug), config).finally(wake),
    makeToken: (slug, label, role) => sessions.makeToken(tenantId(slug), label, role),
  };
}

/** The dashboard: in the repository the one that was built last, in the published package the copy that it brings along. */
function bundledDashboard(): string | undefined {
  return ['../../dashboard/dist', './dashboard']
    .map((path) => fileURLToPath(new URL(path, import.meta.url)))
    .find((path) => existsSync(`${path}/index.html`));
}
