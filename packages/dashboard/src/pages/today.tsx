import type { Today, TodayItem, TodayReason } from '@shirube/collector/api';
import { config } from '../api';
import { useData } from '../data';
import { ago, day, money, number, percent } from '../format';
import { itemLabel, label, say, t } from '../lang';
import { holder } from '../part';
import { href, place, setQuery } from '../router';
import { useStore } from '../store';
import { Flags, Level, Stat, TrendMark } from '../ui/figures';
import { Icon } from '../ui/icon';
import { Empty, Load, Page } from '../ui/page';
import { Bar, Stack } from '../ui/spark';
import { TaskCard } from '../ui/task-card';
import { Timeline } from '../ui/timeline';
import { talkFor } from '../ui/talk';

const tones: Record<string, string> = { very_good: 'best', good: 'fine', poor: 'bad', unknown: 'none' };

/** Whom to call today, in this order, and why. */
export function TodayPage() {
  const { query } = useStore(place);
  const capacity = query.get('capacity');
  const path = `/today${capacity ? `?capacity=${encodeURIComponent(capacity)}` : ''}`;
  const loaded = useData<Today>(path);
  const today = loaded.data;
  return (
    <Page
      title={t('nav.today')}
      lead={today && t('lead.today', { n: today.list.length, day: day(today.at) })}
      csv={path}
      actions={
        today && (
          <label class="capacity">
            {t('capacity')}{' '}
            <input
              type="number"
              min={1}
              max={100}
              value={today.capacity}
              onChange={(event) => setQuery({ capacity: event.currentTarget.value })}
            />
          </label>
        )
      }
    >
      <Load of={loaded}>{(data) => <List today={data} reload={loaded.reload} />}</Load>
    </Page>
  );
}

function List({ today, reload }: { today: Today; reload: () => void }) {
  const { counts } = today;
  return (
    <>
      <dl class="stats">
        <Stat
          name={t('nav.accounts')}
          value={number(counts.accounts)}
          note={
            <Stack
              parts={today.levels.map((l) => ({ n: l.n, tone: tones[l.id] ?? 'none' }))}
              text={today.levels.map((l) => `${label('levels', l.id)} ${l.n}`).join(t('list-comma'))}
            />
          }
        />
        <Stat
          name={t('task.open')}
          value={<a href="#/tasks">{number(counts.openTasks)}</a>}
          note={t('done-today', { n: counts.tasksDoneToday })}
        />
        <Stat
          name={t('closed-themselves')}
          value={number(counts.closedThemselves)}
          note={t('closed-themselves.note', { n: counts.contactsAvoided })}
        />
        <Stat name={t('below')} value={number(today.below)} note={today.below ? t('below.note', { n: today.capacity }) : t('below.none')} />
      </dl>
      {today.list.length ? (
        <ol class="calls">
          {today.list.map((item, i) => (
            <Call key={item.account.id} item={item} n={i + 1} reload={reload} />
          ))}
        </ol>
      ) : counts.accounts ? (
        <Empty title={t('empty.today')}>{t('empty.today.do')}</Empty>
      ) : (
        <FirstSteps />
      )}
    </>
  );
}

function Call({ item, n, reload }: { item: TodayItem; n: number; reload: () => void }) {
  const a = item.account;
  return (
    <li class="call">
      <header>
        <span class="n" aria-hidden="true">
          {n}
        </span>
        <h2>
          <a href={href(['accounts', a.id])}>{a.name}</a>
        </h2>
        <span class="facts">
          {money(a.mrr)}
          {a.tier && ` · ${label('tiers', a.tier)}`}
          {a.stage && ` · ${label('stages', a.stage)}`}
        </span>
        <span class="pair">
          <TrendMark of={a.trend} />
          <Level of={a.level} score={a.score} />
        </span>
      </header>
      <div class="body">
        <div>
          <h3>{t('reasons')}</h3>
          <ul class="reasons">
            {item.reasons
              .filter((r) => r.kind !== 'task')
              .map((reason, i) => (
                <li key={i}>
                  <Reason of={reason} />
                </li>
              ))}
          </ul>
          <Flags risk={a.risk} expansion={a.expansion} />
          {item.tasks.map((task) => (
            <TaskCard key={task.id} task={task} changed={reload} account={false} />
          ))}
          {!item.tasks.some((task) => task.talk) && <blockquote>{talkFor(item)}</blockquote>}
        </div>
        <div>
          <h3>{t('last-steps')}</h3>
          <Timeline items={item.last} compact />
          {item.videos.length > 0 && (
            <p class="watched">
              {item.videos.map((v) => (
                <span key={v.id} title={label('videos', v.id)}>
                  <Bar share={v.coverage ?? 0} text={`${label('videos', v.id)} ${percent(v.coverage)}`} />
                  <small>{label('videos', v.id)}</small>
                </span>
              ))}
            </p>
          )}
          {item.contact && (
            <p class="contact">
              <Icon name="users" />
              <a href={href(['users', holder(a.id), item.contact.user])}>{item.contact.user}</a>{' '}
              <small>{t('last-seen-at', { when: ago(item.contact.last) })}</small>
            </p>
          )}
        </div>
      </div>
      <details class="rank">
        <summary>{t('rank', { n: Math.round(item.urgency * 100) })}</summary>
        <dl class="ranks">
          {(
            [
              ['rank.value', item.value],
              ['rank.risk', item.riskShare],
              ['rank.stuck', item.stuck],
            ] as const
          ).map(([word, share]) => (
            <div key={word}>
              <dt>{t(word)}</dt>
              <dd>
                <Bar share={share} text={percent(share)} /> {percent(share)}
              </dd>
            </div>
          ))}
        </dl>
        <p class="muted">{t('rank.how')}</p>
      </details>
    </li>
  );
}

/** One reason in words. */
export function Reason({ of }: { of: TodayReason }) {
  switch (of.kind) {
    case 'task':
      return <>{say(of.title)}</>;
    case 'never':
      return <>{t('reason.never')}</>;
    case 'stuck':
    case 'behind':
      return (
        <>
          {t(`reason.${of.kind}`, { what: label('milestones', of.milestone), n: of.days })}
          {of.checklist && (
            <>
              {' '}
              <b>
                {of.done}/{of.all}
              </b>{' '}
              {t('reason.missing', { what: of.open.map((id) => itemLabel(of.checklist ?? '', id)).join(t('list-comma')) })}
            </>
          )}
        </>
      );
    case 'trend':
      return <>{t('reason.trend', { from: of.previous, to: of.current })}</>;
    case 'cap':
      return <>{label('caps', of.id)}</>;
    case 'risk':
      return <>{t('reason.risk')}</>;
    case 'renewal':
      return <>{t('reason.renewal', { n: of.days })}</>;
  }
}

function FirstSteps() {
  const names = useStore(config);
  return (
    <Empty title={t('first.title')}>
      <ol class="first">
        <li class={names?.loaded ? 'done' : ''}>
          {t('first.config')} <code>shirube-collector --config shirube.json</code>
        </li>
        <li>
          {t('first.tag')} <code>{'<script async src="/shirube.js" data-config="/shirube.json" data-endpoint="/shirube"></script>'}</code>
        </li>
        <li>
          {t('first.identify')} <code>shirube.identify('u_42'); shirube.group('acme')</code>
        </li>
        <li>
          {t('first.live')} <a href="#/live">{t('nav.live')}</a>
        </li>
      </ol>
    </Empty>
  );
}
