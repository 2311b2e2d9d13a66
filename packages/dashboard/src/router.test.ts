// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest';
import { narrowed } from './router';

describe('a list without a row', () => {
  it.each(['', 'sort=-last', 'offset=50', 'sort=name&offset=50'])('at "%s" says that there is nothing yet', (search) => {
    expect(narrowed(new URLSearchParams(search))).toBe(false);
  });
  it.each(['q=acme', 'sort=name&level=poor', 'segment=trial&offset=50'])('at "%s" says that the filters leave nothing', (search) => {
    expect(narrowed(new URLSearchParams(search))).toBe(true);
  });
});
