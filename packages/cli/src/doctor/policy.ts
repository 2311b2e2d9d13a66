/** Whether a Content-Security-Policy lets a source through. Rules: https://www.w3.org/TR/CSP3/ (host, scheme, 'self', nonce, *). */

export type Policy = ReadonlyMap<string, readonly string[]>;

export function parsePolicy(text: string): Policy {
  const policy = new Map<string, string[]>();
  for (const part of text.split(';')) {
    const [name, ...sources] = part.trim().split(/\s+/);
    if (name && !policy.has(name.toLowerCase())) policy.set(name.toLowerCase(), sources);
  }
  return policy;
}

/** Sources of a directive, or of what it falls back to; undefined: everything is allowed. */
function sourcesOf(policy: Policy, directive: string): readonly string[] | undefined {
  const chain =
    directive === 'script-src'
      ? ['script-src-elem', 'script-src', 'default-src']
      : directive === 'frame-src'
        ? ['frame-src', 'child-src', 'default-src']
        : [directive, 'default-src'];
  for (const name of chain) {
    const sources = policy.get(name);
    if (sources) return sources;
  }
  return undefined;
}

/** `page` and `target` are absolute addresses; `nonce` is what the tag carries. */
export function allows(policy: Policy, directive: string, target: URL, page: URL, nonce?: string): boolean {
  const sources = sourcesOf(policy, directive);
  if (!sources) return true;
  return sources.some((source) => {
    const s = source.toLowerCase();
    if (s === '*') return true;
    if (s === "'self'") return target.origin === page.origin;
    if (s.startsWith("'nonce-")) return directive === 'script-src' && !!nonce && source.slice(7, -1) === nonce;
    if (s.startsWith("'")) return false;
    if (/^[a-z][a-z0-9+.-]*:$/.test(s)) return target.protocol === s;
    const [, scheme, host = '', port, path] = /^(?:([a-z][a-z0-9+.-]*):\/\/)?([^/:]+)(?::(\d+|\*))?(\/.*)?$/.exec(s) ?? [];
    if (scheme && `${scheme}:` !== target.protocol && !(scheme === 'http' && target.protocol === 'https:')) return false;
    if (host.startsWith('*.') ? !target.hostname.endsWith(host.slice(1)) : host !== target.hostname) return false;
    if (port && port !== '*' && port !== (target.port || (target.protocol === 'https:' ? '443' : '80'))) return false;
    return !path || (path.endsWith('/') ? target.pathname.startsWith(path) : target.pathname === path);
  });
}
