import { describe, expect, it } from 'vitest';
import { find } from './search';

const found = (text: string, words: string) => {
  const place = find(text, words);
  return place && text.slice(...place);
};

describe('somebody who searches what was said', () => {
  it.each([
    ['CSVファイルを取り込みます。', 'ｃｓｖ', 'CSV'],
    ['登録番号は「Ｔ」と13桁です。', 'T」と１３', 'Ｔ」と13'],
    ['ｶﾞｲﾄﾞを開きます。', 'ガイド', 'ｶﾞｲﾄﾞ'],
    ['ガイドを開きます。', 'ｶﾞｲﾄﾞ', 'ガイド'],
    ['Straße in İzmir', 'izmir', undefined],
    ['㈱ハルイロ', '(株)ハル', '㈱ハル'],
    ['an ﬁle', 'file', 'ﬁle'],
  ])('in %s finds %s', (text, words, part) => expect(found(text, words)).toBe(part));
  it('finds nothing where it is not, nor with no words at all', () => {
    expect(find('請求書を送付します。', '登録番号')).toBeUndefined();
    expect(find('請求書を送付します。', '')).toBeUndefined();
  });
});
