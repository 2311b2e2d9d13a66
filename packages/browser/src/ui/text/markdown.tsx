/** The safe markdown subset as nodes, never as HTML: paragraphs, line breaks, lists, **strong**, *em*, `code`, [links](https://…). */
import type { ComponentChildren, VNode } from 'preact';

const INLINE = /\*\*(.+?)\*\*|\*(.+?)\*|`([^`]+)`|\[([^\]]+)\]\(([^()\s]+)\)|\n/;

/** The address, when it may be opened: https, the same origin, mail or telephone. */
export function safeUrl(href: string, base: string): string | undefined {
  try {
    const url = new URL(href, base);
    return url.protocol === 'https:' || url.origin === new URL(base).origin || /^(mailto|tel):$/.test(url.protocol) ? url.href : undefined;
  } catch {
    return undefined;
  }
}

function inline(text: string, base: string): ComponentChildren[] {
  const out: ComponentChildren[] = [];
  for (let match; (match = INLINE.exec(text)); text = text.slice(match.index + match[0].length)) {
    out.push(text.slice(0, match.index));
    const [whole, strong, em, code, label, href] = match;
    if (strong) out.push(<strong>{inline(strong, base)}</strong>);
    else if (em) out.push(<em>{inline(em, base)}</em>);
    else if (code) out.push(<code>{code}</code>);
    else if (label && href) {
      const url = safeUrl(href, base);
      out.push(url ? <a href={url} target="_blank" rel="noopener noreferrer">{inline(label, base)}</a> : label);
    } else out.push(whole === '\n' ? <br /> : whole);
  }
  return [...out, text];
}

export function markdown(text: string, base: string): VNode[] {
  return text.trim().split(/\n\s*\n/).map((block) => {
    const lines = block.split('\n');
    for (const [mark, Tag] of [[/^\s*[-*]\s+/, 'ul'], [/^\s*\d+[.)]\s+/, 'ol']] as const)
      if (lines.every((line) => mark.test(line))) return <Tag>{lines.map((line) => <li>{inline(line.replace(mark, ''), base)}</li>)}</Tag>;
    return <p>{inline(block, base)}</p>;
  });
}
