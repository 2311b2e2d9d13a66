/** The safe markdown subset as nodes, never as HTML: paragraphs, line breaks, lists, **strong**, *em*, `code`, [links](https://…). */
import type { Child, Make } from '../dom';
import { safeUrl } from './url';

const INLINE = /\*\*(.+?)\*\*|\*(.+?)\*|`([^`]+)`|\[([^\]]+)\]\(([^()\s]+)\)|\n/;

function inline(h: Make, text: string, base: string): Child[] {
  const out: Child[] = [];
  for (let match; (match = INLINE.exec(text)); text = text.slice(match.index + match[0].length)) {
    const [whole, strong, em, code, label, href] = match;
    const url = href && safeUrl(href, base);
    out.push(
      text.slice(0, match.index),
      strong
        ? h('strong', null, inline(h, strong, base))
        : em
          ? h('em', null, inline(h, em, base))
          : code
            ? h('code', null, code)
            : label
              ? url
                ? h('a', { href: url, target: '_blank', rel: 'noopener noreferrer' }, inline(h, label, base))
                : label
              : whole === '\n' && h('br'),
    );
  }
  return [...out, text];
}

export const markdown = (h: Make, text: string, base: string): HTMLElement[] =>
  text
    .trim()
    .split(/\n\s*\n/)
    .map((block) => {
      const lines = block.split('\n');
      for (const [tag, mark] of [
        ['ul', /^\s*[-*]\s+/],
        ['ol', /^\s*\d+[.)]\s+/],
      ] as const)
        if (lines.every((line) => mark.test(line)))
          return h(
            tag,
            null,
            lines.map((line) => h('li', null, inline(h, line.replace(mark, ''), base))),
          );
      return h('p', null, inline(h, block, base));
    });
