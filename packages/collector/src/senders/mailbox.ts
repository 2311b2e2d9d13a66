/** The development mailbox: nothing leaves the machine, the stored mail itself is what can be read on the dashboard. */
import type { MailSender } from './port';

export const mailboxSender = (): MailSender => ({
  name: 'mailbox',
  parallel: 50,
  send: async () => ({ ok: true }),
  close: async () => undefined,
});
