/** @type {import('../timeline.mjs').Lesson} */
export default {
  id: 'v2',
  seconds: 150,
  person: 'u_mio',
  settings: false,
  title: { ja: '登録番号と消費税', en: 'Registration number and tax' },
  chapters: [
    {
      at: 0,
      title: { ja: '登録番号とは', en: 'What the number is' },
      steps: [
        {
          go: '/help/registration-number',
          ja: '登録番号は、インボイスに必ず載せる T で始まる番号です。',
          en: 'It is the number starting with T that a qualified invoice must carry.',
        },
        {
          point: '.article ul',
          ja: '法人は T と法人番号、個人事業主は T と新しい 13 桁です。',
          en: 'Companies: T and the corporate number. Others: T and 13 new digits.',
        },
        {
          point: '.article ol',
          ja: '分からないときは、税務署からの登録通知書を見ます。',
          en: 'Not sure? Look at the notice from your tax office.',
        },
      ],
    },
    {
      at: 40,
      title: { ja: '登録番号を設定する', en: 'Set the number' },
      steps: [
        {
          go: '/settings',
          point: '#setting-registration-number',
          click: true,
          ja: '「設定」から「登録番号」を開きます。',
          en: 'Open “Registration number” in the settings.',
        },
        {
          point: '#registration-number',
          type: 'T123456789',
          ja: 'T と 13 桁を入れます。桁が足りないと…',
          en: 'Type T and 13 digits. If some are missing…',
        },
        { point: '#save', click: true, ja: 'どこが違うかを、その場でお知らせします。', en: '…you are told right away what is wrong.' },
        {
          point: '#registration-number',
          type: 'T1234567890123',
          ja: 'ハイフンや全角のままでも、正しい形に直して保存します。',
          en: 'Hyphens and full-width characters are tidied up for you.',
        },
        {
          point: '#save',
          click: true,
          ja: '「保存する」を押すと、設定が 5 つともそろいました。',
          en: 'Press “Save”: all five settings are done.',
        },
      ],
    },
    {
      at: 86,
      title: { ja: '消費税の端数処理', en: 'Rounding the tax' },
      steps: [
        {
          go: '/settings/tax-rounding',
          point: '[data-shirube="rounding"]',
          ja: '1 円未満の扱いを、切り捨て・四捨五入・切り上げから選びます。',
          en: 'Choose what happens to a part of a yen: down, nearest or up.',
        },
        {
          point: '.example',
          ja: '端数処理は、請求書 1 枚につき税率ごとに一度だけです。',
          en: 'Rounding happens once per tax rate, never per line.',
        },
      ],
    },
    {
      at: 114,
      title: { ja: '請求書で確かめる', en: 'See it on the invoice' },
      steps: [
        {
          go: '/invoices/i2',
          point: '.facts',
          ja: '請求書の右上に、登録番号が印字されます。',
          en: 'The number is printed at the top right of each invoice.',
        },
        {
          point: '[data-shirube="totals"]',
          ja: '税率ごとの対象額と消費税も、きまりどおりに載ります。',
          en: 'Net amount and tax per rate are there too, as the rules ask.',
        },
      ],
    },
    {
      at: 138,
      title: { ja: 'まとめ', en: 'Summary' },
      steps: [{ go: '/settings', ja: '設定は一度だけ。あとは自動で印字されます。', en: 'Set it once; it is printed from then on.' }],
    },
  ],
};
