/** WebVTT (https://www.w3.org/TR/webvtt1/): cues with times and text. Regions, styles and positions are passed over. */
export interface Cue {
  from: number;
  to: number;
  text: string;
}

const time = (text: string): number | undefined => {
  const match = /^(?:(\d+):)?([0-5]?\d):([0-5]?\d)[.,](\d{1,3})$/.exec(text);
  return match
    ? Number(match[1] ?? 0) * 3600 + Number(match[2]) * 60 + Number(match[3]) + Number((match[4] ?? '0').padEnd(3, '0')) / 1000
    : undefined;
};

/** Reads what it can: a cue that makes no sense is left out, the rest stays. */
export function parseVtt(text: string): Cue[] {
  return text
    .replace(/^\uFEFF/, '')
    .replace(/\r\n?/g, '\n')
    .split(/\n{2,}/)
    .flatMap((block): Cue[] => {
      const lines = block.split('\n');
      const at = lines.findIndex((line) => line.includes('-->'));
      const [left, right] = (lines[at] ?? '').split('-->');
      const from = time(left?.trim() ?? '');
      const to = time(right?.trim().split(/\s/)[0] ?? '');
      const words = lines
        .slice(at + 1)
        .join('\n')
        .trim();
      return at >= 0 && from !== undefined && to !== undefined && to > from && words ? [{ from, to, text: words }] : [];
    });
}

const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: '\u00A0', lrm: '\u200E', rlm: '\u200F' };
/** By name, or by number: &#39; and &#x27; are both an apostrophe. */
const letter = (all: string, name: string): string => {
  const code = name[0] === '#' ? Number(`0${name.slice(1)}`) : NaN;
  return code <= 0x10ffff ? String.fromCodePoint(code) : (ENTITIES[name] ?? all);
};
/** What a person reads: without markup, on one line. Languages that write without spaces get none at a line break. */
export const plain = (text: string): string =>
  text
    .replace(/<[^>]*>/g, '')
    .replace(/&(#\d+|#x[\da-f]+|\w+);/gi, letter)
    .replace(/([\u3000-\u9fff\uff00-\uffef])\s*\n\s*(?=[\u3000-\u9fff\uff00-\uffef])/g, '$1')
    .replace(/\s+/g, ' ')
    .trim();
