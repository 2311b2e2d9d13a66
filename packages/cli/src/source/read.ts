/** A configuration file as text, tree with positions, and value. What is wrong with it as JSON becomes problems. */
import { getNodeValue, parseTree, type Node, type ParseError } from 'jsonc-parser';
import { Failure } from '../io';
import type { Path, Problem, Range } from '../problem';
import { limits } from './limits';
import { Lines } from './position';
import { slipsOf } from './slip';

export interface Source {
  file: string;
  text: string;
  lines: Lines;
  /** Undefined when nothing could be made of it. */
  tree: Node | undefined;
  value: unknown;
  /** It cannot be read as JSON by a browser. */
  broken: boolean;
  problems: Problem[];
}

/** Bytes to text. Throws Failure for what no editor would show as JSON. */
export function decode(bytes: Uint8Array, file: string): string {
  if (bytes.length > limits.configBytes) throw new Failure('file.too-large', { file, bytes: bytes.length, most: limits.configBytes });
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff))
    throw new Failure('file.encoding', { file, have: 'UTF-16' });
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new Failure('file.encoding', { file });
  }
}

/** Deepest nesting of brackets outside strings; the parser itself would run out of stack. */
function depth(text: string): number {
  let now = 0;
  let most = 0;
  let inside = false;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (inside) {
      if (c === 92) i++;
      else if (c === 34 || c === 10) inside = false;
    } else if (c === 34) inside = true;
    else if (c === 91 || c === 123) most = Math.max(most, ++now);
    else if (c === 93 || c === 125) now--;
  }
  return most;
}

export function readSource(bytes: Uint8Array, file: string): Source {
  const text = decode(bytes, file);
  if (!text.trim()) throw new Failure('file.empty', { file });
  if (depth(text) > limits.depth) throw new Failure('file.too-deep', { file, most: limits.depth });
  const lines = new Lines(text);
  const errors: ParseError[] = [];
  const tree = parseTree(text, errors, { allowTrailingComma: false, disallowComments: true });
  const problems = (errors.length ? slipsOf(text) : []).map(({ code, offset, length, args }): Problem => ({
    code,
    severity: 'error',
    file,
    path: [],
    range: lines.range(offset, length),
    args,
  }));
  if (tree) twins(tree, lines, file, problems);
  return { file, text, lines, tree, value: tree && valueOf(tree), broken: errors.length > 0, problems };
}

/** The same key twice in one object: JSON keeps the last and forgets the first without a word. */
function twins(node: Node, lines: Lines, file: string, problems: Problem[]): void {
  const seen = new Map<string, Node>();
  for (const child of node.children ?? []) {
    const [key, value] = node.type === 'object' ? (child.children ?? []) : [undefined, child];
    const name = key ? String(key.value) : undefined;
    const first = name === undefined ? undefined : seen.get(name);
    if (key && first && name !== undefined) {
      problems.push({
        code: 'json.duplicate-key',
        severity: 'error',
        file,
        path: [...pathOf(node), name],
        range: lines.range(key.offset, key.length),
        args: { key: name, line: lines.at(first.offset).line },
      });
    } else if (key && name !== undefined) seen.set(name, key);
    if (value) twins(value, lines, file, problems);
  }
}

function pathOf(node: Node): Path {
  const path: (string | number)[] = [];
  for (let at: Node | undefined = node; at?.parent; at = at.parent) {
    const { parent }: { parent: Node } = { parent: at.parent };
    if (parent.type === 'property') path.unshift(String(parent.children?.[0]?.value));
    else if (parent.type === 'array') path.unshift(parent.children?.indexOf(at) ?? 0);
  }
  return path;
}

/** As JSON.parse does: a key named __proto__ is an ordinary key. */
function valueOf(node: Node): unknown {
  if (node.type === 'array') return (node.children ?? []).map(valueOf);
  if (node.type !== 'object') return getNodeValue(node) as unknown;
  const out: Record<string, unknown> = {};
  for (const { children: [key, value] = [] } of node.children ?? []) {
    if (!key) continue;
    Object.defineProperty(out, String(key.value), { value: value && valueOf(value), enumerable: true, configurable: true, writable: true });
  }
  return out;
}

/** Where the value, or its key, stands. A path that is not there gives the nearest thing around it. */
export function locate({ tree, lines }: Pick<Source, 'tree' | 'lines'>, path: Path, what: 'key' | 'value' = 'value'): Range {
  let at = tree;
  let key: Node | undefined;
  for (const part of path) {
    const found: Node | undefined =
      typeof part === 'number'
        ? at?.type === 'array'
          ? at.children?.[part]
          : undefined
        : at?.type === 'object'
          ? [...(at.children ?? [])].reverse().find((child) => child.children?.[0]?.value === part)
          : undefined;
    if (!found) return short(lines, key && what === 'key' ? key : at);
    key = found.type === 'property' ? found.children?.[0] : undefined;
    at = found.type === 'property' ? (found.children?.[1] ?? found) : found;
  }
  return short(lines, what === 'key' && key ? key : at);
}

/** Objects and arrays are shown by their opening bracket. */
const short = (lines: Lines, node: Node | undefined): Range =>
  !node ? lines.range(0, 1) : lines.range(node.offset, node.type === 'object' || node.type === 'array' ? 1 : Math.max(1, node.length));
