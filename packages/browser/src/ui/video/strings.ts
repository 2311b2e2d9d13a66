/** Words of the player; `strings` in the configuration replaces them under the same keys. */
import type { FaceApi } from '../../host/ports';
import { filled, strings } from '../text/strings';

const en = {
  'video.play': 'Play',
  'video.pause': 'Pause',
  'video.seek': 'Seek',
  'video.mute': 'Mute',
  'video.unmute': 'Unmute',
  'video.volume': 'Volume',
  'video.captions': 'Captions',
  'video.off': 'Off',
  'video.speed': 'Speed',
  'video.transcript': 'Transcript',
  'video.pip': 'Picture-in-picture',
  'video.full': 'Full screen',
  'video.window': 'Leave full screen',
  'video.of': '{at} of {all}',
  'video.seen': '{n}% watched',
  'video.search': 'Search the transcript',
  'video.hits': '{n} found',
  'video.none': 'Nothing found',
  'video.again': 'Watch again',
  'video.next': 'Next lesson',
  'video.lessons': 'Lessons',
  'video.lesson': 'Lesson {n} of {all}',
  'video.done': 'watched',
  'video.failed': 'The video could not be loaded.',
  'video.retry': 'Try again',
  'video.open': 'Watch at {host}',
  'video.offline': 'You seem to be offline. Check the connection and try again.',
  'video.blocked': 'This page does not allow it to be shown here.',
  'video.address': 'Its address is not one of a video.',
  'video.format': 'This browser cannot play its format. Another browser may.',
  'video.cause': 'It may have been moved, or the connection was lost for a moment.',
  'video.slow': 'Its site does not answer. It may be slow, or blocked in this network.',
  'video.tab': 'Paused here because a video plays in another tab.',
  'video.device': 'Paused here because a video plays on another device.',
  'video.skip': 'You can skip ahead after the first viewing.',
  'video.quiz': 'Question',
  'video.answer': 'Answer',
  'video.right': 'Correct.',
  'video.wrong': 'Not quite.',
  'video.continue': 'Continue',
  'video.minutes': '{n} min',
};
export type VideoString = keyof typeof en;
const words: Record<string, Record<VideoString, string>> = {
  en,
  ja: {
    'video.play': '再生',
    'video.pause': '一時停止',
    'video.seek': '再生位置',
    'video.mute': '消音',
    'video.unmute': '消音を解除',
    'video.volume': '音量',
    'video.captions': '字幕',
    'video.off': 'オフ',
    'video.speed': '速度',
    'video.transcript': '文字起こし',
    'video.pip': '小窓で表示',
    'video.full': '全画面',
    'video.window': '全画面を終了',
    'video.of': '{all}のうち{at}',
    'video.seen': '{n}% 視聴済み',
    'video.search': '文字起こしを検索',
    'video.hits': '{n} 件',
    'video.none': '見つかりません',
    'video.again': 'もう一度見る',
    'video.next': '次のレッスン',
    'video.lessons': 'レッスン',
    'video.lesson': 'レッスン {n} / {all}',
    'video.done': '視聴済み',
    'video.failed': '動画を読み込めませんでした。',
    'video.retry': 'もう一度試す',
    'video.open': '{host} で見る',
    'video.offline': 'オフラインのようです。接続を確認して、もう一度お試しください。',
    'video.blocked': 'このページでは表示が許可されていません。',
    'video.address': 'アドレスが動画のものではありません。',
    'video.format': 'このブラウザーでは再生できない形式です。別のブラウザーをお試しください。',
    'video.cause': '動画が移動されたか、接続が一時的に切れた可能性があります。',
    'video.slow': '配信元から応答がありません。混み合っているか、このネットワークで制限されている可能性があります。',
    'video.tab': '別のタブで動画を再生中のため、一時停止しました。',
    'video.device': '別の端末で動画を再生中のため、一時停止しました。',
    'video.skip': '一度最後まで見ると、先へ進めるようになります。',
    'video.quiz': '確認問題',
    'video.answer': '回答する',
    'video.right': '正解です。',
    'video.wrong': '惜しい、違います。',
    'video.continue': '続ける',
    'video.minutes': '{n} 分',
  },
};

export type Say = (key: VideoString, values?: Record<string, string | number>) => string;
export const sayIn =
  (api: FaceApi): Say =>
  (key, values) =>
    filled(strings(api, key, words), values);

/** 65 → "1:05", 3700 → "1:01:40". */
export const clock = (seconds: number): string => {
  const s = Math.max(0, Math.floor(Number.isFinite(seconds) ? seconds : 0));
  const two = (n: number) => String(n).padStart(2, '0');
  return s >= 3600 ? `${Math.floor(s / 3600)}:${two(Math.floor(s / 60) % 60)}:${two(s % 60)}` : `${Math.floor(s / 60)}:${two(s % 60)}`;
};
