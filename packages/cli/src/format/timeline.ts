/** What would have happened, when, to whom: as text for a terminal, or as data. */
import type { Entry, EntryKind } from '../play/entry';
import type { Played } from '../play/run';
import type { Read } from '../play/read';
import { clock, span } from '../play/time';
import { clean, pad } from '../source/clean';
import type { Lang } from '../lang';
import type { Style } from './style';
import { textIn } from './text';

const words: Record<Lang, Record<EntryKind, string>> = {
  en: {
    login: 'login',
    milestone: 'milestone reached',
    'segment.entered': 'segment entered',
    'segment.left': 'segment left',
    'flow.entered': 'flow entered',
    'flow.ended': 'flow ended',
    shown: 'shown',
    resumed: 'shown again',
    hidden: 'hidden',
    held: 'held back',
    mail: 'mail',
    task: 'task',
    'task.closed': 'task closed',
    webhook: 'webhook',
    tracked: 'tracked',
  },
  ja: {
    login: 'ログイン',
    milestone: 'マイルストーン到達',
    'segment.entered': 'セグメントに入る',
    'segment.left': 'セグメントを出る',
    'flow.entered': 'フロー開始',
    'flow.ended': 'フロー終了',
    shown: '表示',
    resumed: '再表示',
    hidden: '非表示',
    held: '見送り',
    mail: 'メール',
    task: 'タスク',
    'task.closed': 'タスク完了',
    webhook: 'Webhook',
    tracked: '記録',
  },
};
const phrases = {
  en: {
    nothing: 'nothing happens',
    next: (at: string, inTime: string) => `Waiting: something would change by itself at ${at} (in ${inTime}). Add --until to go on.`,
    assumed: 'Assumed, because the events do not say: tabs are visible while events come from them; content is seen after 1 s and {react}.',
    react: { finish: 'finished 10 s a step later', close: 'closed 10 s a step later', ignore: 'left open' },
    read: (n: number, d: number) =>
      `${n.toLocaleString('en')} event${n === 1 ? '' : 's'}${d ? `, ${d.toLocaleString('en')} that came twice left out` : ''}`,
    bad: (n: number, first: string) => `${n} line${n === 1 ? '' : 's'} could not be read; ${first}`,
    line: 'line',
    people: (n: number) => `${n.toLocaleString('en')} ${n === 1 ? 'person' : 'people'}`,
    refused: (n: number) => `${n} signal${n === 1 ? ' was' : 's were'} not taken by the engine: fields are missing or of the wrong type.`,
    rest: (n: number) => `… and ${n} more people; choose one with --user, or use --format json.`,
  },
  ja: {
    nothing: '何も起きません',
    next: (at: string, inTime: string) => `待機中: ${at}(${inTime} 後)にひとりでに変わります。続きは --until で見られます。`,
    assumed:
      'イベントから分からないため、次のように仮定しました: イベントが来ている間タブは見えている。コンテンツは 1 秒で見られ、{react}。',
    react: { finish: '1 ステップ 10 秒で終える', close: '1 ステップ 10 秒で閉じる', ignore: '開いたままにする' },
    read: (n: number, d: number) => `イベント ${n.toLocaleString('en')} 件${d ? `(重複 ${d.toLocaleString('en')} 件を除く)` : ''}`,
    bad: (n: number, first: string) => `読めない行 ${n} 件。${first}`,
    line: '行',
    people: (n: number) => `${n.toLocaleString('en')} 人`,
    refused: (n: number) => `エンジンが受け付けなかったシグナル ${n} 件(項目の不足か型の違い)。`,
    rest: (n: number) => `…ほか ${n} 人。--user で一人を選ぶか、--format json を使ってください。`,
  },
} as const;

const MOST_PEOPLE = 20;
const symbols: Partial<Record<EntryKind, string>> = {
  shown: '▣',
  resumed: '▣',
  mail: '✉',
  task: '☎',
  'task.closed': '☑',
  milestone: '◆',
  'segment.entered': '→',
  'segment.left': '←',
  held: '·',
  hidden: '·',
};

export interface TimelineOptions {
  lang: Lang;
  style: Style;
  timeZone?: string | undefined;
  react: 'finish' | 'close' | 'ignore';
  /** Also what is shown again after a reload, and what is only tracked. */
  all?: boolean | undefined;
}

function line(entry: Entry, first: number, { lang, style }: TimelineOptions, time: (at: number) => string): string {
  const label = textIn(entry.label, lang);
  const paint =
    entry.kind === 'shown'
      ? style.green
      : entry.kind === 'mail' || entry.kind === 'webhook'
        ? style.cyan
        : entry.kind === 'task'
          ? style.yellow
          : entry.kind === 'milestone'
            ? style.magenta
            : entry.kind === 'held' || entry.kind === 'hidden' || entry.kind === 'tracked' || entry.kind === 'resumed'
              ? style.dim
              : (s: string) => s;
  const what = `${symbols[entry.kind] ?? '•'} ${pad(words[lang][entry.kind], 19)}`;
  return `  ${style.dim(time(entry.at))}  ${style.dim(`+${span(entry.at - first)}`.padEnd(9))} ${paint(what)} ${paint(clean(entry.id))}${label && label !== entry.id ? `  ${label}` : ''}${entry.detail ? style.dim(`  (${clean(entry.detail)})`) : ''}`;
}

export function prettyTimeline(
  played: readonly Played[],
  read: Pick<Read, 'events' | 'duplicates' | 'bad' | 'badCount'> | undefined,
  options: TimelineOptions,
): string {
  const { lang, style } = options;
  const phrase = phrases[lang];
  const time = clock(options.timeZone);
  const out: string[] = [];
  for (const { person, entries, next, state } of played.slice(0, MOST_PEOPLE)) {
    const first = person.signals[0]?.at ?? 0;
    out.push(style.bold(clean(person.key)));
    const told = options.all ? entries : entries.filter((e) => e.kind !== 'resumed' && e.kind !== 'tracked');
    if (!told.length) out.push(`  ${phrase.nothing}`);
    for (const entry of told) out.push(line(entry, first, options, time));
    if (Number.isFinite(next)) out.push(style.dim(`  ${phrase.next(time(next), span(Math.max(0, next - state.now)))}`));
    out.push('');
  }
  if (played.length > MOST_PEOPLE) out.push(phrase.rest(played.length - MOST_PEOPLE), '');
  const counts = (['milestone', 'shown', 'mail', 'task'] as const).map(
    (kind) => `${words[lang][kind]} ${played.reduce((n, p) => n + p.entries.filter((e) => e.kind === kind).length, 0)}`,
  );
  out.push(style.dim([phrase.people(played.length), ...(read ? [phrase.read(read.events, read.duplicates)] : []), ...counts].join(' · ')));
  if (played.some((p) => p.assumed)) out.push(style.dim(phrase.assumed.replace('{react}', phrase.react[options.react])));
  const refused = played.reduce((n, p) => n + p.refused, 0);
  if (refused) out.push(style.yellow(phrase.refused(refused)));
  const bad = read?.bad[0];
  if (read && bad) out.push(style.yellow(phrase.bad(read.badCount, `${phrase.line} ${bad.line}: ${bad.reason}`)));
  return `${out.join('\n')}\n`;
}

const iso = (at: number): string | null => (Number.isFinite(at) ? new Date(at).toISOString() : null);

/** As data: one object per person; instants as ISO 8601. */
export const timelineData = (played: readonly Played[]) =>
  played.map(({ person, entries, state, next, assumed, refused }) => ({
    person: person.key,
    user: person.user,
    account: person.account ?? null,
    from: iso(person.signals[0]?.at ?? 0),
    to: iso(state.now),
    next: iso(next),
    assumed,
    refused,
    timeline: entries.map(({ at, ...entry }) => ({ at: iso(at), ...entry })),
    end: {
      logins: state.login.n,
      milestones: Object.keys(state.ms).sort(),
      segments: Object.entries(state.seg)
        .filter(([, s]) => s.in)
        .map(([id]) => id)
        .sort(),
      flows: Object.fromEntries(Object.entries(state.fl).map(([id, f]) => [id, f.s || f.end || ''])),
      open: Object.keys(state.open).sort(),
      tasks: Object.keys(state.tasks).sort(),
      videos: Object.fromEntries(Object.entries(state.vid).map(([id, v]) => [id, { watched: v.u, completed: v.completed !== undefined }])),
    },
  }));
