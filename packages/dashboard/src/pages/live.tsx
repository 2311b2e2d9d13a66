import { useEffect, useState } from 'preact/hooks';
import type { LiveEvent } from '@shirube/collector/api';
import { useData } from '../data';
import { timeOf } from '../format';
import { eventLabel, t } from '../lang';
import { onLive } from '../live';
import { holder } from '../part';
import { href } from '../router';
import { Empty, Load, Page } from '../ui/page';
import { Icon } from '../ui/icon';

const MOST = 300;

/** "Did my event arrive, and what did it cause?" Newest first; what was refused is in here too. */
export function Live() {
  const loaded = useData<LiveEvent[]>('/events/recent?limit=100', { live: false });
  const [fresh, setFresh] = useState<LiveEvent[]>([]);
  const [paused, setPaused] = useState(false);
  const [find, setFind] = useState('');
  useEffect(() => {
    if (paused) return;
    return onLive((event) => setFresh((before) => [event, ...before].slice(0, MOST)));
  }, [paused]);
  const known = new Set(fresh.map((e) => e.id + e.kind));
  return (
    <Page
      title={t('nav.live')}
      lead={t('lead.live')}
      csv="/events/recent?limit=500"
      actions={
        <>
          <button type="button" aria-pressed={paused} onClick={() => setPaused(!paused)}>
            {t(paused ? 'resume' : 'pause')}
          </button>
        </>
      }
    >
      <div class="filters">
        <label class="search">
          <Icon name="search" />
          <span class="hidden">{t('search.events')}</span>
          <input type="search" value={find} placeholder={t('search.events')} onInput={(event) => setFind(event.currentTarget.value)} />
        </label>
      </div>
      <Load of={loaded}>
        {(recent) => {
          const all = [...fresh, ...recent.filter((e) => !known.has(e.id + e.kind))]
            .filter(
              (e) => !find || `${e.name} ${e.user} ${e.account} ${JSON.stringify(e.detail)}`.toLowerCase().includes(find.toLowerCase()),
            )
            .slice(0, MOST);
          return all.length ? (
            <ol class="events" aria-live="off">
              {all.map((event) => (
                <Line key={event.id + event.kind} event={event} />
              ))}
            </ol>
          ) : (
            <Empty title={t('empty.live')}>
              {t('empty.live.do')} <code>shirube.track('hello')</code>
            </Empty>
          );
        }}
      </Load>
    </Page>
  );
}

function Line({ event: e }: { event: LiveEvent }) {
  return (
    <li class={e.kind}>
      <details>
        <summary>
          <time dateTime={new Date(e.received).toISOString()}>{timeOf(e.received)}</time>
          <span class="kind">{t(`live.${e.kind}`)}</span>
          <b>{e.name}</b>
          {e.kind !== 'dead' && eventLabel(e.name) !== e.name && <small>{eventLabel(e.name)}</small>}
          {e.user && (
            <span>
              {e.account && (
                <>
                  <bdi>{e.account}</bdi> /{' '}
                </>
              )}
              <bdi>{e.user}</bdi>
            </span>
          )}
          {e.caused?.map((c, i) => (
            <span key={i} class="tag good">
              → {eventLabel(c.name) || c.kind}
              {c.about && ` ${c.about}`}
            </span>
          ))}
        </summary>
        <pre>{JSON.stringify(e.detail, null, 2)}</pre>
        {e.user && (
          <a class="open" href={href(['users', holder(e.account), e.user])}>
            {t('open-user', { user: e.user })}
          </a>
        )}
        <small>
          {e.id} · {e.source} · {new Date(e.at).toISOString()}
        </small>
      </details>
    </li>
  );
}
