/**
 * The safe markdown subset of mails: paragraphs, `#` headings, `-` and `1.` lists, **bold**, *emphasis*, [links](address). A paragraph that is
 * one link becomes a button. Everything else is text; HTML in the source comes out as text.
 */
type Inline = { text: string; style?: 'strong' | 'em' } | { text: string; href: string };
type Block =
  | { kind: 'heading' | 'paragraph'; parts: Inline[] }
  | { kind: 'list'; numbered: boolean; items: Inline[][] }
  | { kind: 'button'; text: string; href: string };

const inlinePattern = /\*\*([^*]+)\*\*|\*([^*]+)\*|\[([^\]]+)\]\(([^)\s]+)\)/g;
/** Only addresses that a mail may lead to. */
const safeHref = (href: string): string | undefined => (/^(https?:\/\/|mailto:)/i.test(href) ? href : undefined);

export function inline(source: string): Inline[] {
  const out: Inline[] = [];
  let from = 0;
  const plain = (text: string) => text && out.push({ text });
  for (const match of source.matchAll(inlinePattern)) {
    plain(source.slice(from, match.index));
    from = match.index + match[0].length;
    const [, strong, em, label, address] = match;
    const href = address === undefined ? undefined : safeHref(address);
    if (strong !== undefined) out.push({ text: strong, style: 'strong' });
    else if (em !== undefined) out.push({ text: em, style: 'em' });
    else if (href && label !== undefined) out.push({ text: label, href });
    else plain(label ?? '');
  }
  plain(source.slice(from));
  return out;
}

export function blocks(source: string): Block[] {
  return source
    .replaceAll('\r\n', '\n')
    .split(/\n{2,}/)
    .map((part) => part.trim())
    .filter(Boolean)
    .map((part): Block => {
      const lines = part.split('\n');
      if (lines.every((line) => /^[-*] /.test(line)))
        return { kind: 'list', numbered: false, items: lines.map((line) => inline(line.slice(2))) };
      if (lines.every((line) => /^\d+[.)] /.test(line)))
        return { kind: 'list', numbered: true, items: lines.map((line) => inline(line.replace(/^\d+[.)] /, ''))) };
      const heading = /^#{1,3} (.*)$/.exec(part);
      if (heading) return { kind: 'heading', parts: inline(heading[1] ?? '') };
      const parts = inline(part);
      const [only] = parts;
      if (parts.length === 1 && only && 'href' in only) return { kind: 'button', text: only.text, href: only.href };
      return { kind: 'paragraph', parts };
    });
}

/** Plain text: links are written out behind their label. */
export function toText(list: readonly Block[], address: (href: string) => string): string {
  const line = (parts: readonly Inline[]) => parts.map((p) => ('href' in p ? `${p.text} ( ${address(p.href)} )` : p.text)).join('');
  return list
    .map((b) =>
      b.kind === 'list'
        ? b.items.map((item, i) => `${b.numbered ? `${i + 1}.` : '-'} ${line(item)}`).join('\n')
        : b.kind === 'button'
          ? `${b.text}\n${address(b.href)}`
          : line(b.parts),
    )
    .join('\n\n');
}

export const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);

const FONT = "font-family:-apple-system,BlinkMacSystemFont,'Segoe UI','Hiragino Sans','Noto Sans JP',Meiryo,sans-serif";
/** HTML for mail programs: inline styles, no script, no remote styles; text colours that stay readable when a program inverts them. */
export function toHtml(list: readonly Block[], address: (href: string) => string): string {
  const span = (p: Inline): string => {
    const text = escapeHtml(p.text).replaceAll('\n', '<br>');
    if ('href' in p) return `<a href="${escapeHtml(address(p.href))}" style="color:#1d5fd1">${text}</a>`;
    return p.style ? `<${p.style}>${text}</${p.style}>` : text;
  };
  const line = (parts: readonly Inline[]) => parts.map(span).join('');
  return list
    .map((b) => {
      if (b.kind === 'heading') return `<h1 style="font-size:20px;line-height:1.4;margin:0 0 16px;${FONT}">${line(b.parts)}</h1>`;
      if (b.kind === 'list')
        return `<${b.numbered ? 'ol' : 'ul'} style="margin:0 0 16px;padding-left:24px">${b.items.map((item) => `<li style="margin:0 0 6px">${line(item)}</li>`).join('')}</${b.numbered ? 'ol' : 'ul'}>`;
      if (b.kind === 'button')
        return `<p style="margin:24px 0"><a href="${escapeHtml(address(b.href))}" style="background:#1d5fd1;color:#ffffff;text-decoration:none;padding:12px 20px;border-radius:6px;display:inline-block;font-weight:600">${escapeHtml(b.text)}</a></p>`;
      return `<p style="margin:0 0 16px">${line(b.parts)}</p>`;
    })
    .join('\n');
}

/** A whole HTML document around the blocks. */
export function htmlPage(inner: string, options: { lang: string; title: string; preheader?: string; footer: string }): string {
  return (
    `<!doctype html><html lang="${escapeHtml(options.lang)}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"><title>${escapeHtml(options.title)}</title></head>` +
    `<body style="margin:0;padding:24px 12px;background:#f4f5f7;color:#1c2430;${FONT};font-size:15px;line-height:1.7">${options.preheader ? `<div style="display:none;max-height:0;overflow:hidden">${escapeHtml(options.preheader)}</div>` : ''}` +
    `<div style="max-width:560px;margin:0 auto;background:#ffffff;border-radius:10px;padding:28px 28px 20px">${inner}</div><div style="max-width:560px;margin:12px auto 0;color:#5c6675;font-size:12px">${options.footer}</div></body></html>`
  );
}
