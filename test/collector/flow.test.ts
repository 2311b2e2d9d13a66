import { readFileSync } from 'node:fs';
import type { Config } from '@shirube/engine';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { DAY, MIN, rig, type Rig } from './helpers';
import { smtp, type Smtp } from './smtp';

const config = JSON.parse(readFileSync('examples/haruiro-billing/shirube.json', 'utf8')) as Config;
const READER = 'Mozilla/5.0 (Macintosh; Intel Mac OS X 14_0) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Safari/605.1.15';
const APPLE_PROXY = 'Mozilla/5.0';
let r: Rig;
let mail: Smtp;
const path = (address: string) => new URL(address).pathname.replace(/^\/c/, '');
const pixelOf = (html: string | undefined) => path(/<img src="([^"]+)"/.exec((html ?? '').replaceAll('&#38;', '&'))?.[1] ?? '');
const linkOf = (html: string | undefined) => path(/<a href="([^"]+\/t\/c\/[^"]+)"/.exec(html ?? '')?.[1] ?? '');
const fetchAs = (where: string, agent: string) => fetch(r.url + where, { headers: { 'user-agent': agent }, redirect: 'manual' });
const tasks = (user: string) =>
  r.query<{ step: string; status: string; close_reason: string | null }>(
    'SELECT step, status, close_reason FROM tasks WHERE user_id = ? ORDER BY created_at',
    [user],
  );
const segmentsOf = async (user: string) =>
  (await r.query<{ segment: string }>('SELECT segment FROM segments WHERE user_id = ? AND left_at IS NULL ORDER BY segment', [user])).map(
    (row) => row.segment,
  );

beforeEach(async () => {
  mail = await smtp();
  r = await rig({ config, smtp: mail.url });
});
afterEach(async () => {
  await r.stop();
  await mail.close();
});

async function firstLogin(user: string) {
  const person = r.as(user, `acct-${user}`);
  await person.identify({
    locale: 'ja',
    email: `${user}@example.com`,
    settings_company: false,
    settings_registration_number: false,
    settings_bank: false,
    settings_tax_rounding: false,
    settings_sender: false,
  });
  await person.track('login');
  return person;
}

describe('after the first login', () => {
  test('a Japanese customer gets the onboarding mail once, as text and HTML, with a way out', async () => {
    await firstLogin('sato');
    expect(await segmentsOf('sato')).toContain('first-login');
    expect(mail.received).toHaveLength(1);
    const [{ to, mail: parsed }] = mail.received as [Smtp['received'][number]];
    expect(to).toBe('sato@example.com');
    expect(parsed.subject).toBe('ハルイロ請求へようこそ:最初の請求書は5分で送れます');
    expect(parsed.text).toContain('1. 5つの初期設定を入力する');
    expect(parsed.html).toContain('<ol');
    const header = (name: string) => parsed.headers.find((h) => h.key === name)?.value;
    expect(header('list-unsubscribe')).toMatch(/^<http:\/\/127\.0\.0\.1:1\/c\/t\/u\//);
    expect(header('list-unsubscribe-post')).toBe('List-Unsubscribe=One-Click');
    await r.collector.settle();
    expect(mail.received).toHaveLength(1);
  });

  test('somebody who leaves the mail unread for three business days is called, and the task closes itself at the next login', async () => {
    const person = await firstLogin('ogawa');
    await r.pass(2 * DAY + 23 * 60 * MIN);
    expect(await tasks('ogawa')).toEqual([]);
    // Wednesday to Monday: the weekend does not count.
    await r.pass(3 * DAY);
    expect(await tasks('ogawa')).toEqual([{ step: 'call', status: 'open', close_reason: null }]);
    await person.track('login');
    expect(await tasks('ogawa')).toEqual([{ step: 'call', status: 'closed', close_reason: 'reason_gone' }]);
  });

  test('somebody who opens the mail is not called', async () => {
    await firstLogin('abe');
    r.clock.advance(10 * MIN);
    const answer = await fetchAs(pixelOf(mail.received[0]?.mail.html), READER);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'image/gif']);
    await r.pass(6 * DAY);
    expect((await tasks('abe')).filter((t) => t.step === 'call')).toEqual([]);
  });

  test('somebody who logs in without opening it is not called', async () => {
    const person = await firstLogin('mori');
    await r.pass(DAY);
    await person.track('login');
    await r.pass(6 * DAY);
    expect((await tasks('mori')).filter((t) => t.step === 'call')).toEqual([]);
  });

  test('a click counts as opened, and leads on to the app', async () => {
    await firstLogin('kato');
    r.clock.advance(10 * MIN);
    const answer = await fetchAs(linkOf(mail.received[0]?.mail.html), READER);
    expect([answer.status, answer.headers.get('location')]).toEqual([302, 'https://app.example/dashboard']);
    await r.pass(6 * DAY);
    expect((await tasks('kato')).filter((t) => t.step === 'call')).toEqual([]);
    expect(await r.query('SELECT opened_at, clicked_at FROM mails WHERE user_id = ? AND mail = ?', ['kato', 'onboarding'])).toEqual([
      { opened_at: expect.any(Number), clicked_at: expect.any(Number) },
    ]);
  });

  test('a machine that prefetches the pixel has not read the mail', async () => {
    await firstLogin('ueda');
    const [html] = [mail.received[0]?.mail.html];
    await fetchAs(pixelOf(html), READER); // in the same second: faster than any reader
    r.clock.advance(10 * MIN);
    await fetchAs(pixelOf(html), APPLE_PROXY);
    await r.pass(6 * DAY);
    expect(await tasks('ueda')).toEqual([{ step: 'call', status: 'open', close_reason: null }]);
    expect(await r.query('SELECT machine_opens, opened_at FROM mails WHERE user_id = ? AND mail = ?', ['ueda', 'onboarding'])).toEqual([
      { machine_opens: 2, opened_at: null },
    ]);
  });

  test('a mail that the server refuses asks for the right address instead of a follow-up call', async () => {
    mail.refuse.add('endo@example.com');
    await firstLogin('endo');
    expect(await tasks('endo')).toEqual([{ step: 'wrong-address', status: 'open', close_reason: null }]);
    await r.pass(6 * DAY);
    expect((await tasks('endo')).map((t) => t.step)).toEqual(['wrong-address']);
  });

  test('a mail server that is busy gets the mail a minute later', async () => {
    mail.busy.add('hara@example.com');
    await firstLogin('hara');
    expect(mail.received).toHaveLength(0);
    await r.pass(2 * MIN);
    expect(mail.received.map((m) => m.to)).toEqual(['hara@example.com']);
  });

  test('a bounce that comes back hours later through the webhook becomes the address task, and nothing more is sent there', async () => {
    await firstLogin('ono');
    await r.pass(3 * 60 * MIN);
    const token = await r.collector.makeToken('main', 'mail service', 'member');
    const [row] = await r.query<{ id: string }>('SELECT id FROM mails WHERE user_id = ?', ['ono']);
    const answer = await fetch(`${r.url}/v1/hooks/mail`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}` },
      body: JSON.stringify([{ event: 'bounce', 'smtp-id': `<${row?.id}@collector>` }]),
    });
    expect(await answer.json()).toEqual({ taken: 1, ignored: 0 });
    await r.collector.settle();
    expect((await tasks('ono')).map((t) => t.step)).toEqual(['wrong-address']);
    await r.pass(4 * DAY);
    expect(await r.query('SELECT status, error FROM mails WHERE user_id = ? AND mail = ?', ['ono', 'settings-support'])).toEqual([
      { status: 'suppressed', error: 'bounced' },
    ]);
    expect(mail.received).toHaveLength(1);
  });
});

describe('the whole flow', () => {
  test('settings left undone bring the support mail, settings done the operation mail, and a replay of every event changes nothing', async () => {
    const person = await firstLogin('minato');
    await r.pass(DAY);
    await person.track('login');
    await r.pass(2 * DAY + 60 * MIN);
    expect(await segmentsOf('minato')).toContain('settings-incomplete');
    expect(mail.received.map((m) => m.mail.subject)).toEqual([
      'ハルイロ請求へようこそ:最初の請求書は5分で送れます',
      '初期設定の残りをお手伝いします',
    ]);
    await person.identify({
      settings_company: true,
      settings_registration_number: true,
      settings_bank: true,
      settings_tax_rounding: true,
      settings_sender: true,
    });
    expect(await segmentsOf('minato')).toContain('settings-managed');
    expect(await segmentsOf('minato')).not.toContain('settings-incomplete');
    expect(mail.received.at(-1)?.mail.subject).toBe('設定完了:毎月の請求を楽にする使い方');

    const counts = () =>
      r.query(
        'SELECT (SELECT COUNT(*) FROM events) AS events, (SELECT COUNT(*) FROM effects) AS effects, (SELECT COUNT(*) FROM mails) AS mails',
      );
    const before = await counts();
    const rows = await r.query<{ message_id: string; type: string; event: string; props: string; at: number }>(
      `SELECT message_id, type, event, props, at FROM events WHERE user_id = 'minato' AND source = 'wire' ORDER BY id`,
    );
    for (let round = 0; round < 2; round++)
      await r.send(
        rows.map((row) => ({
          messageId: row.message_id,
          type: row.type,
          event: row.event,
          userId: 'minato',
          [row.type === 'identify' ? 'traits' : 'properties']: JSON.parse(row.props) as object,
          timestamp: new Date(row.at).toISOString(),
          context: { accountId: 'acct-minato' },
        })),
      );
    await r.collector.settle();
    expect(await counts()).toEqual(before);
    expect(mail.received).toHaveLength(3);
  });

  test('a collector that is stopped for a week catches up with every wait when it starts again', async () => {
    await firstLogin('yuki');
    r.clock.advance(7 * DAY);
    await r.restart();
    await r.collector.settle();
    expect((await tasks('yuki')).map((t) => t.step)).toContain('call');
    expect(mail.received.map((m) => m.mail.subject)).toContain('初期設定の残りをお手伝いします');
  });
});
