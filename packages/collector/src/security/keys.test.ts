import { describe, expect, test } from 'vitest';
import { originAllowed } from './keys';

describe('write keys', () => {
  test('an origin is matched as a whole', () => {
    expect(
      [
        'https://a.staging.example',
        'https://a.b.staging.example',
        'https://staging.example',
        'https://evil.example/.staging.example',
        'http://a.staging.example',
        'https://a.staging.example.evil.com',
      ].map((o) => originAllowed(o, ['https://*.staging.example'])),
    ).toEqual([true, true, false, false, false, false]);
  });
});
