/** What the inspector says, in the languages of those who build with it. */
const en = {
  title: 'Shirube inspector', guides: 'Guides', signals: 'Signals', person: 'Person', flight: 'Recording',
  side: 'Move to the other side', fold: 'Fold', unfold: 'Open the inspector', close: 'Turn the inspector off',
  open: 'open', ready: 'ready', held: 'held', unknown: 'unknown', suspended: 'hidden for now',
  show: 'Show it now', never: 'Waiting does not change it.', next: 'By itself at {0}', change: 'Smallest change',
  noGuides: 'The configuration has no content yet.', noSignals: 'Nothing has happened since the inspector was opened.', filter: 'Filter',
  anonymous: 'not identified', user: 'User', account: 'Account', logins: 'Logins', session: 'Session', milestones: 'Milestones', segments: 'Segments', flows: 'Flows', traits: 'Traits', delivery: 'Delivery',
  none: 'none', reached: 'reached', waits: 'not yet', inside: 'inside', at: 'at step {0}',
  ledger: 'accepted {0}, delivered {1}, lost {2}, waiting {3}',
  recorded: '{0} signals and {1} effects are recorded, over page loads too.', cut: 'It grew long: the beginning was dropped.',
  download: 'Download', restart: 'Start over', replay: 'Play it again with', private: 'A recording holds what the app told about the person (ids, traits, events); no field values and no page text.',
};
export type InspectorText = keyof typeof en;
const ja: Record<InspectorText, string> = {
  title: 'Shirube インスペクター', guides: 'ガイド', signals: 'シグナル', person: '利用者', flight: '記録',
  side: '反対側へ移す', fold: 'たたむ', unfold: 'インスペクターを開く', close: 'インスペクターを終了する',
  open: '表示中', ready: '表示可能', held: '保留', unknown: '不明', suspended: '一時的に非表示',
  show: 'いま表示する', never: '待つだけでは変わりません。', next: '{0} に自動で変わる可能性', change: '最小の変化',
  noGuides: '設定にコンテンツがまだありません。', noSignals: 'インスペクターを開いてから、まだ何も起きていません。', filter: '絞り込み',
  anonymous: '未識別', user: 'ユーザー', account: 'アカウント', logins: 'ログイン', session: 'セッション', milestones: 'マイルストーン', segments: 'セグメント', flows: 'フロー', traits: '属性', delivery: '送信',
  none: 'なし', reached: '到達', waits: '未到達', inside: '該当', at: 'ステップ {0}',
  ledger: '受付 {0}、送信済み {1}、損失 {2}、待機 {3}',
  recorded: 'シグナル {0} 件、動作 {1} 件を記録しました。ページを移っても続きます。', cut: '長くなったため、はじめの部分は破棄されました。',
  download: 'ダウンロード', restart: 'やり直す', replay: '再生するコマンド', private: '記録には、アプリが伝えた利用者の情報(ID、属性、イベント)が含まれます。入力値やページの文章は含まれません。',
};

export type Say = (key: InspectorText, ...values: readonly (string | number)[]) => string;
export const sayIn = (lang: string): Say => {
  const words = lang.startsWith('ja') ? ja : en;
  return (key, ...values) => words[key].replace(/\{(\d)\}/g, (_, i: string) => String(values[Number(i)] ?? ''));
};
