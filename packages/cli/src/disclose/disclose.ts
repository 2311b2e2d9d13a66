/** From a configuration to the table of external transmissions and the Content-Security-Policy that the page needs. */
import type { Config } from '@shirube/engine';
import { isRecord } from '../check/walk';
import type { Lang } from '../lang';
import { receiverOf } from './receivers';
import { sentOf } from './sent';

export interface Transmission {
  /** Reporter or source. */
  by: string;
  /** Origin, "self" for the page's own, or undefined when it stays in the page. */
  to: string | undefined;
  who: Record<Lang, string>;
  what: Record<Lang, string[]>;
  why: Record<Lang, string>;
}
export interface Disclosure {
  transmissions: Transmission[];
  csp: Record<string, string[]>;
}
export interface Addresses {
  script?: string | undefined;
  endpoint?: string | undefined;
}

/** Origin of an absolute address; "self" for a relative one; undefined for none. */
export function originOf(address: unknown): string | undefined {
  if (typeof address !== 'string' || !address) return undefined;
  try {
    const url = new URL(address, 'https://self.invalid');
    return url.hostname === 'self.invalid' ? 'self' : url.protocol === 'data:' || url.protocol === 'blob:' ? url.protocol : url.origin;
  } catch {
    return undefined;
  }
}

/** Every value under one of the keys, however deep. */
function find(value: unknown, keys: readonly string[], found: unknown[] = []): unknown[] {
  if (Array.isArray(value)) for (const item of value) find(item, keys, found);
  else if (isRecord(value))
    for (const [key, part] of Object.entries(value)) keys.includes(key) ? found.push(part) : find(part, keys, found);
  return found;
}

const PROVIDERS = [
  {
    match: /(^|\.)(youtube(-nocookie)?\.com|youtu\.be)$/,
    by: 'YouTube',
    origin: 'https://www.youtube-nocookie.com',
    script: 'https://www.youtube.com',
    who: { en: 'YouTube (Google LLC)', ja: 'YouTube(Google LLC)' },
  },
  {
    match: /(^|\.)vimeo\.com$/,
    by: 'Vimeo',
    origin: 'https://player.vimeo.com',
    script: 'https://player.vimeo.com',
    who: { en: 'Vimeo (Vimeo.com, Inc.)', ja: 'Vimeo(Vimeo.com, Inc.)' },
  },
] as const;
const host = (address: unknown): string => {
  try {
    return new URL(String(address)).hostname;
  } catch {
    return '';
  }
};

export function discloseConfig(config: Config, { script, endpoint }: Addresses = {}): Disclosure {
  const csp: Record<string, Set<string>> = {
    'script-src': new Set([originOf(script) ?? 'self']),
    'connect-src': new Set(['self']),
    'img-src': new Set(),
    'media-src': new Set(),
    'frame-src': new Set(),
  };
  const allow = (directive: string, origin: string | undefined) => origin !== undefined && csp[directive]?.add(origin);
  const sent = { en: sentOf(config, 'en'), ja: sentOf(config, 'ja') };
  const transmissions: Transmission[] = [];
  const reporters = config['reporters'];
  // As the script chooses: the collector at the endpoint, where there is one, and the configured reporters.
  const collector = endpoint ?? config['endpoint'];
  const further = Array.isArray(reporters) ? reporters.filter(isRecord) : [];
  const chosen: Record<string, unknown>[] =
    collector && !further.some(({ kind }) => kind === 'http') ? [{ kind: 'http' }, ...further] : further;
  for (const reporter of chosen) {
    const kind = String(reporter['kind'] ?? reporter['name'] ?? 'http');
    const receiver = receiverOf(kind);
    const to = receiver.handsOver ? undefined : (originOf(reporter['endpoint'] ?? receiver.origin ?? collector) ?? 'self');
    allow('connect-src', to);
    transmissions.push({ by: kind, to, who: receiver.who, what: sent, why: receiver.why });
  }
  for (const provider of PROVIDERS) {
    if (!(config.videos ?? []).some((v) => v.sources.some((s) => provider.match.test(host(s.src))))) continue;
    const scripted = isRecord(config['videoSettings']) && config['videoSettings'][provider.by.toLowerCase()] === 'script';
    allow('frame-src', provider.origin);
    if (scripted) allow('script-src', provider.script);
    transmissions.push({
      by: provider.by,
      to: provider.origin,
      who: provider.who,
      what: {
        en: ['IP address, user agent, the video watched; only after the viewer agreed to load it'],
        ja: ['IP アドレス、ユーザーエージェント、視聴した動画(視聴者が読み込みに同意した後のみ)'],
      },
      why: { en: 'To play the video', ja: '動画の再生' },
    });
  }
  const provided = (address: unknown) => PROVIDERS.some((p) => p.match.test(host(address)));
  for (const video of config.videos ?? []) {
    for (const { src } of video.sources) if (!provided(src)) allow('media-src', originOf(src));
    for (const track of [...(video.captions ?? []), ...(video.chapters ?? [])]) allow('connect-src', originOf(track.src));
    for (const { src } of video.sources) if (/\.m3u8([?#]|$)/.test(src)) (allow('connect-src', originOf(src)), allow('media-src', 'blob:'));
    allow('img-src', originOf(video.poster));
  }
  const settings = config['videoSettings'];
  if (isRecord(settings)) allow('script-src', originOf(settings['hls']));
  for (const image of find(config.content, ['image'])) allow('img-src', originOf(image));
  for (const feed of find(config.content, ['feed', 'sitemap'])) allow('connect-src', originOf(feed));
  const sorted = Object.entries(csp)
    .filter(([, origins]) => origins.size)
    .map(([directive, origins]) => [directive, [...origins].map((o) => (o === 'self' ? "'self'" : o)).sort()] as const);
  return { transmissions, csp: Object.fromEntries(sorted) };
}

export const cspText = (csp: Disclosure['csp']): string =>
  Object.entries(csp)
    .map(([directive, origins]) => `${directive} ${origins.join(' ')}`)
    .join('; ');
