/** Who receives what: one row per kind of reporter. What it sends is what packages/browser/src/reporters really encodes. */
import type { Lang } from '../lang';

type Said = Record<Lang, string>;
export interface Receiver {
  who: Said;
  why: Said;
  /** Where requests go when the reporter names no endpoint; undefined: nowhere by itself. */
  origin?: string;
  /** It hands the events to other code on the page, which sends them on. */
  handsOver?: boolean;
}

export const receivers: Readonly<Record<string, Receiver>> = {
  http: {
    who: { en: 'Your own collector', ja: '自社のコレクター' },
    why: {
      en: 'To guide users, to send mails that were asked for by the flow, to see who needs help',
      ja: '利用者への案内、フローに基づくメールの送付、支援が必要な方の把握',
    },
  },
  segment: {
    who: { en: 'Segment (Twilio Inc.) or a compatible service', ja: 'Segment(Twilio Inc.)または互換サービス' },
    why: { en: 'Analysis of usage', ja: '利用状況の分析' },
    origin: 'https://api.segment.io',
  },
  analytics: {
    who: {
      en: 'The analytics library that is already on the page (window.analytics)',
      ja: 'ページにある分析ライブラリー(window.analytics)',
    },
    why: { en: 'Analysis of usage', ja: '利用状況の分析' },
    handsOver: true,
  },
  'data-layer': {
    who: { en: 'Google Tag Manager and the tags in it (Google LLC)', ja: 'Google タグマネージャーとその中のタグ(Google LLC)' },
    why: { en: 'Analysis of usage', ja: '利用状況の分析' },
    handsOver: true,
  },
  posthog: {
    who: { en: 'PostHog (PostHog Inc.) or your own installation', ja: 'PostHog(PostHog Inc.)または自社サーバー' },
    why: { en: 'Analysis of usage', ja: '利用状況の分析' },
    origin: 'https://us.i.posthog.com',
  },
  xapi: {
    who: { en: 'The learning record store behind your endpoint', ja: '送信先の学習記録ストア(LRS)' },
    why: { en: 'Records of what was learned', ja: '学習履歴の記録' },
  },
  'otlp-logs': {
    who: { en: 'Your OpenTelemetry collector', ja: '自社の OpenTelemetry コレクター' },
    why: { en: 'Operation and monitoring', ja: '運用と監視' },
  },
  console: {
    who: { en: 'Nobody: printed in the browser console', ja: '送信なし(ブラウザーのコンソールに表示)' },
    why: { en: 'Development', ja: '開発' },
    handsOver: true,
  },
  function: {
    who: { en: 'A function of your app', ja: '自社アプリの関数' },
    why: { en: 'As your app decides', ja: '自社アプリの定めによる' },
    handsOver: true,
  },
};
export const receiverOf = (kind: string): Receiver =>
  (Object.hasOwn(receivers, kind) ? receivers[kind] : undefined) ?? {
    who: { en: `Reporter “${kind}”`, ja: `レポーター「${kind}」` },
    why: { en: 'As its author decides', ja: '作成者の定めによる' },
  };
