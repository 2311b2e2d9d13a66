/** @jsxImportSource ../../jsx */
/** The help centre inside the app: search over the vendor's articles, videos, checklists, news with an unread badge, contact. */
import type { Content, Text } from '@shirube/engine';
import { atom, computed } from 'nanostores';
import { openUrl, videoOf } from '../acts';
import { Icon } from '../icons';
import { launcher, type LauncherSpec } from '../launcher';
import { viewStore } from '../panel';
import { raw } from '../raw';
import { markdown } from '../text/markdown';
import { counted, tagOf } from '../text/counted';
import type { ViewFactory } from '../view';
import { articlesOf, articlesOfSitemap, search, type Article } from './hub-search';
import { progressOf } from './progress';
import { hubCss, hubWords, minutes } from './hub-parts';

type News = Extract<Content, { kind: 'announcement' }>;
/** After the last key. */
const SETTLED_MS = 900;

export const view: ViewFactory<'hub'> = (session) => {
  const { content, api, stage } = session;
  stage.css(hubCss);
  const t = counted(api, hubWords, 'hub');
  const after = raw(api.win, 'setTimeout');
  const { $view, stop } = viewStore(api);
  // A keyboard on the screen would cover what there is to read.
  const touch = api.win.matchMedia('(pointer:coarse)').matches;
  const $articles = atom<Article[] | 'loading' | 'failed' | undefined>(undefined);
  const $query = atom('');
  /** What was read since the panel was drawn; the engine tells with its next step. */
  const $read = atom(0);
  let timer: ReturnType<typeof setTimeout> | undefined;

  const news = (): News[] =>
    content.announcements === false
      ? []
      : (api.config.content ?? []).filter(
          (item): item is News =>
            item.kind === 'announcement' &&
            !item.off &&
            (!item.audience || api.check(item.audience).is === true) &&
            inSeason(item, api.now()),
        );
  const unread = () => news().filter((item) => api.state().ct[item.id]?.completed === undefined);
  const read = (item: News) => {
    if (api.state().ct[item.id]?.completed !== undefined) return;
    api.emit({ kind: 'content', content: item.id, phase: 'shown' });
    api.emit({ kind: 'content', content: item.id, phase: 'completed', reason: 'read' });
    $read.set($read.get() + 1);
  };
  const load = async () => {
    const before = $articles.get();
    if (before && before !== 'failed') return;
    const { feed, sitemap } = content.articles ?? {};
    if (!feed && !sitemap) return;
    $articles.set('loading');
    const read = async (url: string, take: (reply: Response) => Promise<Article[]>) => {
      const reply = await api.fetch(url);
      if (!reply.ok) throw new Error(`${url} ${reply.status}`);
      return take(reply);
    };
    const lists = await Promise.allSettled([
      ...(feed ? [read(feed, async (reply) => articlesOf(await reply.json()))] : []),
      ...(sitemap ? [read(sitemap, async (reply) => articlesOfSitemap(await reply.text()))] : []),
    ]);
    // What one of them has is worth more than that the other is away.
    $articles.set(
      lists.some(({ status }) => status === 'fulfilled')
        ? lists.flatMap((list) => (list.status === 'fulfilled' ? list.value : []))
        : 'failed',
    );
    // Typed while they were on their way.
    onQuery($query.get());
    for (const list of lists) if (list.status === 'rejected') api.report(list.reason);
  };
  const $results = computed([$articles, $query], (articles, query) =>
    Array.isArray(articles) && query.trim() ? search(articles, query, api.lang()) : [],
  );
  const onQuery = (value: string, converting = false) => {
    $query.set(value);
    raw(api.win, 'clearTimeout')(timer);
    // Half a word is not what anybody looks for.
    if (converting) return;
    timer = after(() => {
      const query = $query.get().trim();
      if (!Array.isArray($articles.get()) || !query) return;
      const found = $results.get().length;
      stage.announce(found ? t('found', { n: found }) : t('none'));
      // What people look for and do not find is what should be written next.
      if (!found) api.track('Help Searched', { hub: content.id, query: query.slice(0, 80), results: 0 });
    }, SETTLED_MS);
  };
  const rich = (text: Text | undefined) => (element: HTMLElement | null) =>
    element?.replaceChildren(...markdown(stage.h, api.text(text), api.doc.baseURI));
  const item = (key: string, icon: Parameters<typeof Icon>[0]['name'], label: string, note: string, onClick: () => void) => (
    <button type="button" class="row" part="item" key={key} onClick={onClick}>
      <Icon name={icon} />
      <span class="grow">
        {label}
        {note && <small>{note}</small>}
      </span>
      <Icon name="next" size={18} />
    </button>
  );
  const searchView = () => {
    const found = $results.get();
    const articles = $articles.get();
    if (articles === 'loading') return <p class="note">{t('loading')}</p>;
    if (articles === 'failed') return <p class="note">{t('failed')}</p>;
    if (!found.length) return <p class="note">{t('none')}</p>;
    return (
      <div>
        {found.map((article) => {
          const href = openUrl(session, { open: article.url, context: true });
          return (
            href && (
              <a
                class="row"
                part="item"
                key={article.url}
                href={href}
                target="_blank"
                rel="noopener"
                onClick={() => session.say('clicked', { value: article.url })}
              >
                <Icon name="list" />
                <span class="grow">
                  {article.title}
                  {article.text && <small>{article.text.length > 70 ? `${article.text.slice(0, 69)}…` : article.text}</small>}
                </span>
                <Icon name="out" size={18} />
              </a>
            )
          );
        })}
      </div>
    );
  };
  const contact = () =>
    content.contact && (
      <section>
        {item('contact', 'help', api.text(content.contact.label), '', () => session.run(content.contact?.do ?? [], { acted() {} }))}
      </section>
    );
  const body = () =>
    $query.get().trim() ? (
      <>
        {searchView()}
        <div class="apart">{contact()}</div>
      </>
    ) : (
      <>
        {news().length > 0 && (
          <section>
            <h3>{t('news')}</h3>
            {news().map((one) => (
              <details class="news" key={one.id} onToggle={(event) => event.currentTarget.open && read(one)}>
                <summary class="row">
                  <span class={`unread${api.state().ct[one.id]?.completed === undefined ? ' on' : ''}`} />
                  <span class="grow">
                    {api.text(one.title)}
                    {one.date && <small>{date(one.date, api.lang())}</small>}
                    {api.state().ct[one.id]?.completed === undefined && <span class="sr"> ({t('new')})</span>}
                  </span>
                  <Icon name="next" size={18} />
                </summary>
                <div class="body">
                  <div ref={rich(one.body)} />
                  {one.buttons?.map((button, i) => (
                    <button type="button" class="btn" key={i} onClick={() => session.run(button.do, { acted() {} })}>
                      {api.text(button.label)}
                    </button>
                  ))}
                </div>
              </details>
            ))}
          </section>
        )}
        {content.checklists?.length ? (
          <section>
            <h3>{t('lists')}</h3>
            {content.checklists.map((id) => {
              const list = api.config.checklists?.find((one) => one.id === id);
              const face2 = api.config.content?.find((one) => one.kind === 'checklist' && one.checklist === id);
              const p = list && progressOf(list, api.state().ck[id] ?? {});
              return (
                p &&
                item(id, 'check', api.text(list.label) || id, `${p.n} / ${p.all}`, () => {
                  face.close();
                  if (face2) api.request(face2.id);
                })
              );
            })}
          </section>
        ) : null}
        {content.videos?.length ? (
          <section>
            <h3>{t('videos')}</h3>
            {content.videos.map((id) => {
              const video = videoOf(session, id);
              return (
                video &&
                item(id, 'play', api.text(video.title), minutes(video.duration, t), () => session.run({ play: id }, { acted() {} }))
              );
            })}
          </section>
        ) : null}
        {contact()}
      </>
    );
  /** Some browsers tell of no input when a conversion is over. The renderer knows this event by its plain name only. */
  const converted = { oncompositionend: (event: CompositionEvent) => onQuery((event.currentTarget as HTMLInputElement).value) };
  const $spec = computed([$view, $results, $articles, $query, $read], (): LauncherSpec => {
    const n = unread().length;
    const title = api.text(content.title) || t('title');
    return {
      label: api.text(content.launcher) || title,
      corner: content.corner === 'bottom-start' ? 'start' : 'end',
      title,
      badge: n,
      badgeLabel: t('unread', { n }),
      face: <Icon name="help" size={26} />,
      focus: touch ? '' : 'input',
      // Its value is the person's alone: what changes while a letter is on its way must not write over it.
      head: content.articles && (
        <div class="find">
          <Icon name="search" size={18} />
          <input
            type="search"
            part="search"
            aria-label={t('search')}
            placeholder={t('search')}
            defaultValue={$query.get()}
            onInput={(event) => onQuery(event.currentTarget.value, (event as Partial<InputEvent>).isComposing)}
            {...converted}
          />
        </div>
      ),
      body: body(),
    };
  });
  const face = launcher(session, $spec, (open) => {
    if (open) void load();
  });
  return {
    visible: () => face.isOpen(),
    destroy() {
      raw(api.win, 'clearTimeout')(timer);
      stop();
      face.destroy();
    },
  };
};

const inSeason = ({ schedule }: News, now: number) =>
  !(schedule?.from && now < Date.parse(schedule.from)) && !(schedule?.to && now >= Date.parse(schedule.to));
/** As the language writes it. A date without a time is that day everywhere. */
const date = (text: string, lang: string): string => {
  const at = new Date(text);
  return Number.isNaN(at.getTime())
    ? text
    : new Intl.DateTimeFormat(tagOf(lang), { dateStyle: 'medium', ...(/^\d{4}-\d\d-\d\d$/.test(text) && { timeZone: 'UTC' }) }).format(at);
};
