// kill -9 under load, again and again: of the collector, of PostgreSQL, of a node of the stream. Afterwards every acknowledged event must be
// stored once, every person's state stepped once per event, and every mail handed over once.
import { SMTPServer } from 'smtp-server';
import { load, template } from '../bench/collector/load.mjs';
import { start } from '../bench/collector/start.mjs';

const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const gone = (child) =>
  new Promise((resolve) => (child.exitCode !== null || child.signalCode !== null ? resolve() : child.once('exit', resolve)));

async function postOffice() {
  const received = new Map();
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    onData(stream, _session, done) {
      let text = '';
      stream.on('data', (chunk) => (text += chunk));
      stream.on('end', () => {
        const id = /^X-Shirube-Mail: (\S+)/m.exec(text)?.[1] ?? '';
        received.set(id, (received.get(id) ?? 0) + 1);
        done();
      });
    },
  });
  // A sender that is killed cuts its conversation off.
  server.on('error', () => undefined);
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `smtp://127.0.0.1:${server.server.address().port}`,
    received,
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}

/** How many events this process has applied, by its own count. */
export const appliedBy = async ({ port }) =>
  Number(/^shirube_events_applied_total (\d+)/m.exec(await (await fetch(`http://127.0.0.1:${port}/metrics`)).text())?.[1] ?? 0);

/**
 * `seconds`: how long each round is under load. `env` says which collector; `victim(collector)` kills something and brings it back. `seed` decides the moments.
 * `beside`: settings of a second process on the same database, which the victim gets too. Gives a row for the table.
 */
export async function killRounds({ name, env, victim, rounds = 3, users = 40, seconds = 1.2, seed = 1, kills = 'collector', beside }) {
  const office = await postOffice();
  const settings = {
    SHIRUBE_LOG: 'silent',
    ...env,
    SHIRUBE_SMTP: office.url,
  };
  let random = seed;
  const chance = () => (random = (Math.imul(random, 1103515245) + 12345) >>> 0) / 2 ** 32;
  let collector = await start(settings);
  let other = beside && (await start({ ...settings, ...beside }));
  const { make, events } = template({ key: 'pk_bench', host: '127.0.0.1', now: Date.now(), users, accounts: 5 });
  // Each person identifies with an address, so that real mails go out.
  const people = Array.from({ length: users }, (_, u) => ({
    messageId: `id-${u}`,
    type: 'identify',
    userId: `user-${String(u).padStart(7, '0')}`,
    traits: { email: `u${u}@example.com` },
    context: { accountId: `account-${String(u % 5).padStart(5, '0')}` },
  }));
  const introduce = async () => {
    for (;;) {
      try {
        if (
          (
            await fetch(`http://127.0.0.1:${collector.port}/v1/batch`, {
              method: 'POST',
              body: JSON.stringify({ writeKey: 'pk_bench', batch: people }),
            })
          ).ok
        )
          return;
      } catch {
        // The victim is down; the next try finds it again.
      }
      await wait(100);
    }
  };
  const acknowledged = new Set();
  const tried = new Set();
  let first = 0;
  let sent = 0;
  const onAck = (n) => acknowledged.add(n);
  await introduce();
  for (let round = 0; round < rounds; round++) {
    let over = false;
    const running = load({ port: collector.port, make, first, seconds, connections: 8, onAck }).finally(() => (over = true));
    await wait((0.12 + chance() * 0.6) * seconds * 1000);
    const next = await victim({
      collector,
      other,
      loaded: () => !over,
      killOther: async () => {
        other.child.kill('SIGKILL');
        await gone(other.child);
      },
      startOther: async () => void (other = await start({ ...settings, ...beside })),
      kill: async () => {
        collector.child.kill('SIGKILL');
        await gone(collector.child);
        collector = await start(settings);
      },
    });
    void next;
    const result = await running;
    for (let n = first; n < result.next; n++) tried.add(n);
    sent += result.next - first;
    first = result.next;
    // Clients send again what was not acknowledged, and some of what was.
    const again = [...tried].filter((n) => !acknowledged.has(n) || chance() < 0.1);
    for (let pass = 0; pass < 20 && again.length; pass++) {
      let i = 0;
      const done = new Set();
      await load({
        port: collector.port,
        make: () => make(again[i++ % again.length]),
        seconds: 20,
        count: again.length,
        connections: 1,
        onAck: (n) => done.add(n),
      });
      for (const [at, n] of again.entries()) if (done.has(at)) acknowledged.add(n);
      sent += again.length;
      if (done.size === again.length) break;
      await wait(300);
    }
  }
  const ask = async (sql) => (await collector.ask('query', { sql })).rows;
  const until = Date.now() + 60_000;
  // A count of what waits may be a second old: only what stays at nothing is nothing.
  for (let quiet = 0; quiet < 4 && Date.now() < until; await wait(400)) {
    const { inbox } = await collector.ask('left').catch(() => ({ inbox: 1 }));
    const [{ n }] = await ask(`SELECT COUNT(*) AS n FROM mails WHERE status IN ('queued', 'sending')`);
    quiet = inbox || n ? 0 : quiet + 1;
  }
  const [stored] = await ask(
    `SELECT COUNT(*) AS n, COUNT(DISTINCT message_id) AS ids FROM events WHERE source = 'wire' AND message_id LIKE '0192f000%'`,
  );
  const found = new Set(
    (await ask(`SELECT message_id FROM events WHERE source = 'wire' AND message_id LIKE '0192f000%'`)).map((row) => row.message_id),
  );
  let lost = 0;
  for (const n of acknowledged)
    for (let i = 0; i < events; i++)
      if (!found.has(`0192f000-0000-7000-8000-${String(n).padStart(10, '0')}${String(i).padStart(2, '0')}`)) lost++;
  // Each person's own counter must be what is stored of them: once per event, never twice.
  const counted = new Map(
    (await ask(`SELECT user_id, COUNT(*) AS n FROM events WHERE event = 'invoice_sent' GROUP BY user_id`)).map((row) => [
      row.user_id,
      row.n,
    ]),
  );
  let stepped = 0;
  for (const { user_id: user, state } of await ask('SELECT user_id, state FROM users WHERE anonymous = 0')) {
    const ev = JSON.parse(state).ev['e:invoice_sent'];
    if ((ev?.n ?? 0) !== (counted.get(user) ?? 0)) stepped++;
  }
  const [mails] = await ask(`SELECT COUNT(*) AS n FROM mails WHERE mail = 'onboarding'`);
  const [double] = await ask(
    'SELECT COUNT(*) AS n FROM (SELECT tenant, account_id, user_id, effect_id FROM effects GROUP BY tenant, account_id, user_id, effect_id HAVING COUNT(*) > 1) d',
  );
  const [uncertain] = await ask(`SELECT COUNT(*) AS n FROM mails WHERE status = 'uncertain'`);
  collector.child.send({ ask: 'stop' });
  await gone(collector.child);
  if (other && other.child.signalCode === null) {
    other.child.send({ ask: 'stop' });
    await gone(other.child);
  }
  await office.close();
  return {
    what: name,
    'kill -9 of': kills,
    rounds,
    'batches sent': sent,
    'events acknowledged': acknowledged.size * events,
    lost,
    'stored twice': stored.n - stored.ids,
    'states stepped wrongly': stepped,
    'effects twice': double.n,
    'onboarding mails': mails.n,
    'mails delivered twice': [...office.received.values()].filter((n) => n > 1).length,
    'mails left uncertain': uncertain.n,
    people: users,
  };
}
