/** Which adapter an address needs. Addresses that are not http(s) or the app's own are refused. */
import { fileKind } from './own';

export type Source =
  | { kind: 'file'; src: string; type?: string | undefined }
  | { kind: 'hls'; src: string; type?: string | undefined }
  | { kind: 'frame'; src: string }
  | { kind: 'youtube'; id: string; start: number; page: string }
  | { kind: 'vimeo'; id: string; key: string; start: number; page: string }
  | { kind: 'refused' };
export type Confidence = 'exact' | 'sampled' | 'none';
/** exact: own file. sampled: a provider that reports its position a few times a second. none: a frame that says nothing. */
export const confidenceOf = ({ kind }: Source): Confidence =>
  kind === 'file' || kind === 'hls' ? 'exact' : kind === 'youtube' || kind === 'vimeo' ? 'sampled' : 'none';

/** "90", "90s" or "1m30s" in seconds. */
const seconds = (text: string | null): number => {
  const [, h = 0, m = 0, s = 0] = /^(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s?)?$/.exec(text ?? '') ?? [];
  return Number(h) * 3600 + Number(m) * 60 + Number(s);
};

export function sourceOf(address: string, base: string, type?: string): Source {
  let url: URL;
  try {
    url = new URL(address, base);
  } catch {
    return { kind: 'refused' };
  }
  if (!/^https?:$/.test(url.protocol)) return { kind: 'refused' };
  const host = url.hostname.replace(/^(www|m|music)\./, '');
  const path = url.pathname.split('/').filter(Boolean);
  const { searchParams: query, href: src } = url;
  const start = seconds(query.get('t') ?? query.get('start') ?? /t=(\w+)/.exec(url.hash)?.[1] ?? null);
  if (/^(youtube(-nocookie)?\.com|youtu\.be)$/.test(host)) {
    const id = host === 'youtu.be' ? path[0] : /^(embed|shorts|live)$/.test(path[0] ?? '') ? path[1] : query.get('v');
    return id && /^[\w-]{6,20}$/.test(id)
      ? { kind: 'youtube', id, start, page: `https://www.youtube.com/watch?v=${id}` }
      : { kind: 'refused' };
  }
  if (host === 'vimeo.com' || host === 'player.vimeo.com') {
    const at = path.findIndex((part) => /^\d+$/.test(part));
    const id = path[at];
    const key = query.get('h') ?? (/^[\da-f]{6,}$/.test(path[at + 1] ?? '') ? path[at + 1] : '') ?? '';
    return id ? { kind: 'vimeo', id, key, start, page: `https://vimeo.com/${id}${key && `/${key}`}` } : { kind: 'refused' };
  }
  const kind = fileKind({ src, type }, base);
  return kind ? { kind, src, type } : { kind: 'frame', src };
}
