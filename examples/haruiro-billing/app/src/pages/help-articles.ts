import type { Text } from '../words';

/** A part of an article; the lines of a list are separated by line breaks. */
export type Part = Text & { readonly kind: 'title' | 'text' | 'list' | 'steps' | 'code' };

export interface Article {
  readonly slug: string;
  readonly title: Text;
  readonly lead: Text;
  readonly parts: readonly Part[];
  readonly act?: { readonly href: string; readonly text: Text };
}

export const articles: readonly Article[] = [
  {
    slug: 'registration-number',
    title: { ja: '登録番号とは', en: 'What is a registration number?' },
    lead: {
      ja: '適格請求書(インボイス)に必ず載せる、T で始まる 13 桁の番号です。',
      en: 'The number starting with T that every qualified invoice must carry.',
    },
    parts: [
      {
        kind: 'text',
        ja: '登録番号は、税務署に「適格請求書発行事業者」として登録された会社や個人に付く番号です。これが載っていない請求書では、受け取った側が消費税の仕入税額控除を原則として受けられません。',
        en: 'A business that is registered with the tax office as an issuer of qualified invoices receives this number. Without it on the invoice, the receiver can in principle not deduct the consumption tax.',
      },
      { kind: 'title', ja: '番号の形', en: 'What it looks like' },
      {
        kind: 'list',
        ja: '法人: T + 法人番号(13 桁)\n個人事業主など: T + 新しく付いた 13 桁の番号',
        en: 'Companies: T and the 13 digits of the corporate number\nSole proprietors and others: T and 13 digits given at registration',
      },
      { kind: 'code', ja: 'T1234567890123', en: 'T1234567890123' },
      { kind: 'title', ja: '番号が分からないとき', en: 'Where to find yours' },
      {
        kind: 'steps',
        ja: '税務署から届いた「登録通知書」を見る\n国税庁の公表サイトで、会社名または法人番号から調べる\nまだ登録していないときは、先に税務署へ登録を申請する',
        en: 'Look at the notice of registration from your tax office\nSearch the public list of the National Tax Agency by name or corporate number\nNot registered yet? Apply at the tax office first',
      },
      { kind: 'title', ja: 'どこに載りますか', en: 'Where it appears' },
      {
        kind: 'text',
        ja: '設定に一度入れると、これから作る請求書の右上に自動で印字されます。ハイフンや全角のまま貼り付けても、正しい形に直して保存します。',
        en: 'Set it once and it is printed at the top right of each invoice. Hyphens and full-width characters are tidied up when you save.',
      },
    ],
    act: { href: '/settings/registration-number', text: { ja: '登録番号を設定する', en: 'Set the registration number' } },
  },
  {
    slug: 'first-invoice',
    title: { ja: 'はじめての請求書', en: 'Your first invoice' },
    lead: { ja: '取引先の追加から送付まで、3 分で終わります。', en: 'From adding a client to sending, in three minutes.' },
    parts: [
      {
        kind: 'steps',
        ja: '「取引先」で請求書を送る相手を追加する\n「請求書を作成」を押し、取引先と日付を選ぶ\n品目・数量・単価を入れる。税率は行ごとに選べます\n合計を確かめて「保存して送付」を押す',
        en: 'Under “Clients”, add whom you bill\nPress “New invoice”, choose the client and the dates\nType item, quantity and unit price. Each line has its own tax rate\nCheck the total and press “Save and send”',
      },
      { kind: 'title', ja: '送る前に直したいとき', en: 'Not ready to send?' },
      {
        kind: 'text',
        ja: '「下書きを保存」なら、まだ取引先には届きません。請求書の一覧からいつでも送付できます。',
        en: '“Save draft” keeps it with you. Send it from the list of invoices whenever you are ready.',
      },
      { kind: 'title', ja: '消費税はどう計算されますか', en: 'How is the tax worked out?' },
      {
        kind: 'text',
        ja: '税率ごとに明細を合計し、端数処理は一度だけ行います。切り捨て・四捨五入・切り上げは設定で選べます。',
        en: 'Lines are added up per tax rate and rounded once. Down, nearest or up is your choice in the settings.',
      },
    ],
    act: { href: '/invoices/new', text: { ja: '請求書を作成', en: 'New invoice' } },
  },
  {
    slug: 'csv-import',
    title: { ja: 'CSV でまとめて取り込む', en: 'Import many at once with CSV' },
    lead: { ja: '表計算ソフトの一覧を、そのまま請求書にできます。', en: 'Turn a list in your spreadsheet into invoices.' },
    parts: [
      {
        kind: 'text',
        ja: '1 行目に見出しを書き、2 行目から明細を 1 行に 1 つずつ書きます。取引先と日付が同じ行が続くと、1 枚の請求書にまとまります。',
        en: 'The first row has the headings; each further row is one line. Neighbouring rows with the same client and dates become one invoice.',
      },
      {
        kind: 'code',
        ja: '取引先,発行日,支払期限,品目,数量,単価,税率\n株式会社ひばり印刷,2026-06-30,2026-07-31,名刺デザイン,1,38000,10\nみどり食品株式会社,2026-06-30,2026-07-31,撮影用食材,1,6480,8',
        en: 'client,issued,due,item,quantity,unit price,tax rate\nHibari Printing,2026-06-30,2026-07-31,Business cards,1,38000,10\nMidori Foods,2026-06-30,2026-07-31,Food for photos,1,6480,8',
      },
      {
        kind: 'list',
        ja: '日付は 2026-06-30 または 2026/6/30\n税率は 10 か 8\n文字コードは UTF-8 でも Shift_JIS でもかまいません\n知らない取引先は自動で追加されます',
        en: 'Dates like 2026-06-30 or 2026/6/30\nTax rates are 10 or 8\nUTF-8 and Shift_JIS are both fine\nUnknown clients are added for you',
      },
      {
        kind: 'text',
        ja: '一行でも誤りがあると、どの行をどう直すかを示し、何も取り込みません。',
        en: 'If any row is wrong, you see which one and why, and nothing is imported.',
      },
    ],
    act: { href: '/import', text: { ja: 'CSV取込を開く', en: 'Open CSV import' } },
  },
  {
    slug: 'tax-rounding',
    title: { ja: '消費税の端数処理', en: 'Rounding the consumption tax' },
    lead: { ja: '1 円未満をどう扱うかと、その決まりです。', en: 'What happens to a part of a yen, and the rule behind it.' },
    parts: [
      {
        kind: 'text',
        ja: '適格請求書では、端数処理は 1 枚の請求書につき税率ごとに一度だけです。明細の行ごとに丸めることはできません。',
        en: 'A qualified invoice rounds once per tax rate. Rounding each line is not allowed.',
      },
      {
        kind: 'list',
        ja: '切り捨て: 159.84 円 → 159 円\n四捨五入: 159.84 円 → 160 円\n切り上げ: 159.84 円 → 160 円',
        en: 'Down: 159.84 → 159 yen\nNearest: 159.84 → 160 yen\nUp: 159.84 → 160 yen',
      },
    ],
    act: { href: '/settings/tax-rounding', text: { ja: '端数処理を選ぶ', en: 'Choose the rounding' } },
  },
  {
    slug: 'payments',
    title: { ja: '入金の消込', en: 'Matching payments' },
    lead: { ja: '届いたお金を、どの請求書の分か記録します。', en: 'Note which invoice the money was for.' },
    parts: [
      {
        kind: 'steps',
        ja: '「入金管理」を開く\n請求書を選ぶと、残額が入ります\n入金額と入金日を確かめて「記録する」を押す',
        en: 'Open “Payments”\nChoose the invoice; what is outstanding is filled in\nCheck amount and date, then press “Record”',
      },
      {
        kind: 'text',
        ja: '一部だけの入金も記録できます。残額がなくなると、請求書は「入金済み」になります。',
        en: 'Partial payments are fine. An invoice becomes “Paid” when nothing is left.',
      },
    ],
    act: { href: '/payments', text: { ja: '入金管理を開く', en: 'Open payments' } },
  },
  {
    slug: 'recurring',
    title: { ja: '定期請求', en: 'Recurring invoices' },
    lead: { ja: '毎月同じ請求は、一度の設定で済みます。', en: 'Set it up once for what you bill each month.' },
    parts: [
      {
        kind: 'text',
        ja: '取引先・品目・金額と作成日を決めておくと、毎月その日に下書きができます。休みたいときはスイッチで止められます。',
        en: 'Choose client, item, amount and day. A draft is made on that day each month; a switch pauses it.',
      },
      {
        kind: 'list',
        ja: '31 日を選ぶと、短い月は末日に作られます\n金額の変更は翌月の分から',
        en: 'Day 31 means the last day in shorter months\nA changed amount counts from the next month',
      },
    ],
    act: { href: '/recurring', text: { ja: '定期請求を開く', en: 'Open recurring invoices' } },
  },
];
