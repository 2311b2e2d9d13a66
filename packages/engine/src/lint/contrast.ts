import { both, isRecord, type Rule } from './rule';

/** Pairs that are read together: words on cards, words on buttons, links on cards. */
const PAIRS: readonly [text: string, surface: string][] = [
  ['text', 'surface'],
  ['muted', 'surface'],
  ['on-accent', 'accent'],
  ['accent', 'surface'],
];
const LEAST = 4.5;
/** The default look stands in for what is not set. In the dark an accent that is not set is lightened until it can be read. */
const DEFAULTS = {
  light: { surface: '#ffffff', text: '#191c24', muted: '#5b6170', accent: '#3350d1', 'on-accent': '#ffffff' },
  dark: { surface: '#23262f', text: '#eef0f5', muted: '#a8aebd', 'on-accent': '#12162b' },
};

/** Red, green and blue, 0–255, of `#rgb`, `#rrggbb` and `rgb(…)`; undefined for other notations. */
function channels(color: unknown): number[] | undefined {
  if (typeof color !== 'string') return undefined;
  const hex = /^#([\da-f]{3}|[\da-f]{6})$/i.exec(color)?.[1];
  if (hex) return (hex.length === 3 ? [...hex].map((d) => d + d) : (hex.match(/../g) ?? [])).map((p) => parseInt(p, 16));
  return /^rgb\( *(\d+)[ ,]+(\d+)[ ,]+(\d+) *\)$/i.exec(color)?.slice(1).map(Number);
}

/** Relative luminance (WCAG 2.2, https://www.w3.org/TR/WCAG22/#dfn-relative-luminance). */
function luminance(color: unknown): number | undefined {
  const parts = channels(color);
  if (!parts) return undefined;
  const [r = 0, g = 0, b = 0] = parts.map((v) => v / 255).map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

export const contrast: Rule = {
  code: 'lint.contrast',
  severity: 'warning',
  title: { en: 'Theme colours that are hard to read', ja: '読みにくい配色' },
  example: { shirube: 1, theme: { text: '#999999', surface: '#ffffff' } },
  texts: ({ text, surface, ratio, scheme }) =>
    both(
      {
        what: `In the ${scheme} theme "${text}" on "${surface}" has a contrast of ${ratio}:1.`,
        why: `People with weak sight need at least ${LEAST}:1 (WCAG 2.2, 1.4.3).`,
        next: `Make "${text}" darker or lighter, or change "${surface}".`,
      },
      {
        what: `${scheme} テーマの「${text}」と「${surface}」のコントラストは ${ratio}:1 です。`,
        why: `見えにくい人には ${LEAST}:1 以上が必要です(WCAG 2.2 1.4.3)。`,
        next: `「${text}」の明るさか「${surface}」を変えてください。`,
      },
    ),
  check({ config: { theme, content } }, report) {
    const look = (
      colors: Record<string, unknown>,
      scheme: 'light' | 'dark',
      path: readonly string[],
      under: Record<string, unknown> = {},
    ) => {
      const all: Record<string, unknown> = { ...DEFAULTS[scheme], ...under, ...colors };
      for (const [text, surface] of PAIRS) {
        const [a, b] = [luminance(all[text]), luminance(all[surface])];
        if (a === undefined || b === undefined || !(text in colors || surface in colors)) continue;
        const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
        if (ratio < LEAST) report([...path, text in colors ? text : surface], { text, surface, ratio: ratio.toFixed(2), scheme });
      }
    };
    const base = isRecord(theme) ? theme : {};
    look(base, 'light', ['theme']);
    if (isRecord(base.dark)) look(base.dark, 'dark', ['theme', 'dark']);
    // What one piece of content sets stands on what all have.
    for (const [i, { theme: own }] of (content ?? []).entries()) if (own) look(own, 'light', ['content', String(i), 'theme'], base);
  },
};
