/** Where webhooks go: slow, forgetful, or a chat that reads signs of its own. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Config } from '@shirube/engine';
import { afterEach, expect, test } from 'vitest';
import { DAY, rig, START, type Rig } from './helpers';

let r: Rig;
/** Servers on the other side: they go after the collector, which keeps connections to them. */
const others: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  await r.stop();
  for (const close of others.splice(0)) await close();
});
/** A receiver of webhooks; gives its address. */
async function receiver(take: (req: IncomingMessage, res: ServerResponse) => void): Promise<string> {
  const server = createServer(take);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  others.push(() => new Promise((resolve) => server.close(resolve)));
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/`;
}
const config = {
  shirube: 1,
  mails: [
    { id: 'hello', subject: { en: 'Hello', ja: 'こんにちは' }, body: 'Hello {{trait.name|friend}}' },
    { id: 'access', subject: 'Your access', body: 'Here it is', transactional: true },
  ],
  milestones: [{ id: 'sent', when: { kind: 'event', name: 'invoice_sent' } }],
  flows: [
    { id: 'f', start: { kind: 'event', name: 'hello' }, steps: [{ do: 'email', id: 'm', mail: 'hello' }] },
    {
      id: 'later',
      start: { kind: 'event', name: 'start' },
      steps: [
        { do: 'wait', id: 'w', for: '1d' },
        { do: 'email', id: 'm', mail: 'hello' },
        { do: 'email', id: 'a', mail: 'access' },
      ],
    },
  ],
} as Config;
const mails = (columns: string, user = '%') =>
  r.query(`SELECT ${columns} FROM mails WHERE user_id LIKE ? ORDER BY requested_at, mail, user_id`, [user]);

test('a webhook whose answer could not be noted is sent again under the same id', async () => {
  const ids: unknown[] = [];
  const url = await receiver((req, res) => void (ids.push(req.headers['webhook-id']), res.end()));
  r = await rig({
    webhooks: { allowHosts: ['127.0.0.1'] },
    config: {
      shirube: 1,
      flows: [{ id: 'f', start: { kind: 'event', name: 'hello' }, steps: [{ do: 'webhook', id: 'crm', url }] }],
    } as Config,
  });
  const { store } = r.collector;
  await store.tx((t) =>
    t.run(`CREATE TRIGGER full BEFORE UPDATE ON webhooks WHEN NEW.status = 'done' BEGIN SELECT RAISE(ABORT, 'disk full'); END`),
  );
  await expect(r.as('u', 'acme').track('hello')).rejects.toThrow(/disk full/);
  await store.tx((t) => t.run('DROP TRIGGER full'));
  await r.collector.settle();
  expect(await r.query('SELECT status FROM webhooks')).toEqual([{ status: 'done' }]);
  expect(ids).toEqual([ids[0], ids[0]]);
});

test('a receiver that takes its time holds up nobody’s waiting, and nobody’s mail', async () => {
  let answer: () => void = () => undefined;
  let asked = 0;
  const url = await receiver((_req, res) => {
    asked++;
    answer = () => res.end();
  });
  const flows = [
    ...(config.flows ?? []),
    { id: 'slow', start: { kind: 'event', name: 'slow' }, steps: [{ do: 'webhook', id: 'crm', url }] },
  ];
  r = await rig({ manual: false, webhooks: { allowHosts: ['127.0.0.1'] }, config: { ...config, flows } as Config });
  await r.send([
    { messageId: 's', type: 'track', event: 'slow', userId: 'u', timestamp: new Date(START).toISOString() },
    { messageId: 't', type: 'track', event: 'start', userId: 'u', timestamp: new Date(START).toISOString() },
  ]);
  await expect.poll(() => asked, { timeout: 10_000 }).toBe(1);
  r.clock.advance(DAY);
  await expect.poll(() => mails('status'), { timeout: 8000 }).toEqual([{ status: 'sent' }, { status: 'sent' }]);
  expect(await r.query('SELECT status FROM webhooks')).toEqual([{ status: 'sending' }]);
  answer();
});

test('a message to Slack names an account as it is, and calls nobody with it', async () => {
  const bodies: string[] = [];
  const url = await receiver((req, res) => {
    req.on('data', (chunk) => bodies.push(String(chunk)));
    req.on('end', () => res.end());
  });
  r = await rig({
    webhooks: { allowHosts: ['127.0.0.1'] },
    config: {
      shirube: 1,
      flows: [
        {
          id: 'f',
          start: { kind: 'event', name: 'hello' },
          steps: [{ do: 'webhook', id: 'team', url, format: 'slack', text: 'Call {{account.id}} ({{user.id}})' }],
        },
      ],
    } as Config,
  });
  await r.as('<!channel>', '$&$`<https://evil.example|A&B>').track('hello');
  expect(bodies.map((body) => (JSON.parse(body) as { text: string }).text)).toEqual([
    'Call $&amp;$`&lt;https://evil.example|A&amp;B&gt; (&lt;!channel&gt;)',
  ]);
});
