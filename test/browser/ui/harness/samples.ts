/** One believable piece of content of every kind, in both languages, for screenshots and accessibility runs. */
import type { Content } from '@shirube/engine';

const t = (en: string, ja: string) => ({ en, ja });

export const sampleConfig = {
  videos: [
    { id: 'v1', title: t('Your first invoice', 'はじめての請求書'), duration: 180, sources: [{ src: '/v1.webm' }] },
    { id: 'v2', title: t('Registration number and tax', '登録番号と消費税'), duration: 150, sources: [{ src: '/v2.webm' }] },
  ],
  checklists: [
    {
      id: 'settings',
      label: t('Set up your account', '初期設定'),
      items: [
        { id: 'company', label: t('Company profile', '会社情報'), done: { kind: 'event', name: 'company' } },
        { id: 'number', label: t('Registration number', '登録番号'), done: { kind: 'event', name: 'number' }, href: '/settings/number' },
        { id: 'bank', label: t('Bank account', '振込先口座'), done: { kind: 'event', name: 'bank' }, start: 'modal' },
        {
          id: 'tax',
          label: t('Rounding of consumption tax', '消費税の端数処理'),
          done: { kind: 'event', name: 'tax' },
          href: '/settings/tax',
        },
        {
          id: 'team',
          label: t('Invite your team', 'メンバーを招待'),
          done: { kind: 'event', name: 'team' },
          href: '/team',
          required: false,
        },
      ],
    },
  ],
  content: [
    {
      kind: 'announcement',
      id: 'july',
      title: t('What is new in July', '7月の新機能'),
      date: '2026-07-01',
      body: t('Recurring invoices can now **skip a month**.', '定期請求を**1か月だけ休止**できるようになりました。'),
    },
    {
      kind: 'announcement',
      id: 'june',
      title: t('Faster CSV import', 'CSV取込が速くなりました'),
      date: '2026-06-12',
      body: t('Up to 5,000 rows at once.', '一度に5,000行まで取り込めます。'),
    },
  ],
};

export const samples: Record<string, Content> = {
  tour: {
    kind: 'tour',
    id: 'tour',
    steps: [
      {
        id: 'a',
        target: { data: 'new-invoice' },
        title: t('Create your first invoice', '最初の請求書を作成しましょう'),
        body: t(
          'Everything starts here. Pick a client, add **two lines**, and send it as a PDF.',
          'すべてはここから始まります。取引先を選び、**明細を2行**加えて、PDFで送付できます。',
        ),
      },
      {
        id: 'b',
        target: { css: '#number' },
        placement: 'right',
        title: t('Registration number', '登録番号'),
        body: t(
          'T and 13 digits.\n\n- Shown on every invoice\n- See [the guide](/help)',
          'Tと13桁の数字です。\n\n- すべての請求書に記載されます\n- [ガイド](/help)もご覧ください',
        ),
        media: { video: 'v2' },
      },
      {
        id: 'c',
        title: t('All set', '準備ができました'),
        body: t('You can open this tour again from the help menu.', 'このツアーはヘルプからいつでも見直せます。'),
      },
    ],
  },
  popover: {
    kind: 'popover',
    id: 'popover',
    target: { css: '#row1' },
    placement: 'top-start',
    title: t('Open an invoice', '請求書を開く'),
    body: t('Click a row to see what was **sent** and what was *paid*.', '行をクリックすると、**送付**と*入金*の状況を確認できます。'),
  },
  nudge: {
    kind: 'nudge',
    id: 'nudge',
    title: t('Need help with this page?', 'この画面でお困りですか?'),
    body: t('The article explains where to find your registration number.', '登録番号の調べ方をまとめた記事があります。'),
    buttons: [
      { label: t('Later', 'あとで'), do: 'snooze', kind: 'link' },
      { label: t('Open the article', '記事を開く'), do: { open: '/help', context: true } },
    ],
  },
  banner: {
    kind: 'banner',
    id: 'banner',
    tone: 'warning',
    body: t(
      'Maintenance on **Sunday, 2:00–4:00**. Invoices cannot be sent then.',
      '**日曜日 2:00〜4:00** はメンテナンスのため、請求書を送付できません。',
    ),
    buttons: [{ label: t('Details', '詳細'), do: { open: '/status' } }],
  },
  hotspot: {
    kind: 'hotspot',
    id: 'hotspot',
    target: { css: '#save' },
    title: t('New: save as draft', '新機能:下書き保存'),
    body: t('Keep half-finished settings for later.', '途中の設定をあとで再開できます。'),
  },
  modal: {
    kind: 'modal',
    id: 'modal',
    title: t('New terms of use', '利用規約の改定について'),
    body: t(
      'From **October 1** the new terms apply. The main changes:\n\n1. Storage of invoices for ten years\n2. Electronic seals',
      '**10月1日**から新しい規約が適用されます。主な変更点は次のとおりです。\n\n1. 請求書の10年間保存\n2. 電子印影への対応',
    ),
    buttons: [
      { label: t('Read the terms', '規約を読む'), do: { open: '/terms' }, kind: 'secondary' },
      { label: t('I agree', '同意する'), do: 'complete' },
    ],
  },
  checklist: { kind: 'checklist', id: 'checklist', checklist: 'settings', open: true },
  nps: {
    kind: 'survey',
    id: 'nps',
    questions: [
      {
        id: 'score',
        type: 'nps',
        ask: t(
          'How likely are you to recommend Haruiro Billing to others in your trade?',
          'ハルイロ請求を同業の方にどのくらい薦めたいですか?',
        ),
        low: t('Not at all', 'まったく薦めない'),
        high: t('Very likely', 'ぜひ薦めたい'),
        branches: [{ atMost: 6, to: 'why' }],
      },
      {
        id: 'good',
        type: 'choices',
        ask: t('What do you like?', '気に入っている点は何ですか?'),
        choices: [
          { value: 'easy', label: t('Easy to use', '使いやすさ') },
          { value: 'price', label: t('Price', '価格') },
          { value: 'support', label: t('Support', 'サポート') },
        ],
        branches: [{ is: 'easy', to: 'end' }],
      },
      {
        id: 'why',
        type: 'text',
        ask: t('Why do you feel that way?', 'そう感じた理由をお聞かせください'),
        placeholder: t('A few words are enough', 'ひとことでも結構です'),
      },
    ],
  },
  rating: {
    kind: 'survey',
    id: 'rating',
    questions: [{ id: 'stars', type: 'rating', ask: t('How was the CSV import?', 'CSV取込はいかがでしたか?') }],
  },
  hub: {
    kind: 'hub',
    id: 'hub',
    articles: { feed: '/help.json' },
    videos: ['v1', 'v2'],
    checklists: ['settings'],
    contact: { label: t('Contact support', 'サポートに問い合わせる'), do: { call: 'openChat' } },
  },
  announcement: {
    kind: 'announcement',
    id: 'popup',
    show: 'popup',
    title: t('What is new in July', '7月の新機能'),
    body: t('Recurring invoices can now **skip a month**.', '定期請求を**1か月だけ休止**できるようになりました。'),
    buttons: [{ label: t('Show me', '見てみる'), do: { navigate: '/recurring' } }],
  },
};
