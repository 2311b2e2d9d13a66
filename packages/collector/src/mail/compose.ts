/** A mail effect becomes a mail, ready to be sent: language, text, links and pixel are settled here, once. */
import { fill, pickText, type CollectorSection, type Effect, type Mail, type Program, type Text } from '@shirube/engine';
import type { Decided } from '../host/effects';
import { stableId } from '../host/ids';
import { personColumns } from '../host/person';
import { zoneOf } from '../host/programs';
import type { SqlValue, Tx } from '../stores/port';
import { addressHash } from './address';
import { businessInstant } from './business-hours';
import type { MailLinks } from './links';
import { blocks, escapeHtml, htmlPage, toHtml, toText } from './markdown';

type EmailEffect = Extract<Effect, { kind: 'email' }>;
export type ComposeMail = (tx: Tx, decided: Decided, effect: EmailEffect) => Promise<Record<string, SqlValue>>;
/** The `collector.mail` section of the configuration. */
type MailSettings = NonNullable<CollectorSection['mail']>;
export type Template = Mail & { from?: string; replyTo?: string; preheader?: Text; transactional?: boolean };

export const mailSettings = (program: Program): MailSettings => (program.config['collector'] as CollectorSection | undefined)?.mail ?? {};
const words = {
  ja: { stop: '配信を停止する', why: 'このメールは、ご利用中のサービスからのご案内です。' },
  en: { stop: 'Unsubscribe', why: 'You receive this mail because you use the service.' },
};

interface ComposeOptions {
  links: MailLinks;
  transport: string;
  appUrl: string;
  now(): number;
}

export function composer({ links, transport, appUrl, now }: ComposeOptions): ComposeMail {
  return async (tx, { person, state, program, locale, quiet }, effect) => {
    const settings = mailSettings(program);
    const template = program.config.mails?.find((m) => m.id === effect.mail) as Template | undefined;
    const id = stableId('mail', person.tenant, person.account, person.user, effect.id);
    const declared = program.config.defaultLanguage ?? program.config.languages?.[0];
    const fallback = declared ?? 'ja';
    const lang = String(state.traits[settings.localeTrait ?? 'locale'] ?? locale ?? state.env.lang ?? fallback);
    // Nothing leaves the development mailbox, so nobody needs a real address there.
    const recipient = String(
      state.traits[settings.addressTrait ?? 'email'] ??
        (transport === 'mailbox' ? `${stableId(person.user).slice(0, 8)}@mailbox.invalid` : ''),
    ).trim();
    const timeZone = zoneOf(program, state.account);
    const say = (text: Text): string =>
      fill(...pickText(text, lang, typeof text === 'string' ? declared : fallback), state, { appUrl: settings.appUrl ?? appUrl, timeZone });
    const hrefs: string[] = [];
    const tracked = (href: string): string => {
      if (!/^https?:/i.test(href)) return href;
      let index = hrefs.indexOf(href);
      if (index < 0) index = hrefs.push(href) - 1;
      return links.click(id, index);
    };
    const content = blocks(say(template?.body ?? ''));
    const { stop, why } = words[lang.startsWith('ja') ? 'ja' : 'en'];
    const footer = settings.footer ? say(settings.footer) : why;
    const unsubscribe = template?.transactional ? '' : links.unsubscribe(id);
    const subject = say(template?.subject ?? effect.mail).replace(/[\r\n]+/g, ' ');
    const html = htmlPage(`${toHtml(content, tracked)}<img src="${escapeHtml(links.open(id))}" width="1" height="1" alt="">`, {
      lang,
      title: subject,
      ...(template?.preheader && { preheader: say(template.preheader) }),
      footer: `${escapeHtml(footer)}${unsubscribe && ` <a href="${escapeHtml(unsubscribe)}" style="color:#5c6675">${stop}</a>`}`,
    });
    const text = `${toText(content, tracked)}\n\n--\n${footer}${unsubscribe && `\n${stop}: ${unsubscribe}`}\n`;
    const [suppressed] =
      recipient && !template?.transactional
        ? await tx.pick<{ reason: string }>('suppressions', ['reason'], ['tenant', 'address'], [[person.tenant, addressHash(recipient)]])
        : [];
    const [status, error] = quiet
      ? ['suppressed', 'import']
      : !template
        ? ['failed', 'no_template']
        : !/^[^\s@<>]+@[^\s@<>]+$/.test(recipient)
          ? ['failed', 'no_address']
          : suppressed
            ? ['suppressed', suppressed.reason]
            : ['queued', null];
    return {
      id,
      ...personColumns(person),
      mail: effect.mail,
      flow: effect.flow,
      step: effect.step,
      lang,
      recipient,
      subject,
      body_text: text,
      body_html: html,
      links: JSON.stringify(hrefs),
      status: status ?? 'failed',
      transport,
      requested_at: effect.at,
      machine_opens: 0,
      attempts: 0,
      error: error ?? null,
      next_at:
        status === 'queued'
          ? businessInstant(Math.max(effect.at, now()), timeZone, settings.hours, settings.holidays ?? program.config.calendar?.holidays)
          : status === 'failed'
            ? now()
            : null,
    };
  };
}
