// Real servers for tests and benchmarks: PostgreSQL and NATS from the system's packages, in folders that vanish, on free ports.
import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jetstreamManager } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';
import pg from 'pg';

const isRoot = () => process.getuid?.() === 0;
const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const exited = (child) =>
  child.exitCode !== null || child.signalCode !== null ? Promise.resolve() : new Promise((resolve) => child.once('exit', resolve));

/** Process ids of servers that run; whoever ends in a hurry takes them along. */
const running = new Set();
process.on('exit', () => {
  for (const pid of running) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It was gone already.
    }
  }
});
const track = (child) => {
  running.add(child.pid);
  child.once('exit', () => running.delete(child.pid));
  return child;
};

export const freePort = () =>
  new Promise((resolve) => {
    const server = createServer();
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });

/** Installs a Debian package when that is possible here; true when `found()` afterwards. */
function install(name, found) {
  if (found()) return true;
  if (!isRoot() || process.env.SHIRUBE_NO_INSTALL || !existsSync('/usr/bin/apt-get')) return false;
  try {
    execFileSync('apt-get', ['update', '-qq'], { stdio: 'ignore' });
    execFileSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', name], {
      stdio: 'ignore',
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
  } catch {
    return false;
  }
  return found();
}

function postgresBin() {
  const base = '/usr/lib/postgresql';
  const versions = existsSync(base)
    ? readdirSync(base)
        .filter((v) => existsSync(join(base, v, 'bin/initdb')))
        .sort((a, b) => Number(b) - Number(a))
    : [];
  return versions[0] && join(base, versions[0], 'bin');
}

/** PostgreSQL of its own, or DATABASE_URL; undefined with a word on the console when there is none. */
export async function startPostgres({ settings = [] } = {}) {
  const fresh = (url) => ({
    async database() {
      const name = `shirube_${Math.random().toString(36).slice(2, 10)}`;
      const client = new pg.Client({ connectionString: url });
      await client.connect();
      await client.query(`CREATE DATABASE ${name}`);
      await client.end();
      const own = new URL(url);
      own.pathname = `/${name}`;
      return own.href;
    },
  });
  if (process.env.DATABASE_URL)
    return {
      url: process.env.DATABASE_URL,
      ...fresh(process.env.DATABASE_URL),
      kill: undefined,
      restart: undefined,
      stop: async () => undefined,
    };
  if (!install('postgresql', () => !!postgresBin())) {
    console.warn(
      'PostgreSQL was not run: it is not installed and cannot be installed here. Install it (apt-get install postgresql), or set DATABASE_URL.',
    );
    return undefined;
  }
  const bin = postgresBin();
  const dir = mkdtempSync(join(tmpdir(), 'shirube-pg-'));
  const port = await freePort();
  // PostgreSQL refuses to run as root.
  const as = isRoot() ? ['runuser', '-u', 'postgres', '--'] : [];
  const command = (program, args) => [[...as, join(bin, program), ...args][0], [...as, join(bin, program), ...args].slice(1)];
  if (isRoot()) execFileSync('chown', ['postgres', dir]);
  chmodSync(dir, 0o700);
  execFileSync(
    ...command('initdb', ['-D', join(dir, 'data'), '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-instructions']),
    { stdio: 'ignore', cwd: '/' },
  );
  const url = `postgres://postgres@127.0.0.1:${port}/postgres`;
  const postmaster = () => {
    try {
      return Number(execFileSync('head', ['-1', join(dir, 'data/postmaster.pid')], { encoding: 'utf8' }));
    } catch {
      return undefined;
    }
  };
  let child;
  const start = async () => {
    const args = [
      '-D',
      join(dir, 'data'),
      '-p',
      String(port),
      '-h',
      '127.0.0.1',
      '-k',
      dir,
      '-c',
      'logging_collector=off',
      '-c',
      'log_min_messages=fatal',
      ...settings.flatMap((s) => ['-c', s]),
    ];
    const launch = () => (child = track(spawn(...command('postgres', args), { stdio: 'ignore', cwd: '/' })));
    launch();
    const until = Date.now() + 40_000;
    while (Date.now() < until) {
      // Shortly after a kill it refuses, as long as the memory of the killed ones is still there.
      if (child.exitCode !== null || child.signalCode !== null) launch();
      const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 1000 });
      client.on('error', () => undefined);
      try {
        await client.connect();
        await client.query('SELECT 1');
        await client.end();
        // Started through another program, the server has a process id of its own.
        const pid = postmaster();
        if (pid) running.add(pid);
        child.once('exit', () => running.delete(pid));
        return;
      } catch {
        await client.end().catch(() => undefined);
        await wait(50);
      }
    }
    throw new Error('PostgreSQL did not start.');
  };
  const kill = async () => {
    const pid = postmaster();
    if (!pid) return;
    // The postmaster and everything that it started, at once: as if the machine had gone.
    const children = execFileSync('ps', ['-o', 'pid=', '--ppid', String(pid)], { encoding: 'utf8' })
      .split('\n')
      .map(Number)
      .filter(Boolean);
    for (const one of [pid, ...children]) {
      try {
        process.kill(one, 'SIGKILL');
      } catch {
        // It ended by itself in between.
      }
    }
    await exited(child);
    const alive = (one) => {
      try {
        return process.kill(one, 0);
      } catch {
        return false;
      }
    };
    for (let i = 0; i < 200 && children.some(alive); i++) await wait(20);
    rmSync(join(dir, 'data/postmaster.pid'), { force: true });
  };
  await start();
  return {
    url,
    ...fresh(url),
    kill,
    restart: start,
    async stop() {
      const pid = postmaster();
      if (pid) process.kill(pid, 'SIGINT');
      await exited(child);
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

/** Resolves when the three know each other: when one of them takes a stream that is to be on all. */
async function together(servers) {
  for (let tries = 0; ; tries++) {
    const nc = await connect({ servers, maxReconnectAttempts: 0 }).catch(() => undefined);
    try {
      if (!nc) throw new Error('NATS did not start.');
      const { streams } = await jetstreamManager(nc);
      await streams.add({ name: 'ready', subjects: ['ready'], num_replicas: 3 });
      await streams.delete('ready');
      return;
    } catch (error) {
      if (tries > 100) throw error;
    } finally {
      await nc?.close();
    }
    await wait(200);
  }
}

/** Three NATS servers that hold every message on all three; undefined with a word on the console when there is none. */
export async function startNats() {
  const path = () => ['/usr/sbin/nats-server', '/usr/bin/nats-server', '/usr/local/bin/nats-server'].find((p) => existsSync(p));
  if (!install('nats-server', () => !!path())) {
    console.warn('NATS was not run: it is not installed and cannot be installed here. Install it (apt-get install nats-server).');
    return undefined;
  }
  const dir = mkdtempSync(join(tmpdir(), 'shirube-nats-'));
  const ports = [];
  for (let i = 0; i < 6; i++) ports.push(await freePort());
  const routes = ports
    .slice(3)
    .map((p) => `nats://127.0.0.1:${p}`)
    .join(', ');
  const nodes = [0, 1, 2].map((i) => {
    const file = join(dir, `n${i}.conf`);
    writeFileSync(
      file,
      `server_name: n${i}\nlisten: 127.0.0.1:${ports[i]}\njetstream { store_dir: "${dir}/s${i}", max_mem: 64M, max_file: 2G }\ncluster { name: shirube, listen: 127.0.0.1:${ports[i + 3]}, routes: [${routes}] }\n`,
    );
    return { file, child: undefined };
  });
  const start = (i) => void (nodes[i].child = track(spawn(path(), ['-c', nodes[i].file], { stdio: 'ignore' })));
  nodes.forEach((_, i) => start(i));
  await together(`127.0.0.1:${ports[0]}`);
  return {
    servers: ports.slice(0, 3).map((p) => `127.0.0.1:${p}`),
    async kill(i) {
      nodes[i].child.kill('SIGKILL');
      await exited(nodes[i].child);
    },
    restart: start,
    async stop() {
      for (const { child } of nodes) child.kill('SIGKILL');
      await Promise.all(nodes.map(({ child }) => exited(child)));
      rmSync(dir, { recursive: true, force: true });
    },
  };
}
