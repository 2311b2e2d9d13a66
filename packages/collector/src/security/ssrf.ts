/**
 * Where webhooks may go: https to public addresses. The address is looked up once and the connection goes to exactly that address,
 * so a name that changes its answer between check and use gains nothing. Redirects are not followed.
 */
import { lookup } from 'node:dns/promises';
import { BlockList, isIP } from 'node:net';

const blocked = new BlockList();
for (const [net, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const)
  blocked.addSubnet(net, bits, 'ipv4');
for (const [net, bits] of [
  ['::', 128],
  ['::1', 128],
  ['64:ff9b::', 96],
  ['64:ff9b:1::', 48],
  ['100::', 64],
  ['2001::', 32],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['fc00::', 7],
  ['fe80::', 10],
  ['ff00::', 8],
] as const)
  blocked.addSubnet(net, bits, 'ipv6');

/** True for loopback, private, link-local, multicast and documentation addresses, IPv4-mapped ones included. */
export function isPrivate(address: string): boolean {
  const version = isIP(address);
  if (!version) return true;
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped) return blocked.check(mapped, 'ipv4');
  if (/^::ffff:/i.test(address)) return true;
  return blocked.check(address, version === 4 ? 'ipv4' : 'ipv6');
}

interface Destination {
  url: URL;
  address: string;
  family: number;
}
export interface SsrfOptions {
  /** Host names that may be private and plain http, for hooks inside one's own network. */
  allowHosts?: readonly string[];
  resolve?(host: string): Promise<{ address: string; family: number }[]>;
}

/** The checked destination, or why it is refused. */
export async function destination(target: string, options: SsrfOptions = {}): Promise<Destination | { refused: string }> {
  let url: URL;
  try {
    url = new URL(target);
  } catch {
    return { refused: 'not an address' };
  }
  const allowed = options.allowHosts?.includes(url.hostname) ?? false;
  if (url.protocol !== 'https:' && !(allowed && url.protocol === 'http:')) return { refused: 'only https is allowed' };
  if (url.username || url.password) return { refused: 'credentials in the address' };
  const host = url.hostname.replace(/^\[|\]$/g, '');
  try {
    const found = isIP(host)
      ? [{ address: host, family: isIP(host) }]
      : await (options.resolve ?? ((name) => lookup(name, { all: true })))(host);
    // One private answer among public ones is how a guard is tricked: all must be public.
    if (!allowed && found.some(({ address }) => isPrivate(address))) return { refused: 'the address is not public' };
    const [first] = found;
    return first ? { url, ...first } : { refused: 'the name has no address' };
  } catch {
    return { refused: 'the name has no address' };
  }
}
