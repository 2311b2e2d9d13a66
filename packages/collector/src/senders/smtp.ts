/** SMTP through nodemailer. The Message-ID derives from the mail's id, so a copy can be recognised wherever it shows up. */
import { createTransport } from 'nodemailer';
import type { MailSender, OutgoingMail, SendResult } from './port';

const PARALLEL = 3;

/** `url`: smtp://user:password@host:587, smtps:// for implicit TLS. */
export function smtpSender(url: string, host: string): MailSender {
  const transport = createTransport({
    url,
    pool: true,
    maxConnections: PARALLEL,
    connectionTimeout: 15_000,
    greetingTimeout: 15_000,
    socketTimeout: 60_000,
  } as Parameters<typeof createTransport>[0]);
  return {
    name: 'smtp',
    parallel: PARALLEL,
    async send(mail: OutgoingMail): Promise<SendResult> {
      try {
        const info = (await transport.sendMail({
          from: mail.from,
          to: mail.to,
          ...(mail.replyTo && { replyTo: mail.replyTo }),
          subject: mail.subject,
          text: mail.text,
          html: mail.html,
          messageId: `<${mail.id}@${host}>`,
          headers: {
            'X-Shirube-Mail': mail.id,
            'Auto-Submitted': 'auto-generated',
            ...(mail.unsubscribe && { 'List-Unsubscribe': `<${mail.unsubscribe}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' }),
          },
          disableFileAccess: true,
          disableUrlAccess: true,
        })) as { rejected?: unknown[] };
        return info.rejected?.length ? { ok: false, permanent: true, reason: 'recipient refused' } : { ok: true };
      } catch (error) {
        const { responseCode, code, message } = error as { responseCode?: number; code?: string; message: string };
        // 5xx is the mail server's final word; everything else (no connection, 4xx, time-out) may pass.
        return {
          ok: false,
          permanent: responseCode !== undefined && responseCode >= 500 && code !== 'EAUTH',
          reason: `${responseCode ?? code ?? ''} ${message}`.trim().slice(0, 300),
        };
      }
    },
    close: async () => transport.close(),
  };
}
