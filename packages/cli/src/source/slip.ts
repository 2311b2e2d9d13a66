/**
 * What a person meant where the text is not JSON: full-width marks, quotes of a word processor, a missing comma. What was clearly meant is put
 * right in a copy of the same length, so that the next slip is found in the same run, at its own place.
 */
import { parseTree, printParseErrorCode, type ParseError } from 'jsonc-parser';
import type { Args } from '../problem';

export interface Slip {
  code: string;
  offset: number;
  length: number;
  args: Args;
  /** As long as `length`: what to read instead, from `at` on. Without it nothing behind the slip can be judged. */
  mend?: { at: number; text: string };
}

/** Slips that are told in one run. */
const MOST = 8;
const QUOTES = '\u201c\u201d\u201e\u2033\u2018\u2019\u300c\u300d\u300e\u300f\uff02\uff07\u00ab\u00bb';
const BLANKS = '\u3000\u00a0\u200b\u200c\u200d\u2060\ufeff';
const WORDS: Readonly<Record<string, string>> = {
  True: 'true',
  TRUE: 'true',
  False: 'false',
  FALSE: 'false',
  None: 'null',
  undefined: 'null',
  Null: 'null',
  NULL: 'null',
};

/** The character of JSON that was meant, if it is one of those that keyboards and word processors put in its place. */
function meant(c: string): string | undefined {
  if (QUOTES.includes(c)) return '"';
  if (BLANKS.includes(c)) return ' ';
  if (c === '\u3001') return ',';
  if (c === '\u2212' || c === '\u2013' || c === '\u2014') return '-';
  return c >= '\uff01' && c <= '\uff5e' ? c.normalize('NFKC') : undefined;
}

/** Of the whole file: it is of another kind. */
function foreign(text: string): Slip | undefined {
  const offset = text.length - text.trimStart().length;
  const length = /[^\r\n]*/.exec(text.slice(offset))?.[0].length ?? 0;
  const first = text.slice(offset, offset + length);
  const code = first.startsWith('<') ? 'json.html' : /^(---|[\w-]+:(\s|$))/.test(first) ? 'json.yaml' : undefined;
  return code ? { code, offset, length: Math.min(length, 80), args: {} } : undefined;
}

/** Opening brackets that are still open at `end`. */
function open(text: string, end: number): number[] {
  const stack: number[] = [];
  let inside = false;
  for (let i = 0; i < end; i++) {
    const c = text[i];
    if (inside) {
      if (c === '\\') i++;
      else if (c === '"' || c === '\n') inside = false;
    } else if (c === '"') inside = true;
    else if (c === '{' || c === '[') stack.push(i);
    else if (c === '}' || c === ']') stack.pop();
  }
  return stack;
}

/** From a quote of another kind to its fellow on the same line, as one text. */
function quoted(text: string, offset: number, isQuote: (c: string) => boolean): Slip {
  let end = offset + 1;
  while (end < text.length && text[end] !== '\n' && !isQuote(text[end] ?? '')) end += text[end] === '\\' ? 2 : 1;
  const closed = end < text.length && text[end] !== '\n';
  const inner = text
    .slice(offset + 1, end)
    .replaceAll('"', "'")
    .replaceAll("\\'", '__');
  return {
    code: 'json.character',
    offset,
    length: 1,
    args: { have: text[offset], need: '"' },
    ...(closed && { mend: { at: offset, text: `"${inner}"` } }),
  };
}

function slipOf(text: string, { error, offset, length }: ParseError): Slip {
  const reason = printParseErrorCode(error);
  const here = (code: string, args: Args = {}, mend?: string): Slip => ({
    code,
    offset,
    length: Math.max(1, length),
    args,
    ...(mend !== undefined && { mend: { at: offset, text: mend } }),
  });
  if (reason === 'InvalidCommentToken' || reason === 'UnexpectedEndOfComment') return here('json.comment', {}, ' '.repeat(length));
  const before = text.slice(0, offset).trimEnd();
  if ((reason === 'PropertyNameExpected' || reason === 'ValueExpected') && before.endsWith(',') && /[}\]]/.test(text[offset] ?? ''))
    return { ...here('json.trailing-comma'), mend: { at: before.length - 1, text: ' ' } };

  const token = text.slice(offset, offset + length);
  // A mark in the place of another, the first of those that this piece has.
  const odd = [...token].findIndex((c) => meant(c) !== undefined || c === "'");
  const c = odd < 0 ? '' : ([...token][odd] ?? '');
  const at = offset + [...token].slice(0, odd).join('').length;
  if (reason === 'UnexpectedEndOfString') {
    const last = [...token.matchAll(new RegExp(`[${QUOTES}](?=\\s*[:,}\\]\uff1a\uff0c]|\\s*$)`, 'g'))].pop();
    if (last)
      return {
        code: 'json.character',
        offset: offset + last.index,
        length: 1,
        args: { have: last[0], need: '"' },
        mend: { at: offset + last.index, text: '"' },
      };
    return here('json.text');
  }
  if (/^(InvalidUnicode|InvalidEscapeCharacter|InvalidCharacter)$/.test(reason)) return here('json.text');
  if (c === "'") return quoted(text, at, (other) => other === "'");
  if (c && QUOTES.includes(c)) return quoted(text, at, (other) => QUOTES.includes(other));
  const need = c && meant(c);
  if (need)
    return {
      code: BLANKS.includes(c) ? 'json.blank' : 'json.character',
      offset: at,
      length: 1,
      args: { have: c, need, code: `U+${(c.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}` },
      mend: { at, text: need },
    };
  // A text that began as it should, ended with another quote, and went on to the next ordinary one.
  const run = new RegExp(`"[^"\\n]*?([${QUOTES}])\\s*[,:}\\]][^"\\n]*"$`).exec(text.slice(Math.max(0, offset - 500), offset));
  if (run?.[1] && reason === 'InvalidSymbol') {
    const index = Math.max(0, offset - 500) + run.index + run[0].indexOf(run[1]);
    return { code: 'json.character', offset: index, length: 1, args: { have: run[1], need: '"' }, mend: { at: index, text: '"' } };
  }
  if (reason === 'InvalidSymbol' && /^[\w$.+-]+$/.test(token)) {
    if (/^\s*:/.test(text.slice(offset + length)))
      return here('json.bare', { have: token }, length > 1 ? `"${token.slice(2)}"` : undefined);
    const word = WORDS[token];
    return word
      ? here('json.word', { have: token, need: word }, '0'.padEnd(length))
      : here('json.bare', { have: token }, '0'.padEnd(length));
  }
  const ends = /[}\]]/.test(text[offset] ?? '');
  if (reason === 'CommaExpected' && !ends) {
    const gap = before.length;
    return { code: 'json.comma', offset: gap - 1, length: 1, args: {}, ...(gap < offset && { mend: { at: gap, text: ',' } }) };
  }
  if (/^(Comma|CloseBrace|CloseBracket)Expected$/.test(reason)) {
    const start = open(text, offset).pop();
    if (start !== undefined)
      return { code: 'json.unclosed', offset: start, length: 1, args: { have: text[start], need: text[start] === '{' ? '}' : ']' } };
  }
  if (reason === 'EndOfFileExpected') return here('json.excess');
  return here('json.syntax');
}

/** In the order of the text; empty where it is JSON. */
export function slipsOf(text: string): Slip[] {
  const other = foreign(text);
  if (other) return [other];
  const slips: Slip[] = [];
  let now = text;
  while (slips.length < MOST) {
    const errors: ParseError[] = [];
    parseTree(now, errors, { allowTrailingComma: false, disallowComments: true });
    const [first] = errors;
    if (!first) break;
    const slip = slipOf(now, first);
    if (slips.some(({ offset }) => offset === slip.offset)) break;
    slips.push(slip);
    if (!slip.mend) break;
    const { at, text: better } = slip.mend;
    now = now.slice(0, at) + better + now.slice(at + better.length);
  }
  return slips;
}
