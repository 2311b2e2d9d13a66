/** Ids that lead nowhere: a milestone, content, mail, step … that is asked for and not declared. */
import type { Path, Severity } from '../problem';
import type { Finding } from './finding';
import { nearest } from './near';
import { isRecord } from './walk';

type Config = Readonly<Record<string, unknown>>;
export type Ref = Finding & { severity: Severity };

/** What a condition asks for by its field, by kind. */
const conditions: Readonly<Record<string, readonly [field: string, section: string]>> = {
  milestone: ['id', 'milestones'], segment: ['id', 'segments'], checklist: ['id', 'checklists'], content: ['id', 'content'], flow: ['id', 'flows'], video: ['id', 'videos'], mail: ['id', 'mails'], survey: ['id', 'content'],
  event: ['name', 'events'], trait: ['name', 'traits'], accountTrait: ['name', 'accountTraits'],
};
/** Fields that name something wherever they stand. */
const fields: Readonly<Record<string, string>> = { mail: 'mails', segment: 'segments', requires: 'milestones', checklist: 'checklists', checklists: 'checklists', start: 'content', play: 'videos', video: 'videos', videos: 'videos', milestone: 'milestones' };
/** Names that the app sends, not declared in the configuration: a warning, because they work in the browser. */
const declared = new Set(['events', 'traits', 'accountTraits']);
const family: Readonly<Record<string, string>> = { milestones: 'milestone', segments: 'segment', checklists: 'checklist', content: 'content', flows: 'flow', videos: 'video', mails: 'mail', events: 'event', traits: 'trait', accountTraits: 'account trait', steps: 'step' };

function known(config: Config, section: string): string[] | undefined {
  const list = config[section];
  if (declared.has(section)) return isRecord(list) ? Object.keys(list) : undefined;
  return Array.isArray(list) ? list.flatMap((item) => (isRecord(item) && typeof item['id'] === 'string' ? [item['id']] : [])) : [];
}

export function checkRefs(config: Config): Ref[] {
  const found: Ref[] = [];
  const ask = (id: unknown, section: string, path: Path, ids = known(config, section)): void => {
    if (typeof id !== 'string' || !ids || ids.includes(id)) return;
    const near = nearest(id, ids);
    found.push({ code: 'ref.unknown', severity: declared.has(section) ? 'warning' : 'error', path, args: { id, family: family[section], section, near, ...(ids.length && { known: ids }) } });
  };
  const stepsOf = (path: Path): string[] => {
    const holder = path.slice(0, 2).reduce<unknown>((at, part) => (isRecord(at) || Array.isArray(at) ? (at as Record<string | number, unknown>)[part] : undefined), config);
    const steps = isRecord(holder) ? holder['steps'] : undefined;
    return [...(Array.isArray(steps) ? steps.flatMap((s) => (isRecord(s) ? [String(s['id'])] : [])) : []), 'exit'];
  };
  const walk = (value: unknown, path: Path): void => {
    if (Array.isArray(value)) value.forEach((item, i) => walk(item, [...path, i]));
    if (!isRecord(value)) return;
    const [section] = path;
    const kind = String(value['kind'] ?? '');
    const isItem = path.length === 2;
    const asked = !isItem && Object.hasOwn(conditions, kind) ? conditions[kind] : undefined;
    if (asked && value[asked[0]] !== undefined) ask(value[asked[0]], asked[1], [...path, asked[0]]);
    // Where a step leads, inside its flow or tour.
    const leads = section === 'flows' ? ['next', 'to', 'timeout', 'else'] : section === 'content' && path[2] === 'steps' ? ['next', 'to', 'go'] : [];
    for (const key of leads) if (typeof value[key] === 'string') ask(value[key], 'steps', [...path, key], stepsOf(path));
    if (value['do'] === 'show') ask(value['content'], 'content', [...path, 'content']);
    if (section === 'content' && isItem) ask(value['goal'], 'milestones', [...path, 'goal']);
    for (const [key, of] of Object.entries(fields)) {
      if (!Object.hasOwn(value, key) || asked || (key === 'start' && section !== 'content' && section !== 'checklists' && section !== 'videos')) continue;
      const list = Array.isArray(value[key]) ? value[key] : [value[key]];
      list.forEach((id: unknown, i: number) => ask(id, of, Array.isArray(value[key]) ? [...path, key, i] : [...path, key]));
    }
    for (const [key, part] of Object.entries(value)) walk(part, [...path, key]);
  };
  for (const section of ['milestones', 'segments', 'checklists', 'content', 'flows', 'videos', 'health', 'lifecycle', 'kpis']) walk(config[section], [section]);
  return found;
}
