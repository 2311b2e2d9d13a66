/** The configuration against its schema. Each round puts right what was clearly meant, and looks again at what is behind it. */
import { z } from 'zod';
import type { Path } from '../problem';
import type { Finding } from './finding';
import { findingsOf, type Issue } from './issues';
import { isRecord, type Schema } from './walk';

// Compiling validators pays for many values; here there is one.
z.config({ jitless: true });
const ROUNDS = 8;
const issuesOf = (schema: Schema, value: unknown): readonly Issue[] => {
  const result = z.core.safeParse(schema, value);
  return result.success ? [] : (result.error.issues as unknown as Issue[]);
};

export function checkSchema(schema: Schema, value: unknown): Finding[] {
  const copy: unknown = structuredClone(value);
  const meant: Finding[] = [];
  const renamed: { parent: Path; from: string; to: string }[] = [];
  let rest: Finding[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const all = findingsOf(schema, copy, issuesOf(schema, copy));
    const fixable = all.filter((finding) => finding.fix);
    rest = all.filter((finding) => !finding.fix);
    for (const finding of fixable) {
      meant.push({ ...finding, path: original(finding.path) });
      apply(copy, finding, renamed);
    }
    if (!fixable.length) break;
  }
  return [...meant, ...rest.map((finding) => ({ ...finding, path: original(finding.path) }))];

  /** As the person wrote it. */
  function original(path: Path): Path {
    return path.map(
      (part, i) => renamed.find((r) => r.to === part && r.parent.length === i && r.parent.every((p, k) => p === path[k]))?.from ?? part,
    );
  }
}

const child = (at: unknown, part: string | number): unknown =>
  (isRecord(at) || Array.isArray(at)) && Object.hasOwn(at, part) ? (at as Record<string | number, unknown>)[part] : undefined;

function apply(root: unknown, { path, fix }: Finding, renamed: { parent: Path; from: string; to: string }[]): void {
  if (!fix) return;
  if ('add' in fix) {
    const holder = path.reduce(child, root);
    if (isRecord(holder)) holder[fix.add[0]] = fix.add[1];
    return;
  }
  const parent = path.slice(0, -1);
  const holder = parent.reduce(child, root);
  if ('set' in fix) {
    const last = path[path.length - 1];
    if (Array.isArray(holder)) holder[Number(last)] = fix.set;
    else if (isRecord(holder)) holder[String(last)] = fix.set;
    return;
  }
  if (!isRecord(holder)) return;
  const [from, to] = fix.rename;
  if (!Object.hasOwn(holder, to)) {
    holder[to] = holder[from];
    renamed.push({ parent, from, to });
  }
  delete holder[from];
}
