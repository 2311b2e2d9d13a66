/** コマンドラインが見つける問題の日本語文。英語版(en.ts)と同じコードを持つ。 */
import type { Code } from './en';
import type { Saying, Words } from './said';

/** 形式の決まり。設定の説明は英語で書かれているので、よく出るものだけ日本語にする。 */
const rules: Readonly<Record<string, string>> = {
  Id: '小文字の英数字と - _ だけを使い、64 文字まで',
  Duration: '数と単位(ms, s, m, h, d, w)。フローでは bd(営業日)も使えます',
  Text: '一つの文章、または言語ごとの文章',
  Comparison: '値、またはすべてを満たすべき演算子',
  Range: '両端を含む範囲',
  Action: 'ボタンを押したときにすること',
  Target: 'コンテンツが指す要素。css, data, role, name, text のどれかが必要',
  'Time zone': 'IANA のタイムゾーン名',
  Date: 'ISO 形式の日付、または日付と時刻',
  Address: 'https の URL、または同じサイト内のアドレス',
  Sender: 'メールアドレス、または「名前 <アドレス>」',
  Path: '/ か * で始まるパスのパターン(先頭に ! も可)',
};
const rule = (w: Words): string | undefined => rules[w.s('title')];

const meant = (near: string): string => `おそらく ${near} の書き間違いです。`;

export const ja: Record<Code, Saying> = {
  'file.missing': (w) => ({
    what: `ファイル ${w.s('file')} がありません。`,
    why: 'パスが違うか、別のフォルダーで実行しています。',
    next: `パスを確認してください。${w.s('file').endsWith('.json') ? '`shirube init` で最初の shirube.json を作れます。' : ''}`,
  }),
  'file.unreadable': (w) => ({
    what: `${w.s('file')} を読めません(${w.s('reason')})。`,
    why: 'フォルダーであるか、読み取り権限がありません。',
    next: '読めるファイルのパスを指定してください。',
  }),
  'file.unwritable': (w) => ({
    what: `${w.s('file')} に書き込めません(${w.s('reason')})。`,
    why: 'フォルダーがないか、書き込み権限がありません。',
    next: '-o で別の場所を指定してください。',
  }),
  'file.exists': (w) => ({
    what: `${w.s('file')} はすでにあります。`,
    why: '指示がないかぎり上書きしません。',
    next: '置き換えるなら --force を付け、そうでなければ別の名前にしてください。',
  }),
  'file.empty': (w) => ({
    what: `${w.s('file')} は空です。`,
    why: '保存されていないか、ダウンロードに失敗しています。',
    next: '`shirube init` で最初の設定を作ってください。',
  }),
  'file.too-large': (w) => ({
    what: `${w.s('file')} は ${w.s('bytes')} バイトあります(上限 ${w.s('most')})。`,
    why: '設定ファイルではない可能性があります。ふつうは数千バイトです。',
    next: 'パスを確認し、画像や動画は別のファイルに分けてください。',
  }),
  'file.encoding': (w) => ({
    what: `${w.s('file')} は UTF-8 のテキストではありません。`,
    why: w.has('have') ? `${w.s('have')} で保存されています。` : 'バイナリーであるか、Shift_JIS など別の文字コードで保存されています。',
    next: 'エディターで UTF-8 として保存し直してください。',
  }),
  'file.too-deep': (w) => ({
    what: `${w.s('file')} のかっこの入れ子が ${w.s('most')} 段を超えています。`,
    why: '止まらないプログラムが生成したか、攻撃用のファイルです。',
    next: '平らにしてください。"all" と "any" には条件をいくつでも並べられます。',
  }),
  'time.limit': (w) => ({
    what: `検査が ${w.s('seconds')} 秒を超えたので中止しました。`,
    why: '検査が終わらないように作られたファイルです。',
    next: '半分ずつ取り除いて、原因の部分を探してください。',
  }),
  internal: (w) => ({
    what: `コマンドライン自体のエラーです: ${w.s('message')}`,
    why: 'こちらの不具合で、あなたの間違いではありません。',
    next: '差し支えなければファイルを添えて報告してください。',
  }),

  'json.syntax': () => ({
    what: 'ここから先は JSON として読めません。',
    why: 'ここか直前で、カンマ・引用符・かっこが足りないか余っています。',
    next: '直してください。残りはその後で検査します。',
  }),
  'json.html': () => ({
    what: 'JSON ではなく、ウェブページです。',
    why: '知らないアドレスに対して、サーバーがトップページやエラーページを返しています。',
    next: 'パスを確かめるか、アドレスをブラウザーで開いてください。',
  }),
  'json.yaml': () => ({
    what: 'JSON ではなく、YAML です。',
    why: 'ブラウザーは設定を JSON.parse で読むため、JSON しか使えません。',
    next: '{ "shirube": 1, … } の形で書くか、変換ツールで JSON にしてください。`shirube init` が最初の設定を作ります。',
  }),
  'json.character': (w) => ({
    what: `${w.s('need')} を書く所に「${w.s('have')}」があります。`,
    why: '全角で入力したか、JavaScript のように一重引用符を使ったか、ワープロソフトが置き換えました。',
    next: `半角の ${w.s('need')} に直してください。`,
  }),
  'json.blank': (w) => ({
    what: `JSON では使えない空白(${w.s('code')})があります。`,
    why: '全角で入力したか、ウェブページやチャットから写しました。',
    next: '半角の空白に直してください。',
  }),
  'json.bare': (w) => ({
    what: `${w.s('have')} に引用符がありません。`,
    why: 'JavaScript ではキーに付けなくてもよいのですが、JSON では必要です。',
    next: `"${w.s('have')}" と書いてください。`,
  }),
  'json.word': (w) => ({
    what: `JSON に ${w.s('have')} はありません。`,
    why: 'ほかの言語の書き方です。',
    next: `${w.s('need')} と書くか、キーごと省いてください。`,
  }),
  'json.comma': () => ({
    what: 'この後ろにカンマがありません。',
    why: 'オブジェクトや配列の要素は、カンマで区切ります。',
    next: '後ろにカンマを加えてください。',
  }),
  'json.unclosed': (w) => ({
    what: `この ${w.s('have')} が閉じられていません。`,
    why: `${w.s('need')} を消したか、ファイルが途中で切れています。`,
    next: `終わりの所に ${w.s('need')} を加えてください。`,
  }),
  'json.text': () => ({
    what: 'JSON として読めない文字列です。',
    why: '閉じる引用符がないか、改行・タブ・単独のバックスラッシュが入っています。',
    next: '" で閉じてください。改行は \\n、タブは \\t、バックスラッシュは \\\\ と書きます。',
  }),
  'json.excess': () => ({
    what: '設定が終わった後に、まだ何かがあります。',
    why: '前に閉じかっこが一つ多いか、二つのファイルがつながっています。',
    next: '余分なものを削除してください。',
  }),
  'json.comment': () => ({
    what: 'JSON にコメントがあります。',
    why: 'ブラウザーは JSON.parse で読むため、コメントは使えません。',
    next: '削除してください。説明は "label" や "description" に書けます。',
  }),
  'json.trailing-comma': () => ({
    what: '最後の要素の後ろにカンマがあります。',
    why: 'JavaScript では書けますが、JSON では書けません。',
    next: 'カンマを削除してください。',
  }),
  'json.duplicate-key': (w) => ({
    what: `キー ${w.q('key')} が 2 回あります(最初は ${w.s('line')} 行目)。`,
    why: 'JSON は後のほうだけを残し、前のものを黙って捨てます。',
    next: '片方を削除するか、一つにまとめてください。',
  }),

  'config.not-one': () => ({
    what: 'JSON ですが、Shirube の設定ではありません。',
    why: 'いちばん外側に "shirube": 1 がありません。',
    next: '{ "shirube": 1, … } で始めるか、パスを確認してください。',
  }),
  'config.unknown-key': (w) => ({
    what: `${w.q('key')} は${w.has('of') ? ` ${w.q('of')} の` : 'ここで使える'}キーではありません。`,
    why: w.has('near') ? meant(w.q('near')) : '書き間違いに気づけるよう、知らないキーは受け付けません。',
    next: w.has('near') ? `${w.q('near')} と書いてください。` : `削除するか、次のどれかにしてください: ${w.list('known', 24)}`,
  }),
  'config.missing-key': (w) => ({
    what: `${w.has('of') ? w.q('of') : 'このオブジェクト'} に ${w.q('key')} がありません。`,
    why: rule(w) ? `必須です: ${rule(w) ?? ''}。` : '必須のキーです。',
    next: `${w.q('key')}: ${w.has('sample') ? w.q('sample') : '…'} を加えてください。`,
  }),
  'config.type': (w) => ({
    what: `${w.q('have')} の型は ${w.s('type')} です。${w.list('need').replaceAll('"', '').replaceAll(', ', ' か ')} でなければなりません。`,
    why: rule(w) ? `ここに書くもの: ${rule(w) ?? ''}。` : '引用符やかっこが足りないか、余っています。',
    next: `たとえば ${w.has('sample') ? w.q('sample') : '…'} と書きます。`,
  }),
  'config.kind': (w) => ({
    what: `${w.q('have')} という ${w.s('family')} はありません。`,
    why: w.has('near') ? meant(w.q('near')) : '書き間違いか、新しい版の機能です。',
    next: w.has('near')
      ? `"${w.s('discriminator')}": ${w.q('near')} と書いてください。`
      : `次のどれかにしてください: ${w.list('kinds', 40)}`,
  }),
  'config.kind-missing': (w) => ({
    what: `何を表すオブジェクトか分かりません。"${w.s('discriminator')}" がありません。`,
    why: w.has('near') ? `キーからすると ${w.q('near')} のようです。` : `使えるキーは "${w.s('discriminator')}" で決まります。`,
    next: w.has('near')
      ? `"${w.s('discriminator')}": ${w.q('near')} を加えてください。`
      : `"${w.s('discriminator')}" に次のどれかを書いてください: ${w.list('kinds', 40)}`,
  }),
  'config.value': (w) => ({
    what: `${w.q('have')} はここでは使えません。`,
    why: w.has('near') ? meant(w.q('near')) : '使える値は決まっています。',
    next: w.has('near') ? `${w.q('near')} と書いてください。` : `次のどれかにしてください: ${w.list('values', 24)}`,
  }),
  'config.format': (w) => ({
    what: `${w.q('have')} は${w.has('title') ? ` ${w.s('title')} の` : ''}書式に合いません。`,
    why: rule(w) ? `決まり: ${rule(w) ?? ''}。` : `${w.s('pattern')} に合う必要があります。`,
    next: `たとえば ${w.has('example') ? w.q('example') : '…'} と書きます。`,
  }),
  'config.range': (w) => ({
    what: w.q('have') === '""' || w.q('have') === '[]' ? `${w.q('have')} は空です。` : `${w.q('have')} は範囲の外です。`,
    why: w.has('least')
      ? `${w.s('least')} ${w.q('inclusive') === 'true' ? '以上' : 'より大きい値'}が必要です${w.s('of') === 'array' ? '(要素の数)' : w.s('of') === 'string' ? '(文字数)' : ''}。`
      : `${w.s('most')} 以下でなければなりません${w.s('of') === 'array' ? '(要素の数)' : w.s('of') === 'string' ? '(文字数)' : ''}。`,
    next: w.has('least') ? `${w.s('least')} 以上にしてください。` : `${w.s('most')} 以下にしてください。`,
  }),
  'config.shape': (w) => ({
    what: `${w.q('have')} は${w.has('title') ? ` ${w.q('title')} の` : ''}どの書き方にも合いません。`,
    why: w.has('near') ? meant(w.q('near')) : rule(w) ? `${rule(w) ?? ''}。` : '別の場所に書くものかもしれません。',
    next: w.has('near') ? `${w.q('near')} と書いてください。` : `次のどれかにしてください: ${w.list('forms', 16).replaceAll('\\"', '"')}`,
  }),
  'config.key': (w) => ({
    what: `${w.q('key')} はここでは名前に使えません。`,
    why: `名前は ${w.s('pattern')} に合う必要があります。`,
    next: `たとえば ${w.has('example') ? w.q('example') : '"en" や "ja"'} と書きます。`,
  }),
  'config.invalid': (w) => ({
    what: `${w.q('have')} はここでは使えません。`,
    why: w.has('near') ? meant(w.q('near')) : rule(w) ? `決まり: ${rule(w) ?? ''}。` : 'この場所の決まりに合いません。',
    next: w.has('near')
      ? `${w.q('near')} と書いてください。`
      : w.has('example')
        ? `たとえば ${w.q('example')} と書きます。`
        : '書けるものは docs/reference を見てください。',
  }),

  'id.duplicate': (w) => ({
    what: `id ${w.q('id')} が ${w.s('section')} に 2 回あります(最初は ${w.s('line')} 行目)。`,
    why: '写した後に名前を変えていません。見つかるのは片方だけになります。',
    next: '片方の id を変えてください。',
  }),

  'event.none': (w) => ({
    what: `${w.s('file')} からイベントを 1 件も読めませんでした。`,
    why: w.has('bad') ? `${w.s('bad')} 行すべてを読めませんでした。最初の理由: ${w.s('reason')}` : 'ファイルが空です。',
    next: '行の書き方は docs/guide/cli.md を見てください。',
  }),
  'user.unknown': (w) => ({
    what: `イベントの中に ${w.q('user')} という人はいません。`,
    why: w.has('near') ? meant(w.q('near')) : 'id の書き方が違うか、このファイルには含まれていません。',
    next: w.has('known') ? `次のどれかにしてください: ${w.list('known')}` : 'ファイルを確認してください。',
  }),
  'user.which': (w) => ({
    what: `イベントは ${w.s('count')} 人分あります。`,
    why: '説明は一人について行います。',
    next: `--user に次のどれかを指定してください: ${w.list('known')}`,
  }),
  'content.unknown': (w) => ({
    what: `設定にコンテンツ ${w.q('id')} はありません。`,
    why: w.has('near') ? meant(w.q('near')) : 'id の書き方が違います。',
    next: w.has('near')
      ? `--content ${w.s('near')} としてください。`
      : w.list('known')
        ? `次のどれかにしてください: ${w.list('known', 30)}`
        : '設定にはまだコンテンツがありません。"content" に加えてください。',
  }),
  'recording.shape': (w) => ({
    what: `${w.s('file')} はフライト記録ではありません。`,
    why: `記録は "config" と "signals" を持つオブジェクトです(${w.s('reason')})。`,
    next: 'インスペクターの「記録」タブの「ダウンロード」で保存してください。',
  }),

  'usage.command': (w) => ({
    what: `${w.q('have')} というコマンドはありません。`,
    why: w.has('near') ? meant(w.q('near')) : '書き間違いです。',
    next: w.has('near') ? `次のように入力してください: shirube ${w.s('near')}` : '次のように入力してください: shirube --help',
  }),
  'usage.option': (w) => ({
    what: `${w.q('have')} というオプションはありません。`,
    why: w.has('near') ? meant(w.q('near')) : '書き間違いか、別のコマンドのものです。',
    next: w.has('command') ? `次のように入力してください: shirube ${w.s('command')} --help` : '次のように入力してください: shirube --help',
  }),
  'usage.missing': (w) => ({
    what: `${w.s('have')} がありません。`,
    why: 'このコマンドに必要です。',
    next: w.has('command') ? `次のように入力してください: shirube ${w.s('command')} --help` : '次のように入力してください: shirube --help',
  }),
  'usage.value': (w) => ({
    what: `${w.s('option')} に ${w.q('have')} は使えません。`,
    why: w.has('near') ? meant(w.q('near')) : '使える値は決まっています。',
    next: w.has('values') ? `次のどれかにしてください: ${w.list('values')}` : `${w.s('example')} のように書いてください。`,
  }),
  'usage.excess': (w) => ({
    what: '引数が多すぎます。',
    why: '空白を含むパスは引用符で囲みます。',
    next: w.has('command') ? `次のように入力してください: shirube ${w.s('command')} --help` : '次のように入力してください: shirube --help',
  }),
  'name.invalid': (w) => ({
    what: `${w.q('have')} は ${w.s('what')} の名前に向きません。`,
    why: 'ファイル名、設定の言葉、TypeScript の名前になります。',
    next: `小文字の語を "-" でつないでください。例: ${w.q('example')}`,
  }),
  'repo.missing': (w) => ({
    what: `ここは Shirube のソースではありません(${w.s('file')} がありません)。`,
    why: '`shirube new` は開発者のためにファイルのひな形を作ります。',
    next: '複製したリポジトリーの最上位で実行してください。',
  }),
  'fetch.failed': (w) => ({
    what: `${w.s('url')} に接続できません(${w.s('reason')})。`,
    why: 'アドレスが違うか、サーバーが止まっているか、ネットワークが通していません。',
    next: 'ブラウザーで開けるか確かめてください。フォルダーを指定すればファイルを調べます。',
  }),
};
