/** Why not, in words: one text per reason code. An unknown code falls back to have and need. */
import type { Lang } from '../lang';
import type { Reason } from '../play/why';
import { brief, clean } from '../source/clean';
import { span } from '../play/time';

type Texts = Readonly<Record<string, string>>;
/** {have} {need} {until} and the condition's own words, such as {name} {id} {path}, are filled in. */
const en: Texts = {
  published: 'it is switched off ("off": true)', schedule: 'outside its schedule', audience: 'the person is not in its audience', 'audience.tier': 'accounts of the tier {have} do not get this kind', page: 'the person is not on {need}, but on {have}',
  trigger: 'its trigger does not hold', 'trigger.none': 'it has no trigger of its own: a flow, other content or show() must start it',
  'frequency.never': 'the person said “don’t show again”', 'frequency.snoozed': 'the person put it off', 'frequency.max': 'shown {have} times, at most {need}', 'frequency.every': 'shown already within {need}', 'frequency.dismissed': 'the person closed it', 'frequency.completed': 'the person finished it', 'frequency.session': 'shown already in this session', 'frequency.once': 'shown already, and it is shown once',
  'caps.gap': 'too soon after the last interruption (gap {need})', 'caps.pages': 'only {have} pages since the last interruption, {need} needed', 'caps.session': '{have} interruptions in this session, at most {need}', 'caps.day': '{have} interruptions in 24 hours, at most {need}',
  'quiet.hidden': 'the tab is hidden', 'quiet.typing': 'the person is typing', 'quiet.modal': 'the app has a dialog open', 'quiet.media': 'a video is playing', 'quiet.print': 'the page is being printed', 'quiet.dnd': 'do not disturb is on', 'quiet.fullscreen': 'something fills the screen', 'quiet.dirty': 'a form has unsaved changes', 'quiet.offline': 'the browser is offline',
  consent: 'guidance is not consented to ({have})', holdout: 'the person is in the comparison group that does not see it', concurrency: '{have} is open', priority: 'something more important goes first', 'target.missing': 'the element that it points at was not there',
  login: 'logins: {have}, needed: {need}', event: 'event “{name}”: {have}, needed: {need}', dwell: '{have} on {path}, {need} needed', milestone: 'milestone “{id}” is not reached', segment: 'not in the segment “{id}”', trait: 'trait “{name}” is {have}, needed: {need}', accountTrait: 'account trait “{name}” is {have}, needed: {need}',
  all: 'not all of these hold', any: 'none of these holds', not: 'this must not hold, but does', 'unknown.kind': 'this version does not know the kind {have}',
};
const ja: Texts = {
  published: '公開されていません("off": true)', schedule: '期間の外です', audience: '対象者ではありません', 'audience.tier': '階層 {have} のアカウントには、この種類を出しません', page: '{need} ではなく {have} にいます',
  trigger: '発火条件を満たしていません', 'trigger.none': '発火条件がありません。フロー・ほかのコンテンツ・show() のどれかが始めます',
  'frequency.never': '「今後表示しない」を選んでいます', 'frequency.snoozed': '「後で」を選んでいます', 'frequency.max': '{have} 回表示しました(上限 {need})', 'frequency.every': '{need} 以内に表示しています', 'frequency.dismissed': '閉じられています', 'frequency.completed': '完了しています', 'frequency.session': 'このセッションで表示しました', 'frequency.once': '表示済みです(一度だけ表示)',
  'caps.gap': '前の割り込みから間がありません(間隔 {need})', 'caps.pages': '前の割り込みから {have} ページです({need} 必要)', 'caps.session': 'このセッションで {have} 回割り込みました(上限 {need})', 'caps.day': '24 時間で {have} 回割り込みました(上限 {need})',
  'quiet.hidden': 'タブが隠れています', 'quiet.typing': '入力中です', 'quiet.modal': 'アプリのダイアログが開いています', 'quiet.media': '動画を再生中です', 'quiet.print': '印刷中です', 'quiet.dnd': 'おやすみモードです', 'quiet.fullscreen': '全画面表示中です', 'quiet.dirty': '保存していない入力があります', 'quiet.offline': 'オフラインです',
  consent: 'ガイドへの同意がありません({have})', holdout: '表示しない比較グループに入っています', concurrency: '{have} が開いています', priority: '優先度の高いものが先です', 'target.missing': '指し示す要素が見つかりませんでした',
  login: 'ログイン {have} 回(必要: {need})', event: 'イベント「{name}」{have} 回(必要: {need})', dwell: '{path} に {have} 滞在(必要: {need})', milestone: 'マイルストーン「{id}」に未到達', segment: 'セグメント「{id}」に入っていません', trait: '属性「{name}」は {have}(必要: {need})', accountTrait: 'アカウント属性「{name}」は {have}(必要: {need})',
  all: 'すべては成り立っていません', any: 'どれも成り立っていません', not: '成り立ってはいけない条件が成り立っています', 'unknown.kind': 'この版は {have} という種類を知りません',
};
const words = { en: { unknown: 'unknown', have: 'have', need: 'need', atLeast: 'at least', atMost: 'at most', exactly: 'exactly' }, ja: { unknown: '不明', have: '現在', need: '必要', atLeast: '以上', atMost: '以下', exactly: 'ちょうど' } } as const;

/** A value in a sentence: counts in words, durations as such. */
function value(v: unknown, code: string, lang: Lang): string {
  const w = words[lang];
  if (v === undefined || v === null) return w.unknown;
  if (code === 'dwell' && typeof v === 'number') return span(v);
  if (typeof v === 'object' && !Array.isArray(v)) {
    const range = v as Record<string, unknown>;
    const parts = (['atLeast', 'atMost', 'exactly'] as const).filter((k) => range[k] !== undefined).map((k) => (lang === 'ja' && k !== 'exactly' ? `${brief(range[k])} ${w[k]}` : `${w[k]} ${brief(range[k])}`));
    if (parts.length && parts.length === Object.keys(range).length) return parts.join(', ');
  }
  return typeof v === 'string' ? clean(v) : brief(v);
}

export function sayReason(reason: Reason, lang: Lang): string {
  const { code, have, need, of, name } = reason;
  const table = lang === 'ja' ? ja : en;
  const template = Object.hasOwn(table, code) ? table[code] : undefined;
  const label = of ? ` ${Object.entries(of).map(([k, v]) => `${k} ${brief(v, 40)}`).join(', ')}` : '';
  if (template === undefined) {
    const w = words[lang];
    const facts = [...(have === undefined ? [] : [`${w.have} ${value(have, code, lang)}`]), ...(need === undefined || need === true ? [] : [`${w.need} ${value(need, code, lang)}`])];
    return `${name}${label}${facts.length ? `: ${facts.join(', ')}` : ''}`;
  }
  return template.replace(/\{(\w+)\}/g, (_, key: string) => (key === 'have' ? value(have, code, lang) : key === 'need' ? value(need, code, lang) : value(of?.[key], code, lang)));
}
/** Codes that have a text. */
export const reasonCodes = Object.keys(en);
export const reasonTexts = { en, ja };
