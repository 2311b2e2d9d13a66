import type { Path } from '../problem';
import type { Finding } from './finding';
import { isRecord } from './walk';

/** Lists whose entries are found by their id. */
const lists = ['milestones', 'segments', 'checklists', 'content', 'flows', 'videos', 'mails'] as const;
const inner: Readonly<Record<string, readonly string[]>> = {
  checklists: ['items'],
  content: ['steps', 'questions'],
  flows: ['steps'],
  videos: ['interactions'],
  'videos.interactions': ['choices'],
};

/** The same id twice in one list: only one of the two would ever be found. */
export function checkIds(config: Readonly<Record<string, unknown>>, lineOf: (path: Path) => number): Finding[] {
  const findings: Finding[] = [];
  const look = (list: unknown, section: string, path: Path) => {
    if (!Array.isArray(list)) return;
    const seen = new Map<string, Path>();
    list.forEach((item: unknown, i) => {
      if (!isRecord(item) || typeof item['id'] !== 'string') return;
      const at = [...path, i, 'id'];
      const first = seen.get(item['id']);
      if (first) findings.push({ code: 'id.duplicate', path: at, args: { id: item['id'], section, line: lineOf(first) } });
      else seen.set(item['id'], at);
      for (const below of inner[section] ?? []) look(item[below], `${section}.${below}`, [...path, i, below]);
    });
  };
  for (const section of lists) look(config[section], section, [section]);
  return findings;
}
