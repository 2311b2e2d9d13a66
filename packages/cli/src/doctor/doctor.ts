/** Looks at a page as a browser would meet it: tag, script, configuration, endpoint, policy. */
import { checkConfig } from '../check/check';
import { discloseConfig } from '../disclose/disclose';
import type { Lang } from '../lang';
import { say } from '../say/say';
import { allows, parsePolicy, type Policy } from './policy';
import { readPage, type Tag } from './page';
import type { Mark } from './say';

export interface Finding {
  mark: Mark;
  code: string;
  args: Record<string, string>;
}
/** A page or file that was loaded: `status` 0 and a reason when it could not be. */
export interface Loaded {
  status: number;
  text: string;
  type: string;
  policy?: string;
  reason?: string;
}
/** How things are got: by HTTP for an address, from files for a folder. */
export interface Surroundings {
  page: URL;
  load(url: URL): Promise<Loaded>;
  /** False for files: there is no endpoint to ask. */
  live: boolean;
  lang: Lang;
}

/** An address as a person knows it; of files, the path. */
const shown = (url: URL, live: boolean): string => (live ? url.href : url.pathname);
const ok = ({ status }: Loaded): boolean => status >= 200 && status < 300;
const why = ({ status, reason }: Loaded): string => reason ?? `HTTP ${status}`;

export async function examine(page: Loaded, name: string, around: Surroundings): Promise<Finding[]> {
  const out: Finding[] = [];
  const add = (mark: Mark, code: string, args: Record<string, string> = {}) => void out.push({ mark, code, args });
  if (!ok(page)) {
    add('bad', 'page.bad', { url: name, reason: why(page) });
    return out;
  }
  const { tags, policies } = readPage(page.text);
  const [tag] = tags;
  if (!tag) {
    add('bad', 'tag.missing', { page: name });
    return out;
  }
  if (tags.length > 1) add('bad', 'tag.twice', { n: String(tags.length) });
  lookAtTag(tag, around, add);
  const all = [...(page.policy ? [page.policy] : []), ...policies].map(parsePolicy);
  await lookAtScript(tag, around, add);
  const config = await lookAtConfig(tag, around, add);
  await lookAtEndpoint(tag, around, add);
  lookAtPolicy(tag, all, config, around, add);
  return out;
}

type Add = (mark: Mark, code: string, args?: Record<string, string>) => void;
const address = (text: string | undefined, page: URL): URL | undefined => {
  try {
    return text === undefined ? undefined : new URL(text, page);
  } catch {
    return undefined;
  }
};

function lookAtTag({ attributes: a }: Tag, { page }: Surroundings, add: Add): void {
  add('ok', 'tag.found', { src: a['src'] ?? '' });
  if ('data-shirube-off' in a) add('warn', 'tag.off');
  if (!('async' in a) && !('defer' in a) && a['type'] !== 'module') add('warn', 'tag.blocking');
  if (!a['data-config']) add('warn', 'tag.no-config');
  if (!a['data-endpoint']) add('warn', 'tag.no-endpoint');
  if (a['integrity'] && !('crossorigin' in a) && address(a['src'], page)?.origin !== page.origin) add('bad', 'tag.cross-integrity');
}

async function lookAtScript({ attributes }: Tag, { page, load, live }: Surroundings, add: Add): Promise<void> {
  const url = address(attributes['src'], page);
  if (!url || (!live && url.origin !== page.origin)) return;
  const script = await load(url);
  // In a folder the script may well be served from elsewhere.
  if (!ok(script)) return add(live ? 'bad' : 'warn', 'script.bad', { url: shown(url, live), reason: why(script) });
  if (live && !/javascript/.test(script.type)) add('bad', 'script.type', { type: script.type || '?' });
  add('ok', 'script.fine', { bytes: String(new TextEncoder().encode(script.text).length) });
}

async function lookAtConfig({ attributes }: Tag, { page, load, live, lang }: Surroundings, add: Add) {
  const url = address(attributes['data-config'], page);
  if (!url || (!live && url.origin !== page.origin)) return undefined;
  const file = await load(url);
  if (!ok(file)) return void add('bad', 'config.bad', { url: shown(url, live), reason: why(file) });
  const { config, problems } = checkConfig(new TextEncoder().encode(file.text), url.pathname);
  const errors = problems.filter((p) => p.severity === 'error');
  const [first] = errors;
  if (first) add('bad', 'config.mistakes', { n: String(errors.length), first: say(lang, first.code, first.args).what });
  else add('ok', 'config.fine', { url: url.pathname });
  return config;
}

async function lookAtEndpoint({ attributes }: Tag, { page, load, live }: Surroundings, add: Add): Promise<void> {
  const endpoint = attributes['data-endpoint'];
  const url = endpoint ? address(`${endpoint.replace(/\/$/, '')}/healthz`, page) : undefined;
  if (!url || !live) return;
  const health = await load(url);
  if (ok(health)) add('ok', 'endpoint.fine', { url: url.href });
  else add('warn', 'endpoint.bad', { url: url.href, reason: why(health) });
}

function lookAtPolicy(
  { attributes: a }: Tag,
  policies: readonly Policy[],
  config: Parameters<typeof discloseConfig>[0] | undefined,
  { page }: Surroundings,
  add: Add,
): void {
  if (!policies.length) return add('ok', 'csp.none');
  const wanted: [directive: string, url: URL | undefined][] = [
    ['script-src', address(a['src'], page)],
    ['connect-src', address(a['data-config'], page)],
    ['connect-src', address(a['data-endpoint'], page)],
  ];
  const needs = config ? discloseConfig(config, { script: a['src'], endpoint: a['data-endpoint'] }).csp : {};
  for (const [directive, origins] of Object.entries(needs))
    for (const origin of origins)
      wanted.push([directive, origin === "'self'" ? page : /^[a-z]+:$/.test(origin) ? undefined : address(origin, page)]);
  const seen = new Set<string>();
  let blocked = false;
  for (const [directive, url] of wanted) {
    if (!url || seen.has(`${directive} ${url.origin}`)) continue;
    seen.add(`${directive} ${url.origin}`);
    if (policies.every((policy) => allows(policy, directive, url, page, a['nonce']))) continue;
    blocked = true;
    add('bad', 'csp.blocks', { url: url.href, directive, origin: url.origin === page.origin ? "'self'" : url.origin });
  }
  if (!blocked) add('ok', 'csp.fine', { what: [...new Set(wanted.map(([directive]) => directive))].join(', ') });
}
