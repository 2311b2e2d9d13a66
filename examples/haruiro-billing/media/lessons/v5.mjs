/** @type {import('../timeline.mjs').Lesson} */
export default {
  id: 'v5',
  seconds: 300,
  person: 'u_yui',
  settings: false,
  title: { ja: '入金消込', en: 'Matching payments' },
  chapters: [
    {
      at: 0,
      title: { ja: '消込とは', en: 'What matching means' },
      steps: [
        {
          go: '/payments',
          ja: '届いたお金を、どの請求書の分か結び付けるのが消込です。',
          en: 'Matching says which invoice the money was for.',
        },
        { point: '[data-shirube="payment-list"]', ja: '記録した入金は、下の一覧に並びます。', en: 'Recorded payments are listed below.' },
        {
          go: '/dashboard',
          point: '[data-shirube="figures"]',
          ja: '未入金と期限超過は、ホームでひと目で分かります。',
          en: 'Home shows what is outstanding and overdue.',
        },
      ],
    },
    {
      at: 56,
      title: { ja: '全額の入金', en: 'Paid in full' },
      steps: [
        {
          go: '/payments',
          point: '#payment-invoice',
          ja: '請求書を選びます。残額も一緒に出ています。',
          en: 'Choose the invoice; what is outstanding is shown with it.',
        },
        {
          point: '#payment-amount',
          ja: '残額が入っています。通帳の金額と同じか確かめます。',
          en: 'The amount is filled in. Compare it with your bank.',
        },
        { point: '#paid-on', ja: '入金日を、通帳の日付に合わせます。', en: 'Set the day on which it arrived.' },
        {
          point: '[data-shirube="save-payment"]',
          click: true,
          ja: '「記録する」を押すと、請求書が「入金済み」になります。',
          en: 'Press “Record”: the invoice is now “Paid”.',
        },
      ],
    },
    {
      at: 124,
      title: { ja: '一部だけの入金', en: 'Paid in part' },
      steps: [
        {
          point: '#payment-amount',
          type: '100000',
          ja: '一部だけ届いたときは、届いた金額に直します。',
          en: 'Only a part arrived? Type that amount.',
        },
        {
          point: '[data-shirube="save-payment"]',
          click: true,
          ja: '記録すると、残りは未入金のまま残ります。',
          en: 'Record it; the rest stays outstanding.',
        },
        { point: '#payment-invoice', ja: '次に開いたときは、残額だけが入っています。', en: 'Next time only what is left is filled in.' },
      ],
    },
    {
      at: 176,
      title: { ja: '期限を過ぎた請求書', en: 'Overdue invoices' },
      steps: [
        {
          go: '/invoices',
          point: '[data-shirube="invoice-filter"]',
          ja: '「期限超過」で絞り込むと、遅れている請求書だけが出ます。',
          en: 'Filter by “Overdue” to see only the late ones.',
        },
        {
          point: '[data-shirube="invoice-filter"] button:nth-child(4)',
          click: true,
          ja: '金額と期限を見て、連絡する相手を決めます。',
          en: 'Look at amounts and dates, and decide whom to ask.',
        },
        {
          point: '[data-shirube="invoice-table"] a',
          click: true,
          ja: '請求書を開き、振込先が正しく載っているか確かめます。',
          en: 'Open it and check that your bank account is right.',
        },
        {
          point: '[data-shirube="go-payment"]',
          ja: '入金があれば、ここから直接記録できます。',
          en: 'When the money comes, record it from here.',
        },
      ],
    },
    {
      at: 246,
      title: { ja: '月末の手順', en: 'At the end of a month' },
      steps: [
        {
          go: '/payments',
          point: '[data-shirube="payment-list"]',
          ja: '月末は、通帳と一覧を上から順に突き合わせます。',
          en: 'Compare bank and list from top to bottom.',
        },
        {
          go: '/dashboard',
          point: '[data-shirube="figures"]',
          ja: '未入金が思ったとおりなら、消込は終わりです。',
          en: 'If the outstanding sum is as expected, you are done.',
        },
      ],
    },
    {
      at: 282,
      title: { ja: 'まとめ', en: 'Summary' },
      steps: [
        {
          go: '/dashboard',
          ja: '選ぶ・確かめる・記録する。消込はこの三つです。',
          en: 'Choose, check, record. That is all there is to it.',
        },
      ],
    },
  ],
};
