/** @type {import('../timeline.mjs').Lesson} */
export default {
  id: 'v4',
  seconds: 200,
  person: 'u_sota',
  settings: false,
  title: { ja: '定期請求', en: 'Recurring invoices' },
  chapters: [
    {
      at: 0,
      title: { ja: '定期請求とは', en: 'What it is' },
      steps: [
        {
          go: '/recurring',
          ja: '毎月同じ請求書を、決まった日に自動で下書きします。',
          en: 'The same invoice, drafted for you on the same day each month.',
        },
        {
          point: '[data-shirube="recurring-list"]',
          ja: '顧問料・保守料・月額の利用料などに向いています。',
          en: 'Made for retainers, maintenance and monthly fees.',
        },
      ],
    },
    {
      at: 35,
      title: { ja: '追加する', en: 'Add one' },
      steps: [
        { point: '#recurring-client', ja: '下のフォームで、取引先を選びます。', en: 'Choose the client in the form below.' },
        {
          point: '#recurring-title',
          type: '保守サポート(月次)',
          ja: '品目を入れます。請求書の明細にそのまま載ります。',
          en: 'Type the item as it should appear on the invoice.',
        },
        { point: '#recurring-amount', type: '48000', ja: '税抜の金額を入れます。', en: 'Type the amount before tax.' },
        {
          point: '#recurring-day',
          ja: '作成日を選びます。31 日なら、短い月は末日になります。',
          en: 'Choose the day. Day 31 means the last day in shorter months.',
        },
        {
          point: '[data-shirube="save-recurring"]',
          click: true,
          ja: '「追加する」を押すと、次の作成日から始まります。',
          en: 'Press “Add”. It starts on the next such day.',
        },
      ],
    },
    {
      at: 108,
      title: { ja: '止める・再開する', en: 'Pause and resume' },
      steps: [
        {
          point: '[data-shirube="recurring-switch"]',
          click: true,
          ja: 'お休みの月は、スイッチで止めます。',
          en: 'A month off? Turn the switch.',
        },
        {
          point: '[data-shirube="recurring-switch"]',
          click: true,
          ja: 'もう一度押すと再開します。内容は消えません。',
          en: 'Turn it on again and nothing is lost.',
        },
      ],
    },
    {
      at: 140,
      title: { ja: '作られた請求書を送る', en: 'Send what was made' },
      steps: [
        {
          go: '/invoices',
          point: '[data-shirube="invoice-filter"]',
          ja: '作成日になると、一覧に下書きができています。',
          en: 'On the day, a draft is waiting in the list.',
        },
        { point: '[data-invoice="INV-0011"] a', click: true, ja: '開いて内容を確かめます。', en: 'Open it and check.' },
        { point: '#send-invoice', click: true, ja: 'よければ「送付する」を押します。', en: 'All good? Press “Send”.' },
      ],
    },
    {
      at: 184,
      title: { ja: 'まとめ', en: 'Summary' },
      steps: [{ go: '/recurring', ja: '一度決めれば、毎月の作り忘れがなくなります。', en: 'Set it once, and no month is forgotten.' }],
    },
  ],
};
