import { useState } from 'preact/hooks';
import { useDesk, useWords } from '../app';
import { Empty, Page } from '../ui/page';
import { articles } from './help-articles';
import { Lost } from './lost';

const T = {
  title: { ja: 'ヘルプ', en: 'Help' },
  lead: { ja: 'よくある質問と使い方です。', en: 'How things work, and what people ask.' },
  search: { ja: 'ヘルプを検索', en: 'Search the help' },
  none: { ja: '見つかりませんでした。別の言葉でお試しください。', en: 'Nothing found. Try other words.' },
} as const;

export function Help() {
  const { language } = useDesk();
  const t = useWords(T);
  const [query, setQuery] = useState('');
  const wanted = query.trim().toLowerCase();
  const found = articles.filter((article) => JSON.stringify(article).toLowerCase().includes(wanted));
  return (
    <Page title={t.title} lead={t.lead}>
      <label>
        <span class="unseen">{t.search}</span>
        <input
          class="input"
          type="search"
          id="help-search"
          data-shirube="help-search"
          placeholder={t.search}
          value={query}
          onInput={(event) => setQuery(event.currentTarget.value)}
        />
      </label>
      {found.length === 0 ? (
        <div class="card">
          <Empty icon="help" text={t.none} />
        </div>
      ) : (
        <div class="help-grid" data-shirube="help-list">
          {found.map((article) => (
            <a key={article.slug} class="card help-card" href={`/help/${article.slug}`} data-shirube={`help-${article.slug}`}>
              <h2>{article.title[language]}</h2>
              <p class="soft">{article.lead[language]}</p>
            </a>
          ))}
        </div>
      )}
    </Page>
  );
}

export function HelpArticle({ slug }: { slug: string }) {
  const { language } = useDesk();
  const t = useWords(T);
  const article = articles.find((entry) => entry.slug === slug);
  if (!article) return <Lost />;
  return (
    <Page title={article.title[language]} lead={article.lead[language]} crumb={{ href: '/help', text: t.title }}>
      <article class="card card-body article" id="article" data-shirube={`article-${slug}`}>
        {article.parts.map((part, index) => {
          const words = part[language];
          if (part.kind === 'title') return <h2 key={index}>{words}</h2>;
          if (part.kind === 'code')
            return (
              <pre key={index} class="code">
                {words}
              </pre>
            );
          if (part.kind === 'text') return <p key={index}>{words}</p>;
          const items = words.split('\n').map((item) => <li key={item}>{item}</li>);
          return part.kind === 'steps' ? <ol key={index}>{items}</ol> : <ul key={index}>{items}</ul>;
        })}
        {article.act && (
          <p>
            <a class="button button-main" href={article.act.href}>
              {article.act.text[language]}
            </a>
          </p>
        )}
      </article>
    </Page>
  );
}
