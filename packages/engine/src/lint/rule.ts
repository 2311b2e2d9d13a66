/** What a lint rule is made of, and what it may look at. */
import type { Condition } from '../conditions';
import { isRecord } from '../record';
import type { Config } from '../types';

export type Path = readonly (string | number)[];
export type Severity = 'error' | 'warning' | 'info';
/** What happened · probable cause · what to do next. */
export interface Said {
  what: string;
  why: string;
  next: string;
}
export interface Issue {
  code: string;
  severity: Severity;
  path: Path;
  /** The path as a JSON pointer (RFC 6901). */
  pointer: string;
  args: Record<string, unknown>;
  texts: Record<'en' | 'ja', Said>;
}
export interface Rule {
  /** As in docs/guide/lint.md, such as "lint.dangling-id". */
  code: string;
  severity: Severity;
  /** What it finds, for the table of rules. */
  title: Record<'en' | 'ja', string>;
  /** The smallest configuration in which it finds something. */
  example: Config;
  texts(args: Record<string, string>): Record<'en' | 'ja', Said>;
  check(look: Look, report: (path: Path, args?: Record<string, unknown>) => void): void;
}

/** A condition with its place, and the rule around it. */
export interface Found {
  condition: Condition;
  path: Path;
  owner: Owner;
  /** Its verdict counts as it is: not inside a "not". */
  straight: boolean;
}
/** What has conditions: "m:first-login", "c:tutorial" … */
export interface Owner {
  key: string;
  path: Path;
  field: string;
}
/** A text, or anything that looks like one. */
export interface Node {
  value: unknown;
  path: Path;
  key: string;
}

export interface Look {
  config: Config;
  /** Every condition, also those inside others. */
  conditions: readonly Found[];
  /** Every object and value of the configuration. */
  nodes: readonly Node[];
}

export { isRecord };
export const partsOf = (condition: Condition): Condition[] =>
  condition.kind === 'all' || condition.kind === 'any' ? condition.of : condition.kind === 'not' ? [condition.of] : [];
export const pointer = (path: Path): string => path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');

const SECTIONS: readonly [section: keyof Config, prefix: string][] = [
  ['milestones', 'm'],
  ['segments', 's'],
  ['checklists', 'k'],
  ['content', 'c'],
  ['flows', 'f'],
];
const isCondition = (value: unknown): value is Condition => isRecord(value) && typeof value.kind === 'string';
/** Fields that hold a condition; `start` of a checklist item is text and therefore none. */
const FIELDS = ['when', 'leave', 'done', 'audience', 'hide', 'start', 'goal', 'exit', 'skipIf', 'closeWhen'];

export function lookAt(config: Config): Look {
  const conditions: Found[] = [];
  const nodes: Node[] = [];
  const inside = (condition: Condition, path: Path, owner: Owner, straight: boolean): void => {
    conditions.push({ condition, path, owner, straight });
    if (condition.kind === 'not') return inside(condition.of, [...path, 'of'], owner, !straight);
    partsOf(condition).forEach((part, i) => inside(part, [...path, 'of', i], owner, straight));
  };
  const search = (value: unknown, path: Path, owner: Owner): void => {
    if (Array.isArray(value)) value.forEach((item, i) => search(item, [...path, i], owner));
    else if (isRecord(value)) {
      for (const [key, part] of Object.entries(value)) {
        if (FIELDS.includes(key) && isCondition(part)) inside(part, [...path, key], { ...owner, field: key }, true);
        else search(part, [...path, key], owner);
      }
    }
  };
  const walk = (value: unknown, path: Path): void => {
    nodes.push({ value, path, key: String(path[path.length - 1] ?? '') });
    if (Array.isArray(value)) value.forEach((item, i) => walk(item, [...path, i]));
    else if (isRecord(value)) for (const [key, part] of Object.entries(value)) walk(part, [...path, key]);
  };
  walk(config, []);
  for (const [section, prefix] of SECTIONS) {
    const list = config[section];
    if (Array.isArray(list))
      list.forEach(
        (item: unknown, i) =>
          isRecord(item) && search(item, [section, i], { key: `${prefix}:${String(item.id)}`, path: [section, i], field: '' }),
      );
  }
  return { config, conditions, nodes };
}

export const both = (en: Said, ja: Said): Record<'en' | 'ja', Said> => ({ en, ja });
