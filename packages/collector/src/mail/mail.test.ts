import { describe, expect, test } from 'vitest';
import { businessInstant } from './business-hours';
import { fill, pickText } from './fill';
import { mailLinks } from './links';
import { looksLikeMachine } from './machine';
import { blocks, toHtml, toText } from './markdown';

const at = (text: string) => Date.parse(text);
const same = (href: string) => href;

describe('when a mail goes out', () => {
  const hours = { from: '09:00', to: '18:00' };
  const due = (from: string, zone = 'Asia/Tokyo', holidays: string[] = []) => new Date(businessInstant(at(from), zone, hours, holidays)).toISOString();
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
  test('names are filled in, missing ones have a word, and nobody’s name becomes a link', () => {
    const fillings = { traits: { name: '[x](https://evil.example) **' }, account: { plan: 'pro' }, appUrl: 'https://app.example/' };
    expect(fill('{{trait.name}} {{trait.none|friend}} {{account.plan}} {{link./settings}}', fillings)).toBe('［x］（https://evil.example） ＊＊ friend pro https://app.example/settings');
  });
  test('the language is the person’s, else its base, else the default', () => {
    const text = { ja: 'あ', en: 'a' };
    expect(['ja', 'ja-JP', 'fr', 'en-GB'].map((lang) => pickText(text, lang, 'en'))).toEqual(['あ', 'あ', 'a', 'a']);
  });
  test('markup in the source stays text, and only web and mail addresses become links', () => {
    const list = blocks('# Hi <b>\n\n<script>alert(1)</script> **bold** [go](javascript:void)\n\n[Open](https://app.example/a?b=1&c="2)\n\n1. one\n2. two');
    const html = toHtml(list, same);
    expect(html).not.toMatch(/<script|<b>|javascript:/);
    expect(html).toContain('<strong>bold</strong> go');
    expect(html).toContain('href="https://app.example/a?b=1&#38;c=&#34;2"');
    expect(toText(list, same)).toBe('Hi <b>\n\n<script>alert(1)</script> bold go\n\nOpen\nhttps://app.example/a?b=1&c="2\n\n1. one\n2. two');
  });
});

describe('who opened it', () => {
  const look = (more: Partial<Parameters<typeof looksLikeMachine>[0]>) => looksLikeMachine({ method: 'GET', agent: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/140 Safari/537.36', purpose: undefined, sinceSent: 60_000, kind: 'open', ...more });
  test('a person with a browser or a mail program', () => {
    expect([look({}), look({ kind: 'click' }), look({ agent: 'Mozilla/5.0 (Windows NT 5.1; rv:11.0) Gecko Firefox/11.0 (via ggpht.com GoogleImageProxy)' })]).toEqual([undefined, undefined, undefined]);
  });
  test('not a privacy proxy, a scanner, a prefetch, or something faster than any reader', () => {
    expect([look({ agent: 'Mozilla/5.0' }), look({ agent: '' }), look({ agent: 'Barracuda Sentinel (EE)' }), look({ agent: 'curl/8.0' }), look({ purpose: 'prefetch' }), look({ method: 'HEAD' }), look({ sinceSent: 900, kind: 'click' })]).toEqual(['privacy proxy', 'no agent', 'agent', 'agent', 'prefetch', 'method', 'too fast']);
  });
  test('a link works only as it was made', () => {
    const links = mailLinks('https://c.example/shirube/', 'secret');
    const path = new URL(links.click('A'.repeat(22), 3)).pathname.replace('/shirube', '');
    expect(links.read(path)).toEqual({ kind: 'c', mail: 'A'.repeat(22), index: 3 });
    expect([links.read(path.replace('/3/', '/4/')), links.read(path.replace('/c/', '/u/')), mailLinks('https://c.example', 'other').read(path)]).toEqual([undefined, undefined, undefined]);
  });
});
