/** Words and styles of the hub. */
export const hubWords = {
  en: {
    title: 'Help',
    search: 'Search help',
    news: 'What’s new',
    lists: 'Checklists',
    videos: 'Videos',
    none: 'Nothing found. Try another word, or ask us.',
    found: '{n} found',
    loading: 'Searching…',
    failed: 'The articles could not be loaded.',
    new: 'new',
    unread: '{n} unread',
    minutes: '{n} min',
  },
  ja: {
    title: 'ヘルプ',
    search: 'ヘルプを検索',
    news: 'お知らせ',
    lists: 'チェックリスト',
    videos: '動画',
    none: '見つかりませんでした。別の言葉でお試しいただくか、お問い合わせください。',
    found: '{n} 件見つかりました',
    loading: '検索しています…',
    failed: '記事を読み込めませんでした。',
    new: '未読',
    unread: '未読 {n} 件',
    minutes: '{n} 分',
  },
};
export const minutes = (seconds: number | undefined, t: (key: string, values?: Record<string, number>) => string): string =>
  seconds ? t('minutes', { n: Math.max(1, Math.round(seconds / 60)) }) : '';

export const hubCss = `.find{position:relative;margin-top:12px}.find svg{position:absolute;inset-block-start:50%;inset-inline-start:12px;translate:0 -50%;color:var(--muted)}
.find input{width:100%;min-height:40px;padding:8px 12px;padding-inline-start:38px;border:1px solid var(--muted);border-radius:8px;background:none;color:inherit;font:inherit}
.find input::-webkit-search-cancel-button{appearance:none;width:20px;height:20px;margin-inline-start:8px;cursor:pointer;background:linear-gradient(45deg,#0000 46%,var(--muted) 46% 54%,#0000 54%) center/11px 11px no-repeat,linear-gradient(-45deg,#0000 46%,var(--muted) 46% 54%,#0000 54%) center/11px 11px no-repeat}
.find input::placeholder,textarea::placeholder{color:var(--muted);opacity:1}
h3{margin:12px 8px 4px;color:var(--muted);font:600 calc(var(--size) - 1.5px)/1.5 var(--font)}
.panel .main .note{margin:8px}.panel section+section{margin-top:8px}.apart section{margin:8px 8px 0;padding-top:8px;border-top:1px solid var(--border)}.apart .row{margin-inline:-8px;width:calc(100% + 16px)}
summary{list-style:none}summary::-webkit-details-marker{display:none}
.unread{flex:none;width:8px;height:8px;border-radius:50%;margin-inline:6px}.unread.on{background:var(--accent)}@media(forced-colors:active){.unread.on{background:Highlight;forced-color-adjust:none}}
.news .row>svg:last-child{scale:1!important;rotate:90deg}.news[open] .row>svg:last-child{rotate:-90deg}
.news>.body{padding-block:0 12px;padding-inline:40px 8px}.news>.body>div>*{margin:0 0 var(--space)}.news>.body>div>:last-child{margin:0}.news>.body .btn{margin-block-start:8px;margin-inline-end:8px}`;
