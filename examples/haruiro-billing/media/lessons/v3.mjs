/** @type {import('../timeline.mjs').Lesson} */
export default {
  id: 'v3',
  seconds: 240,
  person: 'u_hana',
  settings: true,
  title: { ja: 'CSV取込', en: 'CSV import' },
  chapters: [
    {
      at: 0,
      title: { ja: 'まとめて作るとき', en: 'When there are many' },
      steps: [
        {
          go: '/invoices',
          ja: '毎月の請求が多いときは、表計算ソフトの一覧から作れます。',
          en: 'Many invoices each month? Make them from a spreadsheet.',
        },
        { point: '[data-shirube="go-import"]', click: true, ja: '「CSV取込」を開きます。', en: 'Open “CSV import”.' },
        {
          point: '[data-shirube="csv-sample"]',
          ja: '見本を手もとに置くと、形がすぐ分かります。',
          en: 'The sample shows the shape at once.',
        },
      ],
    },
    {
      at: 45,
      title: { ja: 'CSV の書き方', en: 'How to write the file' },
      steps: [
        {
          go: '/help/csv-import',
          point: '.code',
          ja: '1 行目は見出し、2 行目から明細を 1 行ずつ書きます。',
          en: 'Headings in the first row, then one line per row.',
        },
        {
          point: '.code',
          ja: '取引先と日付が同じ行は、1 枚の請求書にまとまります。',
          en: 'Rows with the same client and dates become one invoice.',
        },
        { point: '.article ul', ja: '日付は 2026-06-30 でも 2026/6/30 でもかまいません。', en: 'Dates may be 2026-06-30 or 2026/6/30.' },
        {
          point: '.article ul',
          ja: '税率は 10 か 8。文字コードは自動で判別します。',
          en: 'Tax rates are 10 or 8. The encoding is found by itself.',
        },
      ],
    },
    {
      at: 105,
      title: { ja: '取り込む前に確かめる', en: 'Check before importing' },
      steps: [
        {
          go: '/import',
          point: '[data-shirube="csv-drop"]',
          ja: 'ファイルをここへ落とすか、「ファイルを選ぶ」を押します。',
          en: 'Drop the file here, or press “Choose a file”.',
        },
        {
          point: '[data-shirube="csv-drop"]',
          file: 'bad',
          ja: '誤りがあると、何行目をどう直すかが出ます。',
          en: 'If something is wrong you see which row, and why.',
        },
        {
          point: '[data-shirube="csv-errors"]',
          ja: '一行でも誤りがあれば、何も取り込まれません。',
          en: 'With a single bad row, nothing is imported.',
        },
        {
          point: '[data-shirube="csv-drop"]',
          file: 'good',
          ja: '直したファイルをもう一度選びます。',
          en: 'Choose the corrected file again.',
        },
        {
          point: '[data-shirube="csv-preview"]',
          ja: '何枚の請求書になるか、合計はいくらかを確かめます。',
          en: 'See how many invoices it makes, and their totals.',
        },
      ],
    },
    {
      at: 178,
      title: { ja: '取り込んで送付する', en: 'Import and send' },
      steps: [
        { point: '#import', click: true, ja: '「取り込む」を押すと、下書きができます。', en: 'Press “Import”: the drafts are there.' },
        {
          go: '/clients',
          point: '[data-shirube="client-list"]',
          ja: '知らない取引先は、自動で追加されています。',
          en: 'Unknown clients have been added for you.',
        },
        {
          go: '/invoices',
          point: '[data-shirube="invoice-table"]',
          ja: '一枚ずつ確かめて、送付しましょう。',
          en: 'Check each one and send it.',
        },
      ],
    },
    {
      at: 222,
      title: { ja: 'まとめ', en: 'Summary' },
      steps: [
        {
          go: '/dashboard',
          ja: '一覧があれば、月末の請求は数分で終わります。',
          en: 'With a list at hand, month-end billing takes minutes.',
        },
      ],
    },
  ],
};
