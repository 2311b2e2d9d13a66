import { both, isRecord, type Rule } from './rule';

/** On the machine itself nobody listens in. */
const HERE = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;

export const plainWebhook: Rule = {
  code: 'lint.plain-webhook',
  severity: 'warning',
  title: { en: 'A webhook to an address without TLS', ja: 'TLS のないアドレスへの Webhook' },
  example: {
    shirube: 1,
    flows: [
      {
        id: 'crm',
        start: { kind: 'event', name: 'signup' },
        steps: [{ do: 'webhook', id: 'tell', url: 'http://crm.example/hook' }],
      },
    ],
  },
  texts: ({ url }) =>
    both(
      {
        what: `The webhook goes to ${url}, without TLS.`,
        why: 'What it says about people could be read on the way; the collector refuses such addresses, unless the host is named in SHIRUBE_WEBHOOK_HOSTS.',
        next: 'Write https://, or name the host there when it is inside your own network.',
      },
      {
        what: `Webhook の宛先 ${url} は TLS を使っていません。`,
        why: '利用者の情報を途中で読まれるおそれがあります。SHIRUBE_WEBHOOK_HOSTS にないホストなら、コレクターは送信を拒否します。',
        next: 'https:// で書いてください。社内ネットワークのホストなら、SHIRUBE_WEBHOOK_HOSTS に書いてください。',
      },
    ),
  check({ nodes }, report) {
    for (const { value, path } of nodes) {
      if (!isRecord(value) || value.do !== 'webhook' || typeof value.url !== 'string') continue;
      const host = /^http:\/\/(\[[^\]]*\]|[^/:?#]*)/i.exec(value.url)?.[1];
      if (host !== undefined && !HERE.test(host.toLowerCase())) report([...path, 'url'], { url: value.url });
    }
  },
};
