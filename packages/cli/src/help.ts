/** The help texts. */
import type { Lang } from './lang';

interface Help {
  program: string;
  after: string;
  titles: Record<string, string>;
  commands: Record<'init' | 'validate' | 'simulate' | 'explain' | 'replay' | 'diff' | 'types' | 'disclose' | 'doctor' | 'new', string>;
  options: Record<
    | 'lang'
    | 'version'
    | 'help'
    | 'format'
    | 'strict'
    | 'until'
    | 'user'
    | 'react'
    | 'content'
    | 'at'
    | 'output'
    | 'force'
    | 'script'
    | 'endpoint'
    | 'all',
    string
  >;
}

export const helps: Record<Lang, Help> = {
  en: {
    program: 'Check, play and compare the configuration of in-app guidance.',
    after: 'Exit codes: 0 fine, 1 mistakes found, 2 could not be judged.\n"-" reads events from standard input.',
    titles: {},
    commands: {
      init: 'write a first shirube.json and the script tag',
      validate: 'name every mistake, with place, cause and remedy',
      simulate: 'play events through it: what would fire, when',
      explain: 'why content is shown to a person or not, and when next',
      replay: 'play a flight recording from the browser again',
      diff: 'who would newly see what, and who no longer',
      types: 'write types, so that track() knows your events',
      disclose: 'what is sent where and why, and the CSP that the page needs',
      doctor: 'check a page (address or folder) that has the script tag',
      new: 'for contributors: scaffold a condition, content, flow step or reporter',
    },
    options: {
      lang: 'language of the messages: en or ja (default: from LANG)',
      version: 'print the version',
      help: 'print this help',
      format: 'how to print',
      strict: 'warnings count as mistakes',
      until: 'go on in virtual time: a duration after the last event (30d) or a date',
      user: 'only this person: user, or account/user',
      react: 'what people do with content of which the events say nothing',
      content: 'id of the content',
      at: 'instant: a date, or a duration after the last event',
      output: 'write to this file',
      force: 'replace existing files',
      script: 'address of shirube.js',
      endpoint: 'address of the collector',
      all: 'also what is shown again after a reload, and what is only tracked',
    },
  },
  ja: {
    program: 'アプリ内ガイドの設定を検査し、再生し、比べます。',
    after: '終了コード: 0 問題なし、1 間違いあり、2 判定できない。\n"-" は標準入力からイベントを読みます。',
    titles: { 'Usage:': '使い方:', 'Options:': 'オプション:', 'Commands:': 'コマンド:', 'Arguments:': '引数:' },
    commands: {
      init: '最初の shirube.json とスクリプトタグを作る',
      validate: '間違いをすべて、場所・原因・対処とともに示す',
      simulate: 'イベントを流し、何がいつ起きるかを示す',
      explain: 'ある人にコンテンツが出る・出ない理由と、次に出る時を示す',
      replay: 'ブラウザーのフライト記録をもう一度再生する',
      diff: '設定の変更で、誰に何が新しく出て、誰に出なくなるかを示す',
      types: '型を書き出し、track() にイベント名を教える',
      disclose: '外部送信の一覧(何を・どこへ・なぜ)と、必要な CSP を示す',
      doctor: 'スクリプトタグを入れたページ(アドレスかフォルダー)を調べる',
      new: '開発者向け: 条件・コンテンツ・フローのステップ・レポーターのひな形を作る',
    },
    options: {
      lang: 'メッセージの言語: en か ja(既定は LANG から)',
      version: '版を表示',
      help: 'この説明を表示',
      format: '出力の形式',
      strict: '注意も間違いとして数える',
      until: '仮想時間を進める: 最後のイベントからの長さ(30d)か日時',
      user: 'この人だけ: ユーザー、またはアカウント/ユーザー',
      react: 'イベントから分からないとき、出たコンテンツを人がどうするか',
      content: 'コンテンツの id',
      at: '時点: 日時、または最後のイベントからの長さ',
      output: 'このファイルに書く',
      force: '既存のファイルを置き換える',
      script: 'shirube.js のアドレス',
      endpoint: 'コレクターのアドレス',
      all: '再読み込み後の再表示や、記録だけの出来事も示す',
    },
  },
};
