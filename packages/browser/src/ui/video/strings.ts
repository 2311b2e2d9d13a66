/** Words of the player; `strings` in the configuration replaces them under the same keys. */
import type { FaceApi } from '../../host/ports';
import { strings } from '../text/strings';

const en = {
  'video.play': 'Play', 'video.pause': 'Pause', 'video.seek': 'Seek', 'video.mute': 'Mute', 'video.unmute': 'Unmute', 'video.volume': 'Volume', 'video.captions': 'Captions', 'video.off': 'Off',
  'video.speed': 'Speed', 'video.transcript': 'Transcript', 'video.pip': 'Picture-in-picture', 'video.full': 'Full screen', 'video.window': 'Leave full screen', 'video.of': '{at} of {all}', 'video.seen': '{n}% watched',
  'video.search': 'Search the transcript', 'video.hits': '{n} found', 'video.none': 'Nothing found', 'video.again': 'Watch again', 'video.next': 'Next lesson', 'video.lessons': 'Lessons', 'video.lesson': 'Lesson {n} of {all}', 'video.done': 'watched',
  'video.failed': 'The video could not be loaded.', 'video.retry': 'Try again', 'video.open': 'Watch at {host}', 'video.consent': 'Playing loads content from {host} and sends it your IP address.', 'video.denied': 'You have not allowed content from {host}.', 'video.allow': 'Allow and play',
  'video.untracked': 'Watching time is not recorded for this video.', 'video.tab': 'Paused here because a video plays in another tab.', 'video.device': 'Paused here because a video plays on another device.', 'video.skip': 'You can skip ahead after the first viewing.',
  'video.quiz': 'Question', 'video.answer': 'Answer', 'video.right': 'Correct.', 'video.wrong': 'Not quite.', 'video.continue': 'Continue', 'video.minutes': '{n} min',
};
export type VideoString = keyof typeof en;
const words: Record<string, Record<VideoString, string>> = {
  en,
  ja: {
    'video.play': '再生', 'video.pause': '一時停止', 'video.seek': '再生位置', 'video.mute': '消音', 'video.unmute': '消音を解除', 'video.volume': '音量', 'video.captions': '字幕', 'video.off': 'オフ',
    'video.speed': '速度', 'video.transcript': '文字起こし', 'video.pip': '小窓で表示', 'video.full': '全画面', 'video.window': '全画面を終了', 'video.of': '{all}のうち{at}', 'video.seen': '{n}% 視聴済み',
    'video.search': '文字起こしを検索', 'video.hits': '{n} 件', 'video.none': '見つかりません', 'video.again': 'もう一度見る', 'video.next': '次のレッスン', 'video.lessons': 'レッスン', 'video.lesson': 'レッスン {n} / {all}', 'video.done': '視聴済み',
    'video.failed': '動画を読み込めませんでした。', 'video.retry': '再試行', 'video.open': '{host} で見る', 'video.consent': '再生すると {host} のコンテンツを読み込み、IPアドレスが送信されます。', 'video.denied': '{host} のコンテンツは許可されていません。', 'video.allow': '許可して再生',
    'video.untracked': 'この動画の視聴時間は記録されません。', 'video.tab': '別のタブで動画を再生中のため、一時停止しました。', 'video.device': '別の端末で動画を再生中のため、一時停止しました。', 'video.skip': '一度最後まで見ると、先へ進めるようになります。',
    'video.quiz': '確認問題', 'video.answer': '回答する', 'video.right': '正解です。', 'video.wrong': '惜しい、違います。', 'video.continue': '続ける', 'video.minutes': '{n} 分',
  },
};

export type Say = (key: VideoString, values?: Record<string, string | number>) => string;
export const sayIn = (api: FaceApi): Say => (key, values) => strings(api, key, words).replace(/\{(\w+)\}/g, (_, name: string) => String(values?.[name] ?? ''));

/** 65 → "1:05", 3700 → "1:01:40". */
export const clock = (seconds: number): string => {
  const s = Math.max(0, Math.floor(Number.isFinite(seconds) ? seconds : 0));
  const two = (n: number) => String(n).padStart(2, '0');
  return s >= 3600 ? `${Math.floor(s / 3600)}:${two(Math.floor(s / 60) % 60)}:${two(s % 60)}` : `${Math.floor(s / 60)}:${two(s % 60)}`;
};
