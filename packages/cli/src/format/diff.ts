import type { Change, Outcome } from '../play/diff';
import { span } from '../play/time';
import { clean } from '../source/clean';
import type { Lang } from '../lang';

export interface DiffResult {
  before: string;
  after: string;
  people: number;
  touched: number;
  events: number;
  changes: Change[];
}

const EXAMPLES = 3;
const words = {
  en: {
    title: 'What this change does',
    none: 'Nothing changes for anybody in these events.',
    intro: (t: number, n: number, e: number) =>
      `Played ${e.toLocaleString('en')} events of ${n.toLocaleString('en')} ${n === 1 ? 'person' : 'people'} through both configurations: something is different for **${t.toLocaleString('en')}** (${percent(t, n)}).`,
    head: ['What', 'Id', 'Before', 'After', 'Newly', 'No longer', 'Other time'],
    examples: 'Examples',
    later: 'later',
    earlier: 'earlier',
    newly: 'newly',
    lost: 'no longer',
    more: (n: number) => ` and ${n} more`,
    kinds: {
      shown: 'sees',
      mail: 'gets mail',
      task: 'task',
      webhook: 'webhook',
      milestone: 'milestone',
      'segment.entered': 'segment',
      'flow.entered': 'flow',
    } satisfies Record<Outcome, string>,
  },
  ja: {
    title: 'この変更の影響',
    none: 'このイベントの人には、何も変わりません。',
    intro: (t: number, n: number, e: number) =>
      `${n.toLocaleString('en')} 人・${e.toLocaleString('en')} 件のイベントを両方の設定で再生しました。**${t.toLocaleString('en')} 人**(${percent(t, n)})で違いがあります。`,
    head: ['内容', 'id', '変更前', '変更後', '新たに', 'なくなる', '時刻が変わる'],
    examples: '例',
    later: '遅く',
    earlier: '早く',
    newly: '新たに',
    lost: 'なくなる',
    more: (n: number) => ` ほか ${n} 人`,
    kinds: {
      shown: '表示',
      mail: 'メール',
      task: 'タスク',
      webhook: 'Webhook',
      milestone: 'マイルストーン',
      'segment.entered': 'セグメント',
      'flow.entered': 'フロー',
    } satisfies Record<Outcome, string>,
  },
} as const;

const percent = (part: number, all: number): string => (all ? `${((part / all) * 100).toFixed(part && part < all ? 1 : 0)} %` : '–');
const cell = (text: string): string => clean(text).replace(/[|`<>&*_[\]\\]/g, (c) => `&#${c.charCodeAt(0)};`);

export function markdownDiff({ before, after, people, touched, events, changes }: DiffResult, lang: Lang): string {
  const w = words[lang];
  const out = [`### ${w.title}`, '', `${cell(before)} → ${cell(after)}`, '', w.intro(touched, people, events), ''];
  if (!changes.length) return `${[...out, w.none].join('\n')}\n`;
  out.push(`| ${w.head.join(' | ')} |`, '|---|---|--:|--:|--:|--:|---|');
  for (const c of changes) {
    const moved = c.moved ? `${c.moved} (${span(Math.abs(c.shift))} ${c.shift > 0 ? w.later : w.earlier})` : '';
    out.push(
      `| ${w.kinds[c.kind]} | ${cell(c.id)} | ${c.before} | ${c.after} | ${c.gained.length ? `**+${c.gained.length}**` : ''} | ${c.lost.length ? `**−${c.lost.length}**` : ''} | ${moved} |`,
    );
  }
  const examples = changes.flatMap((c) =>
    [
      [w.newly, c.gained],
      [w.lost, c.lost],
    ].flatMap(([word, list]) => {
      if (!Array.isArray(list) || !list.length) return [];
      const rest = list.length - EXAMPLES;
      return [
        `- ${w.kinds[c.kind]} ${cell(c.id)}, ${String(word)}: ${list.slice(0, EXAMPLES).map(cell).join(', ')}${rest > 0 ? w.more(rest) : ''}`,
      ];
    }),
  );
  if (examples.length) out.push('', `**${w.examples}**`, '', ...examples);
  return `${out.join('\n')}\n`;
}
