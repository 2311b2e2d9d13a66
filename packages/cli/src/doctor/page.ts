/** What an HTML page says about our script tag. Reads the text; nothing in it is run. */
export interface Tag {
  attributes: Record<string, string>;
  at: number;
}
export interface PageFacts {
  tags: Tag[];
  /** Policies in <meta http-equiv>. */
  policies: string[];
}

const ATTRIBUTE = /([^\s"'<>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+)))?/g;
const entities: Readonly<Record<string, string>> = { '&amp;': '&', '&quot;': '"', '&#39;': "'", '&lt;': '<', '&gt;': '>' };
const decode = (text: string): string => text.replace(/&(?:amp|quot|#39|lt|gt);/g, (entity) => entities[entity] ?? entity);

function attributesOf(source: string): Record<string, string> {
  const out: Record<string, string> = {};
  for (const [, name = '', double, single, bare] of source.matchAll(ATTRIBUTE))
    out[name.toLowerCase()] ??= decode(double ?? single ?? bare ?? '');
  return out;
}

export function readPage(html: string): PageFacts {
  const text = html.replace(/<!--[\s\S]*?-->/g, (comment) => ' '.repeat(comment.length));
  const tags: Tag[] = [];
  for (const match of text.matchAll(/<script\b([^>]*)>/gi)) {
    const attributes = attributesOf(match[1] ?? '');
    const file = (attributes['src'] ?? '').split(/[?#]/)[0]?.split('/').pop() ?? '';
    if (/^shirube([.-][\w.-]*)?\.m?js$/.test(file) || 'data-write-key' in attributes || 'data-shirube-off' in attributes)
      tags.push({ attributes, at: match.index });
  }
  const policies = [...text.matchAll(/<meta\b([^>]*)>/gi)]
    .map((m) => attributesOf(m[1] ?? ''))
    .filter((a) => a['http-equiv']?.toLowerCase() === 'content-security-policy')
    .map((a) => a['content'] ?? '');
  return { tags, policies };
}
