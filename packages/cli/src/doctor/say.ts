/** The texts of doctor's findings. */
import type { Lang } from '../lang';

export type Mark = 'ok' | 'warn' | 'bad';
type Text = (a: Readonly<Record<string, string>>) => string;

export const findings: Record<string, Record<Lang, Text>> = {
  'tag.found': { en: (a) => `The script tag is there: ${a['src']}.`, ja: (a) => `スクリプトタグがあります: ${a['src']}` },
  'tag.missing': {
    en: (a) =>
      `No script tag of Shirube in ${a['page']}. It may be added by a tag manager or by the app's own code; else run \`shirube init\` and paste the tag before </head>.`,
    ja: (a) =>
      `${a['page']} に Shirube のスクリプトタグがありません。タグマネージャーやアプリのコードが加える場合もあります。そうでなければ \`shirube init\` を実行し、タグを </head> の前に貼ってください。`,
  },
  'tag.twice': {
    en: (a) => `${a['n']} script tags: the second copy is refused by the first. Delete one.`,
    ja: (a) => `スクリプトタグが ${a['n']} 個あります。2 個目は拒否されます。片方を削除してください。`,
  },
  'tag.blocking': {
    en: () => 'The tag has neither async nor defer: the page waits for it. Add async.',
    ja: () => 'async も defer もなく、ページの表示を待たせます。async を加えてください。',
  },
  'tag.off': {
    en: () => 'data-shirube-off is set: nothing runs on this page.',
    ja: () => 'data-shirube-off があるため、このページでは何も動きません。',
  },
  'tag.no-config': {
    en: () => 'The tag has no data-config. Add data-config="/shirube.json", unless the app calls shirube.init({ config }).',
    ja: () => 'data-config がありません。アプリが shirube.init({ config }) を呼ばないなら data-config="/shirube.json" を加えてください。',
  },
  'tag.no-endpoint': {
    en: () => 'No data-endpoint: progress stays in the browser. That works, but nobody sees it.',
    ja: () => 'data-endpoint がないため、進み具合はブラウザーの中だけに残ります。動きますが、誰も見られません。',
  },
  'tag.cross-integrity': {
    en: () => 'integrity on a script of another origin needs crossorigin="anonymous".',
    ja: () => '別オリジンのスクリプトの integrity には crossorigin="anonymous" が必要です。',
  },
  'script.fine': {
    en: (a) => `The script answers (${a['bytes']} bytes).`,
    ja: (a) => `スクリプトを取得できました(${a['bytes']} バイト)。`,
  },
  'script.bad': {
    en: (a) => `The script cannot be loaded: ${a['url']} (${a['reason']}). Copy shirube.js and the files beside it to that place.`,
    ja: (a) => `スクリプトを取得できません: ${a['url']}(${a['reason']})。shirube.js と隣のファイルをその場所に置いてください。`,
  },
  'script.type': {
    en: (a) => `The script comes as ${a['type']}; browsers want text/javascript.`,
    ja: (a) => `スクリプトが ${a['type']} として返されています。text/javascript にしてください。`,
  },
  'config.fine': { en: (a) => `The configuration is valid: ${a['url']}.`, ja: (a) => `設定は正しいです: ${a['url']}` },
  'config.bad': {
    en: (a) => `The configuration cannot be loaded: ${a['url']} (${a['reason']}).`,
    ja: (a) => `設定を取得できません: ${a['url']}(${a['reason']})`,
  },
  'config.mistakes': {
    en: (a) => `The configuration has ${a['n']} mistake(s); the first: ${a['first']} Run \`shirube validate\` on the file.`,
    ja: (a) => `設定に ${a['n']} 件の間違いがあります。最初のもの: ${a['first']} ファイルに \`shirube validate\` を実行してください。`,
  },
  'endpoint.fine': { en: (a) => `The endpoint answers: ${a['url']}.`, ja: (a) => `送信先が応答しました: ${a['url']}` },
  'endpoint.bad': {
    en: (a) => `The endpoint does not answer as a collector: ${a['url']} (${a['reason']}). Events are kept in the browser until it does.`,
    ja: (a) => `送信先がコレクターとして応答しません: ${a['url']}(${a['reason']})。応答するまで、イベントはブラウザーに保管されます。`,
  },
  'csp.none': {
    en: () => 'No Content-Security-Policy: nothing is in the way.',
    ja: () => 'Content-Security-Policy はなく、妨げるものはありません。',
  },
  'csp.fine': {
    en: (a) => `The Content-Security-Policy lets it through: ${a['what']}.`,
    ja: (a) => `Content-Security-Policy は許可しています: ${a['what']}`,
  },
  'csp.blocks': {
    en: (a) => `The Content-Security-Policy blocks ${a['url']}. Add ${a['origin']} to ${a['directive']}.`,
    ja: (a) => `Content-Security-Policy が ${a['url']} を妨げています。${a['directive']} に ${a['origin']} を加えてください。`,
  },
  'page.bad': { en: (a) => `${a['url']} answers with ${a['reason']}.`, ja: (a) => `${a['url']} の応答: ${a['reason']}` },
};
