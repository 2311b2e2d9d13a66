/** Why a line of events, or a recording, is refused: half a sentence for a list, in two languages. */
import type { Lang } from '../lang';
import { brief } from '../source/clean';

export interface Refusal {
  code: RefusalCode;
  have?: unknown;
}

const en = {
  'not-json': 'not JSON',
  'not-object': 'one object is needed, not {have}',
  'too-long': 'longer than {have} bytes; is the file one JSON array? jq -c ".[]" makes lines of it',
  'no-kind': 'no signal has the kind {have}',
  'no-at': '"at" must be milliseconds or an ISO 8601 date',
  'no-text': 'a signal of this kind needs a text "{have}"',
  'no-record': '"{have}" must be an object',
  'no-type': '"type" must be track, identify, page or group (or the line has the "kind" of a signal), not {have}',
  'no-timestamp': '"timestamp" must be an ISO 8601 date',
  'no-event': 'a track event needs a name in "event"',
  'no-user': '"userId" or "anonymousId" is needed',
  'no-config': '"config" is missing',
  'no-signals': '"signals" is missing',
  'bad-config': 'its configuration has mistakes ({have})',
} as const;
export type RefusalCode = keyof typeof en;
const ja: Record<RefusalCode, string> = {
  'not-json': 'JSON ではありません',
  'not-object': 'オブジェクトが 1 つ必要です({have} でした)',
  'too-long': '{have} バイトを超えています。全体が一つの JSON 配列なら、jq -c ".[]" で 1 行 1 件にできます',
  'no-kind': '{have} という種類のシグナルはありません',
  'no-at': '"at" はミリ秒か ISO 8601 の日時です',
  'no-text': 'この種類のシグナルには文字列 "{have}" が必要です',
  'no-record': '"{have}" はオブジェクトでなければなりません',
  'no-type': '"type" は track・identify・page・group のどれかです(シグナルなら "kind" を書きます)。{have} でした',
  'no-timestamp': '"timestamp" は ISO 8601 の日時です',
  'no-event': 'track イベントには "event" に名前が必要です',
  'no-user': '"userId" か "anonymousId" が必要です',
  'no-config': '"config" がありません',
  'no-signals': '"signals" がありません',
  'bad-config': '設定に間違いがあります({have})',
};
const tables: Record<Lang, Record<RefusalCode, string>> = { en, ja };

export const sayRefusal = ({ code, have }: Refusal, lang: Lang): string =>
  tables[lang][code].replace(
    '{have}',
    typeof have === 'string' && code.startsWith('no-') && (code === 'no-text' || code === 'no-record') ? have : brief(have, 40),
  );
