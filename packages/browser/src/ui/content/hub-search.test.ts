import { expect, test } from 'vitest';
import { articlesOf, articlesOfSitemap, search } from './hub-search';

const articles = articlesOf([
  { title: '登録番号とは', url: '/ja/number', text: 'インボイス制度の登録番号はTと13桁です。', lang: 'ja' },
  { title: 'CSVで取り込む', url: '/ja/csv', text: '請求書をまとめて登録します。', lang: 'ja' },
  { title: 'Registration number', url: '/en/number', text: 'T and 13 digits', lang: 'en' },
]);
const titles = (query: string, lang = 'ja') => search(articles, query, lang).map(({ title }) => title);

test('a title counts for more than the text', () => expect(titles('登録')).toEqual(['登録番号とは', 'CSVで取り込む']));
test('full-width letters find half-width ones', () => expect(titles('CSV')).toEqual(['CSVで取り込む']));
test('a question without spaces finds the article that shares most of it', () =>
  expect(titles('登録番号の調べ方')).toEqual(['登録番号とは']));
test('a person gets articles of their own language', () => expect(titles('number', 'en-GB')).toEqual(['Registration number']));
test('nothing is found for what nobody wrote about', () => expect(titles('送料')).toEqual([]));
test('a JSON feed, a list and rubbish are all taken as they are', () => {
  expect(articlesOf({ items: [{ title: 'A', url: '/a', content_text: 'x' }] })).toEqual([
    { title: 'A', url: '/a', text: 'x', lang: undefined },
  ]);
  expect(articlesOf({ items: [null, 1, { title: 'no address' }] })).toEqual([]);
  expect(articlesOf('nonsense')).toEqual([]);
});
test('a JSON feed whose articles are written in HTML is searched and shown by its words', () => {
  const [article] = articlesOf({
    items: [
      {
        title: 'A',
        url: '/a',
        summary: 'S',
        content_html: '<style>p{}</style><p>Rock &amp;\n roll &#12354; &unknown;</p><script>x()</script>',
      },
    ],
  });
  expect(article?.text).toBe('Rock & roll あ &unknown;');
});
test('a sitemap gives titles from its addresses', () => {
  expect(
    articlesOfSitemap(
      '<urlset><url><loc>https://h.example/how-to/send_an-invoice.html</loc></url><url><loc>https://h.example/%E7%99%BB%E9%8C%B2?a=1&amp;b=2</loc></url></urlset>',
    ).map(({ title }) => title),
  ).toEqual(['Send an invoice', '登録']);
});
