import { fill, pickText } from '@shirube/engine';
import { describe, expect, test } from 'vitest';
import { businessInstant } from './business-hours';
import { mailLinks } from './links';
import { looksLikeMachine } from './machine';
import { blocks, toHtml, toText } from './markdown';

const at = (text: string) => Date.parse(text);
const same = (href: string) => href;

describe('when a mail goes out', () => {
  const hours = { from: '09:00', to: '18:00' };
  const due = (from: string, zone = 'Asia/Tokyo', holidays: string[] = []) =>
    new Date(businessInstant(at(from), zone, hours, holidays)).toISOString();
  test('somebody who signs in at night gets it when the office opens', () => {
    expect(due('2026-04-01T23:30:00+09:00')).toBe('2026-04-02T00:00:00.000Z');
    expect(due('2026-04-02T07:00:00+09:00')).toBe('2026-04-02T00:00:00.000Z');
    expect(due('2026-04-02T12:34:56+09:00')).toBe('2026-04-02T03:34:56.000Z');
  });
  test('Friday evening becomes Monday morning, and a holiday Monday becomes Tuesday', () => {
    expect(due('2026-04-03T18:00:00+09:00')).toBe('2026-04-06T00:00:00.000Z');
    expect(due('2026-04-03T18:00:00+09:00', 'Asia/Tokyo', ['2026-04-06'])).toBe('2026-04-07T00:00:00.000Z');
  });
  test('the hours are those of the account, also on the day when summer time begins', () => {
    expect(due('2026-03-27T20:00:00+01:00', 'Europe/Berlin')).toBe('2026-03-30T07:00:00.000Z');
  });
});

describe('what a mail says', () => {
  const app = { appUrl: 'https://app.example/' };
  test('names are filled in, missing ones have a word, and nobody’s name becomes a link', () => {
    const facts = { traits: { name: '[x](https://evil.example) **' }, account: { plan: 'pro (2)' } };
    expect(fill('{{trait.name}} {{trait.none|friend}} {{account.plan}} {{link./settings,a}}', 'en', facts, app)).toBe(
      '［x］(https://evil.example) ＊＊ friend pro (2) https://app.example/settings,a',
    );
    const [block] = blocks(fill('{{trait.name}}', 'en', facts));
    expect(block).toEqual({ kind: 'paragraph', parts: [{ text: '［x］(https://evil.example) ＊＊' }] });
  });
  test('a name that looks like a heading or a list is a name', () => {
    const shown = (name: string) => blocks(fill('{{trait.name}}', 'en', { traits: { name }, account: {} })).map(({ kind }) => kind);
    expect(['# Ann', '- Ann', '1. Ann', 'Ann\n\n# Bob'].map(shown)).toEqual([['paragraph'], ['paragraph'], ['paragraph'], ['paragraph']]);
  });
  test('an address of the app’s own may come from a value, and what mails may not lead to stays words', () => {
    const html = (url: string) => toHtml(blocks(fill('Go [there]({{trait.url}})', 'en', { traits: { url }, account: {} })), same);
    expect(html('https://app.example/reset?token=a%2Fb')).toContain('href="https://app.example/reset?token=a%2Fb"');
    expect(html('javascript:alert(1)')).not.toContain('href');
  });
  test('numbers, days and plurals are as the language of the mail has them, instants in the zone of the account', () => {
    const facts = { traits: { open: 3, seen: '2026-11-30T22:30:00Z' }, account: { seats: 12000, ends: '2026-12-01' } };
    const say = (text: string, lang: string) => fill(text, lang, facts, { timeZone: 'Asia/Tokyo' });
    expect(
      say(
        '{{trait.open, plural, one {# invoice waits} other {# invoices wait}}} – {{account.seats, number}} seats until {{account.ends, date, long}}, seen {{trait.seen, date}}',
        'en',
      ),
    ).toBe('3 invoices wait – 12,000 seats until December 1, 2026, seen Dec 1, 2026');
    expect(say('{{account.seats, number}}席は{{account.ends, date, long}}まで({{trait.seen, date}})', 'ja')).toBe(
      '12,000席は2026年12月1日まで(2026/12/01)',
    );
  });
  test('the language is the person’s, else its base, else the default', () => {
    const text = { ja: 'あ', en: 'a' };
    expect(['ja', 'ja-JP', 'fr', 'en-GB'].map((lang) => pickText(text, lang, 'en')[0])).toEqual(['あ', 'あ', 'a', 'a']);
  });
  test('markup in the source stays text, and only web and mail addresses become links', () => {
    const list = blocks(
      '# Hi <b>\n\n<script>alert(1)</script> **bold** [go](javascript:void)\n\n[Open](https://app.example/a?b=1&c="2)\n\n1. one\n2. two',
    );
    const html = toHtml(list, same);
    expect(html).not.toMatch(/<script|<b>|javascript:/);
    expect(html).toContain('<strong>bold</strong> go');
    expect(html).toContain('href="https://app.example/a?b=1&#38;c=&#34;2"');
    expect(toText(list, same)).toBe(
      'Hi <b>\n\n<script>alert(1)</script> bold go\n\nOpen\nhttps://app.example/a?b=1&c="2\n\n1. one\n2. two',
    );
  });
});

describe('who opened it', () => {
  const look = (more: Partial<Parameters<typeof looksLikeMachine>[0]>) =>
    looksLikeMachine({
      method: 'GET',
      agent: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/140 Safari/537.36',
      purpose: undefined,
      sinceSent: 60_000,
      kind: 'open',
      ...more,
    });
  test('a person with a browser or a mail program', () => {
    expect([
      look({}),
      look({ kind: 'click' }),
      look({ agent: 'Mozilla/5.0 (Windows NT 5.1; rv:11.0) Gecko Firefox/11.0 (via ggpht.com GoogleImageProxy)' }),
    ]).toEqual([undefined, undefined, undefined]);
  });
  test('not a privacy proxy, a scanner, a prefetch, or something faster than any reader', () => {
    expect([
      look({ agent: 'Mozilla/5.0' }),
      look({ agent: '' }),
      look({ agent: 'Barracuda Sentinel (EE)' }),
      look({ agent: 'curl/8.0' }),
      look({ purpose: 'prefetch' }),
      look({ method: 'HEAD' }),
      look({ sinceSent: 900, kind: 'click' }),
    ]).toEqual(['privacy proxy', 'no agent', 'agent', 'agent', 'prefetch', 'method', 'too fast']);
  });
  test('a link works only as it was made', () => {
    const links = mailLinks('https://c.example/shirube/', 'secret');
    const path = new URL(links.click('A'.repeat(22), 3)).pathname.replace('/shirube', '');
    expect(links.read(path)).toEqual({ kind: 'c', mail: 'A'.repeat(22), index: 3 });
    expect([
      links.read(path.replace('/3/', '/4/')),
      links.read(path.replace('/c/', '/u/')),
      mailLinks('https://c.example', 'other').read(path),
    ]).toEqual([undefined, undefined, undefined]);
  });
});
