import { languages, type Lang } from '../lang';
import { clean } from '../source/clean';
import { cspText, type Disclosure } from './disclose';
import { never } from './sent';

const words = {
  en: {
    title: 'External transmission',
    intro: 'What this app sends from the browser, to whom, and why.',
    head: ['Sent by', 'Sent to', 'Receiver', 'What', 'Why'],
    stays: 'stays in the page',
    own: 'this site itself',
    nothing:
      'Nothing: there is no endpoint and no reporter, so progress stays in the browser. If the endpoint is given on the script tag, repeat it here with `--endpoint`.',
    csp: 'Content-Security-Policy',
    cspIntro:
      "Add these sources to the policy of the page. With a nonce, put the nonce on the script tag and leave out the address under script-src. Styles need no entry, and `require-trusted-types-for 'script'` may stay on.",
    note: 'Written from the configuration. Check the names of the receivers, and add what your own reporters and `beforeSend` do.',
  },
  ja: {
    title: '外部送信について',
    intro: 'このアプリがブラウザーから送信する情報と、送信先、利用目的の一覧です。',
    head: ['送信するもの', '送信先', '受け取る者', '送信される情報', '利用目的'],
    stays: 'ページの外へは送信しない',
    own: 'このサイト自身',
    nothing:
      '送信しません。送信先もレポーターもないため、進み具合はブラウザーの中に残ります。スクリプトタグで送信先を指定している場合は、`--endpoint` で同じものを渡してください。',
    csp: 'Content-Security-Policy',
    cspIntro:
      "ページのポリシーに次の送信元を加えてください。nonce を使う場合はスクリプトタグに nonce を付け、script-src のアドレスは不要です。スタイルの指定は不要で、`require-trusted-types-for 'script'` も有効のまま使えます。",
    note: '設定から作成しました。受け取る者の名称を確認し、独自のレポーターや `beforeSend` で行うことを書き加えてください(電気通信事業法の外部送信規律)。',
  },
} as const;

const cell = (text: string): string => clean(text).replaceAll('|', '\\|').replaceAll('<', '&lt;');

function one({ transmissions, csp }: Disclosure, lang: Lang): string {
  const w = words[lang];
  const rows = transmissions.map(
    ({ by, to, who, what, why }) =>
      `| ${cell(by)} | ${to === undefined ? w.stays : to === 'self' ? w.own : cell(to)} | ${cell(who[lang])} | ${what[lang].map(cell).join('<br>')} | ${cell(why[lang])} |`,
  );
  return `## ${w.title}

${rows.length ? `${w.intro}\n\n| ${w.head.join(' | ')} |\n|---|---|---|---|---|\n${rows.join('\n')}\n\n${never[lang]}` : w.nothing}

### ${w.csp}

${w.cspIntro}

\`\`\`
${cspText(csp)}
\`\`\`

${w.note}
`;
}

/** Both languages, the reader's own first: the table is for the public, not for the person at the terminal. */
export const markdownDisclosure = (disclosure: Disclosure, lang: Lang): string =>
  [...languages]
    .sort((a, b) => Number(b === lang) - Number(a === lang))
    .map((l) => one(disclosure, l))
    .join('\n---\n\n');
