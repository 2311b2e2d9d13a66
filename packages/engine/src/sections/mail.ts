/** The section `mails`: templates that flows send. */
import { z } from 'zod';
import { id, text } from '../shape';

export const mailSchema = () =>
  z
    .strictObject({
      id: id(),
      label: text().optional(),
      subject: text().meta({ description: 'One line. Placeholders as in `body`.' }),
      body: text().meta({
        description:
          'Markdown subset: paragraphs, "#" headings, "-" and "1." lists, **bold**, *emphasis*, [links](https://…). A paragraph that is one link becomes a button. Placeholders as in every text, and {{link./path}} for an address of the app.',
      }),
      preheader: text().optional().meta({ description: 'The grey line that mail programs show behind the subject.' }),
      from: z.string().min(3).optional().meta({ description: '"Name <address>"; default `collector.mail.from`.' }),
      replyTo: z.string().min(3).optional(),
      transactional: z.boolean().optional().meta({
        description:
          'Goes out to people who unsubscribed too (log-in information, receipts), and carries no way to unsubscribe. Default false.',
      }),
    })
    .meta({
      title: 'Mail',
      description: 'A mail in the languages of the configuration. The collector sends it as text and HTML.',
      why: 'Reaches people who are not in the app.',
      examples: [
        {
          id: 'onboarding',
          subject: { en: 'Welcome', ja: 'ようこそ' },
          body: {
            en: 'Hello {{trait.name|there}},\n\n[Open the app]({{link./dashboard}})',
            ja: '{{trait.name|お客}}様\n\n[アプリを開く]({{link./dashboard}})',
          },
        },
      ],
    });
