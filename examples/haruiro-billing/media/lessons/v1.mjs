/** @type {import('../timeline.mjs').Lesson} */
export default {
  id: 'v1',
  seconds: 180,
  person: 'u_hana',
  settings: true,
  title: { ja: 'はじめての請求書', en: 'Your first invoice' },
  chapters: [
    {
      at: 0,
      title: { ja: 'この動画でできること', en: 'What you will learn' },
      steps: [
        {
          go: '/dashboard',
          ja: 'この動画では、取引先の追加から送付までを 3 分で見ていきます。',
          en: 'From adding a client to sending: three minutes.',
        },
        {
          point: '[data-shirube="nav"]',
          ja: '左のメニューから、どの画面へもすぐ移れます。',
          en: 'The menu on the left takes you anywhere.',
        },
      ],
    },
    {
      at: 25,
      title: { ja: '取引先を追加する', en: 'Add a client' },
      steps: [
        { point: '#nav-clients', click: true, ja: '「取引先」を開きます。', en: 'Open “Clients”.' },
        { point: '#new-client', click: true, ja: '「取引先を追加」を押します。', en: 'Press “Add a client”.' },
        {
          point: '#client-name',
          type: '株式会社ひばり印刷',
          ja: '会社名を入れます。必須なのは会社名だけです。',
          en: 'Type the name. Nothing else is required.',
        },
        {
          point: '#client-email',
          type: 'keiri@hibari.example',
          ja: 'メールアドレスがあれば、請求書をそのまま送れます。',
          en: 'With an e-mail address you can send invoices right away.',
        },
        {
          point: '[data-shirube="save-client"]',
          click: true,
          ja: '「追加する」を押すと、一覧に載ります。',
          en: 'Press “Add” and the client is in the list.',
        },
      ],
    },
    {
      at: 78,
      title: { ja: '請求書をつくる', en: 'Create the invoice' },
      steps: [
        {
          go: '/invoices',
          point: '#new-invoice',
          click: true,
          ja: '「請求書」の画面で「請求書を作成」を押します。',
          en: 'Under “Invoices”, press “New invoice”.',
        },
        {
          point: '#client',
          ja: '取引先を確かめます。日付は今日と 30 日後が入っています。',
          en: 'Check the client. The dates are today and 30 days from now.',
        },
        { point: '#lines-0-description', type: 'ロゴデザイン一式', ja: '品目を入れます。', en: 'Type the item.' },
        {
          point: '#lines-0-unit-price',
          type: '80000',
          ja: '数量と、税抜の単価を入れます。',
          en: 'Type the quantity and the unit price before tax.',
        },
        { point: '[data-shirube="totals"]', ja: '消費税と合計は、入力のたびに計算されます。', en: 'Tax and total follow as you type.' },
      ],
    },
    {
      at: 130,
      title: { ja: '確かめて送付する', en: 'Check and send' },
      steps: [
        {
          point: '#save-invoice',
          click: true,
          ja: 'まず「下書きを保存」。取引先にはまだ届きません。',
          en: 'Save a draft first. The client does not get it yet.',
        },
        {
          point: '[data-shirube="invoice-paper"]',
          ja: '宛名・明細・登録番号を、紙の見た目で確かめます。',
          en: 'Check name, lines and registration number as they will look.',
        },
        { point: '#send-invoice', click: true, ja: '「送付する」を押せば完了です。', en: 'Press “Send”, and that is it.' },
      ],
    },
    {
      at: 164,
      title: { ja: 'まとめ', en: 'Summary' },
      steps: [
        {
          go: '/invoices',
          ja: '状態は一覧でいつでも分かります。次は入金の記録へ進みましょう。',
          en: 'The list always shows where each invoice stands. Next: payments.',
        },
      ],
    },
  ],
};
