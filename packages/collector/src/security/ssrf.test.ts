import { describe, expect, test } from 'vitest';
import { destination, isPrivate } from './ssrf';

describe('webhooks', () => {
  test('never go to private addresses, whatever name they hide behind', async () => {
    for (const address of [
      '127.0.0.1',
      '10.1.2.3',
      '169.254.169.254',
      '192.168.0.1',
      '172.20.0.1',
      '100.64.1.1',
      '0.0.0.0',
      '::1',
      'fe80::1',
      'fd00::1',
      '::ffff:127.0.0.1',
      '::ffff:7f00:1',
      '64:ff9b::a00:1',
    ])
      expect(isPrivate(address), address).toBe(true);
    for (const address of ['93.184.216.34', '2606:2800:220:1:248:1893:25c8:1946']) expect(isPrivate(address), address).toBe(false);
    const resolve = async (host: string) =>
      host === 'inner.example'
        ? [
            { address: '93.184.216.34', family: 4 },
            { address: '10.0.0.1', family: 4 },
          ]
        : [{ address: '93.184.216.34', family: 4 }];
    expect(await destination('https://inner.example/', { resolve })).toEqual({ refused: 'the address is not public' });
    for (const url of [
      'http://example.com/',
      'https://127.0.0.1/',
      'https://[::1]/',
      'https://2130706433/',
      'https://0x7f.1/',
      'https://user:pw@example.com/',
      'file:///etc/passwd',
      'nonsense',
    ])
      expect(await destination(url, { resolve }), url).toHaveProperty('refused');
    expect(await destination('https://example.com/x', { resolve })).toMatchObject({ address: '93.184.216.34' });
  });
});
