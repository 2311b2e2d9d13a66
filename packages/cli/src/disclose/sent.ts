/** What an event carries. The lists follow the wire: traits only when declared, paths without query and hash, never what was typed. */
import type { Config } from '@shirube/engine';
import type { Lang } from '../lang';

const join: Record<Lang, string> = { en: ', ', ja: '、' };

/** Everything that a reporter gets, in the words of this configuration. */
export function sentOf(config: Config, lang: Lang): string[] {
  const ja = lang === 'ja';
  const names = (record: Readonly<Record<string, unknown>> | undefined) =>
    Object.keys(record ?? {})
      .map((n) => `\`${n.replaceAll('`', '')}\``)
      .join(join[lang]);
  const has = (list: readonly unknown[] | undefined) => !!list?.length;
  const surveys = config.content?.some((c) => c.kind === 'survey');
  return [
    ja ? '利用者 ID と匿名 ID、アカウント ID' : 'User id and anonymous id, account id',
    ...(config.traits && Object.keys(config.traits).length ? [`${ja ? '利用者の属性' : 'User traits'}: ${names(config.traits)}`] : []),
    ...(config.accountTraits && Object.keys(config.accountTraits).length
      ? [`${ja ? 'アカウントの属性' : 'Account traits'}: ${names(config.accountTraits)}`]
      : []),
    ja ? '閲覧したページのパス(クエリーとハッシュを除く)' : 'Path of the pages viewed (without query and hash)',
    `${ja ? '操作イベントの名前とプロパティ' : 'Events of the app, with their properties'}${config.events ? `: ${names(config.events)}` : ''}`,
    ja
      ? '案内の進み具合(表示・完了・閉じた、マイルストーン、セグメント、フロー)'
      : 'Progress of the guidance (shown, completed, dismissed; milestones, segments, flows)',
    ...(has(config.videos) ? [ja ? '動画を見た区間' : 'Parts of videos that were watched'] : []),
    ...(surveys ? [ja ? 'アンケートの回答' : 'Answers to surveys'] : []),
    ja
      ? '日時、言語、セッション ID、タブ ID、連番、同意の状態、設定とスクリプトの版'
      : 'Time, language, session id, tab id, sequence number, consent, versions of configuration and script',
    ja ? '通信に伴うもの: IP アドレス、ユーザーエージェント' : 'What every request carries: IP address, user agent',
  ];
}

export const never: Record<Lang, string> = {
  en: 'Never sent: what is typed into fields, texts of the page, queries and hashes of addresses, traits that the configuration does not declare.',
  ja: '送信しないもの: 入力欄の値、ページの文章、アドレスのクエリーとハッシュ、設定に宣言していない属性。',
};
