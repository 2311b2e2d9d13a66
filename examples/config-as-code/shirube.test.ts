/** Guidance is tested like code: people, time, and what they must see. */
import { readFileSync } from 'node:fs';
import type { Config } from '@shirube/engine';
import { scenario } from '@shirube/engine/testing';
import { describe, expect, it } from 'vitest';

const config = JSON.parse(readFileSync(new URL('./shirube.json', import.meta.url), 'utf8')) as Config;

describe('a newcomer', () => {
  it('sees the tutorial on the second login', () => {
    const anna = scenario(config).as('anna').login();
    expect(anna.shown).toEqual([]);
    anna.after('1d').login();
    expect(anna.shown).toEqual(['tutorial']);
  });
  it('who has already sent an invoice is left alone', () => {
    const ben = scenario(config).as('ben').login().track('invoice_sent', { amount: 3 }).after('1d').login();
    expect(ben.shown).toEqual([]);
    expect(ben.why('tutorial').first).toBe('audience');
  });
});

describe('somebody who stays away', () => {
  it('gets a mail after a week, and a call five days later', () => {
    const cho = scenario(config).as('cho').login().after('7d');
    expect([cho.mails, cho.tasks]).toEqual([['we-miss-you'], []]);
    cho.after('5d');
    expect(cho.tasks).toEqual(['win-back/call']);
  });
  it('is not called when the mail brought them back', () => {
    const dan = scenario(config).as('dan').login().after('8d').login().after('30d');
    expect(dan.tasks).toEqual([]);
  });
});
