/** Settings that nothing could come of are refused at the start, in words, instead of failing later, one mail or event at a time. */
import { isOrigin, notAnOrigin } from '../security/keys';
import type { CollectorOptions } from './options';
import { tenantList } from './tenants';

const url = (text: string): URL | undefined => {
  try {
    return new URL(text);
  } catch {
    return undefined;
  }
};
const isWeb = (text: string): boolean => /^https?:$/.test(url(text)?.protocol ?? '');
/** Never more of an address than its scheme: it may hold a password. */
const scheme = (text: string): string => /^[a-z][a-z0-9+.-]*:/i.exec(text)?.[0] ?? 'no scheme';

/** Throws what is wrong, why, and what to write instead. */
export function checkOptions(options: CollectorOptions): void {
  const complain = (what: string, next: string): never => {
    throw new Error(`${what} ${next}`);
  };
  for (const [name, value, example] of [
    ['--public-url (SHIRUBE_PUBLIC_URL)', options.publicUrl, 'https://app.example.com/shirube'],
    ['--app-url (SHIRUBE_APP_URL)', options.appUrl, 'https://app.example.com'],
  ] as const)
    if (value !== undefined && !isWeb(value)) complain(`${name} is "${value}", which is no web address.`, `Write it whole: ${example}`);
  if (options.smtp !== undefined && !/^smtps?:\/\/[^/]/i.test(options.smtp))
    complain(
      `The address of the mail server (SMTP_URL) does not begin with smtp:// or smtps:// (found: ${scheme(options.smtp)}).`,
      'Write it as smtp://user:password@mail.example.com:587, special characters of the password percent-encoded.',
    );
  if (options.databaseUrl !== undefined && !/^(postgres(ql)?:\/\/|socket:|\/)/i.test(options.databaseUrl))
    complain(
      `DATABASE_URL is no address of PostgreSQL (found: ${scheme(options.databaseUrl)}).`,
      'Write it as postgres://user:password@db.example.com:5432/shirube, or leave it out for the embedded store.',
    );
  if (options.mailFrom !== undefined && !/[^\s<>@]+@[^\s<>@]+/.test(options.mailFrom))
    complain(
      `The sender of mails (SHIRUBE_MAIL_FROM) holds no address: "${options.mailFrom}".`,
      'Write it as Example <support@example.com>.',
    );
  if (options.webhookSecret !== undefined) {
    const key = /^whsec_([A-Za-z0-9+/]+={0,2})$/.exec(options.webhookSecret)?.[1];
    if (key === undefined || Buffer.from(key, 'base64').length < 24)
      complain(
        'The secret for webhooks (SHIRUBE_WEBHOOK_SECRET) must be "whsec_" and the base64 of 24 bytes or more.',
        'Make one: echo "whsec_$(openssl rand -base64 32)"; or leave it out, then one is made and kept.',
      );
  }
  for (const { writeKeys = [] } of tenantList(options))
    for (const origin of writeKeys.flatMap(({ origins = [] }) => origins)) if (!isOrigin(origin)) throw new Error(notAnOrigin(origin));
}
