/** The codes that the browser script prints; a test compares them with its sources. */
import type { Lang } from '../lang';
import type { Said } from '../say/said';

export const scriptCodes: readonly ({ code: string } & Record<Lang, Said>)[] = [
  {
    code: 'S0',
    en: {
      what: 'Something inside the script failed and was caught; the page goes on.',
      why: 'A mistake of ours, or a page that changes built-in functions.',
      next: 'Please report it with the text behind the code.',
    },
    ja: {
      what: 'スクリプトの中で失敗が起き、内部で処理しました。ページはそのまま動きます。',
      why: 'こちらの不具合か、ページが組み込み関数を書き換えています。',
      next: 'コードの後ろの文を添えて報告してください。',
    },
  },
  {
    code: 'S1',
    en: {
      what: 'The configuration cannot be read or used; nothing is shown, events are kept and sent.',
      why: 'The address in `data-config` is wrong, the server answers with an error page, or the file is no valid JSON.',
      next: '`npx shirube validate shirube.json`, then `npx shirube doctor <address>`.',
    },
    ja: {
      what: '設定を読めないか使えません。何も表示しませんが、イベントは保管して送信します。',
      why: '`data-config` のアドレスが違う、サーバーがエラーページを返している、または JSON として正しくありません。',
      next: '`npx shirube validate shirube.json`、続いて `npx shirube doctor <アドレス>`。',
    },
  },
  {
    code: 'S2',
    en: {
      what: 'What should be shown could not be loaded.',
      why: 'The files beside `shirube.js` were not copied, or a Content-Security-Policy forbids them.',
      next: 'Copy the whole folder; `npx shirube disclose shirube.json` prints the policy.',
    },
    ja: {
      what: '表示に必要なファイルを読み込めません。',
      why: '`shirube.js` の隣のファイルがコピーされていないか、Content-Security-Policy が妨げています。',
      next: 'フォルダーごとコピーしてください。必要なポリシーは `npx shirube disclose shirube.json` で分かります。',
    },
  },
  {
    code: 'S3',
    en: {
      what: 'An event is too long and was not taken.',
      why: 'A whole record was given as a property.',
      next: 'Send ids instead of records.',
    },
    ja: {
      what: 'イベントが長すぎるため受け付けませんでした。',
      why: 'レコード全体をプロパティに渡しています。',
      next: 'レコードではなく id を渡してください。',
    },
  },
  {
    code: 'S4',
    en: {
      what: 'A reporter could not be made; its events are kept for the next page.',
      why: 'Its `kind` is misspelt, a setting of it is missing, or its file beside `shirube.js` could not be loaded.',
      next: 'Compare `reporters` in the configuration with docs/guide/reporters.md, and check that the whole folder was copied.',
    },
    ja: {
      what: 'レポーターを作れませんでした。イベントは次のページまで保管します。',
      why: '`kind` の書き間違い、必要な設定の不足、または `shirube.js` の隣のファイルを読み込めないためです。',
      next: '設定の `reporters` を docs/guide/reporters.md と見比べ、フォルダー全体がコピーされているか確かめてください。',
    },
  },
  {
    code: 'S5',
    en: {
      what: 'Properties or traits were left out.',
      why: 'They are not an object of plain JSON.',
      next: 'Pass an object such as `{ plan: "starter" }`.',
    },
    ja: {
      what: 'プロパティまたは属性を取り除きました。',
      why: '普通の JSON オブジェクトではありません。',
      next: '`{ plan: "starter" }` のようなオブジェクトを渡してください。',
    },
  },
  {
    code: 'S6',
    en: {
      what: 'A call was ignored.',
      why: 'Names and ids need a text of 1 to 256 characters.',
      next: 'Pass the id as a string: `shirube.identify(String(user.id))`.',
    },
    ja: {
      what: '呼び出しを無視しました。',
      why: '名前と id は 1〜256 文字の文字列でなければなりません。',
      next: 'id を文字列で渡してください: `shirube.identify(String(user.id))`',
    },
  },
  {
    code: 'S7',
    en: {
      what: 'A second copy of the script was refused; the first one goes on.',
      why: 'The page has two script tags.',
      next: 'Remove one of them; for two projects on one page use `createShirube()` with two write keys.',
    },
    ja: {
      what: '2 つ目のスクリプトを使いませんでした。1 つ目はそのまま動きます。',
      why: 'ページに script タグが 2 つあります。',
      next: '一方を外してください。1 つのページで 2 つのプロジェクトを使うときは、書き込みキーを分けて `createShirube()` を使います。',
    },
  },
  {
    code: 'S8',
    en: { what: 'A queued call was ignored.', why: 'Its name is misspelt.', next: 'Compare it with docs/guide/script.md.' },
    ja: {
      what: 'キューの呼び出しを無視しました。',
      why: '関数名の書き間違いです。',
      next: 'docs/guide/script.ja.md の一覧と見比べてください。',
    },
  },
  {
    code: 'S9',
    en: {
      what: 'An endpoint refuses what it gets; everything is kept and tried again.',
      why: '404, 405 or 200: a wrong path, or a proxy that does not know it. 401 or 403: the key or the token.',
      next: 'Put `endpoint` right; whoever comes back later delivers what waited.',
    },
    ja: {
      what: '送信先が受け取りを拒んでいます。すべて残し、送り直します。',
      why: '404、405、200 はパスの誤りか、宛先を知らないプロキシです。401、403 はキーかトークンです。',
      next: '`endpoint` を直してください。待っていたものは、その後の訪問で届きます。',
    },
  },
];
