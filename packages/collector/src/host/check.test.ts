import { describe, expect, it } from 'vitest';
import { checkOptions } from './check';
import type { CollectorOptions } from './options';

describe('an operator who sets something that nothing could come of', () => {
  it.each<[string, CollectorOptions, RegExp]>([
    [
      'a public address without its scheme',
      { publicUrl: 'app.example.com' },
      /--public-url.*"app\.example\.com".*https:\/\/app\.example\.com/,
    ],
    ['an address of the app that is a path', { appUrl: '/app' }, /--app-url.*no web address/],
    ['a mail server by its name alone', { smtp: 'mail.example.com' }, /SMTP_URL.*no scheme.*smtp:\/\/user:password@/],
    ['another database', { databaseUrl: 'mysql://root:hidden@db/shirube' }, /DATABASE_URL.*found: mysql:.*postgres:\/\//],
    ['a sender without an address', { mailFrom: 'Customer success' }, /SHIRUBE_MAIL_FROM.*support@example\.com/],
    ['a secret for webhooks that is too short', { webhookSecret: 'whsec_YWJj' }, /SHIRUBE_WEBHOOK_SECRET.*openssl/],
    [
      'an origin without its scheme',
      { writeKeys: [{ key: 'pk', origins: ['app.example.com'] }] },
      /"app\.example\.com".*https:\/\/app\.example\.com/,
    ],
    [
      'an origin with a slash at its end',
      { tenants: [{ writeKeys: [{ key: 'pk', origins: ['https://app.example.com/'] }] }] },
      /no origin/,
    ],
  ])('%s is told what to write', (_, options, expected) => {
    expect(() => checkOptions(options)).toThrow(expected);
  });

  it('is not shown the password of an address again', () => {
    expect(() => checkOptions({ databaseUrl: 'mysql://root:hidden@db/shirube' })).toThrow(
      expect.not.stringContaining('hidden') as unknown as Error,
    );
    expect(() => checkOptions({ smtp: 'user:hidden@mail.example.com' })).not.toThrow(/hidden/);
  });
});

it('what can work is taken', () => {
  expect(() =>
    checkOptions({
      publicUrl: 'http://localhost:4000/shirube',
      appUrl: 'https://app.example.com',
      smtp: 'smtps://user:p%40ss@mail.example.com',
      databaseUrl: 'postgresql:///shirube?host=/var/run/postgresql',
      mailFrom: 'Shirube <no-reply@shop-1>',
      webhookSecret: `whsec_${Buffer.alloc(32, 7).toString('base64')}`,
      writeKeys: [
        { key: 'pk', origins: ['https://app.example.com', 'https://*.example.com', 'capacitor://localhost', 'http://127.0.0.1:5173'] },
      ],
    }),
  ).not.toThrow();
});
