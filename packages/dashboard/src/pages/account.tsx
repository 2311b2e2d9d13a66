import type { AccountDetail, TimelineItem } from '@shirube/collector/api';
import type { Erased } from '../api';
import { useState } from 'preact/hooks';
import { useData } from '../data';
import { ago, day, fact, money, number, people, percent, score, shortDay } from '../format';
import { itemLabel, label, t } from '../lang';
import { href, place, setQuery } from '../router';
import { useStore } from '../store';
import { part } from '../part';
import { Chart } from '../ui/chart';
import { Erase, EraseProof } from '../ui/erase';
import { Flags, Level, Stat, Status, TrendMark } from '../ui/figures';
import { HealthParts } from '../ui/health-parts';
import { Milestones } from '../ui/milestones';
import { Notes } from '../ui/notes';
import { Card, Empty, Load, Page, Tabs } from '../ui/page';
import { Table } from '../ui/table';
import { TaskCard } from '../ui/task-card';
import { Timeline } from '../ui/timeline';
import { VideoStrips } from '../ui/video-strips';
import { userColumns } from './users';

type Tab = 'overview' | 'timeline' | 'people' | 'health';

export function Account({ id }: { id: string }) {
  const { query } = useStore(place);
  const tab = (query.get('tab') ?? 'overview') as Tab;
  const path = `/accounts/${part(id)}`;
  const [proof, setProof] = useState<Erased | null>(null);
  const loaded = useData<AccountDetail>(proof ? undefined : path);
  const a = loaded.data?.account;
  if (proof)
    return (
      <Page title={id} back={{ to: href(['accounts']), text: t('nav.accounts') }}>
        <EraseProof proof={proof} back={href(['accounts'])} />
      </Page>
    );
  return (
    <Page
      title={a?.name ?? id}
      back={{ to: href(['accounts']), text: t('nav.accounts') }}
      csv={`${path}/timeline`}
      lead={
        a && (
          <>
            <bdi>{a.id}</bdi>
            {a.plan && (
              <>
                {' '}
                · <bdi>{a.plan}</bdi>
              </>
            )}
            {a.tier && ` · ${label('tiers', a.tier)}`}
            {a.stage && ` · ${label('stages', a.stage)}`}
            {a.owner && (
              <>
                {' '}
                · <bdi>{a.owner}</bdi>
              </>
            )}
          </>
        )
      }
    >
      <Load of={loaded}>
        {(detail) => (
          <>
            <Summary detail={detail} />
            <Tabs
              name={a?.name ?? id}
              current={tab}
              pick={(next) => setQuery({ tab: next })}
              tabs={[
                { id: 'overview', text: t('overview') },
                { id: 'timeline', text: t('timeline') },
                { id: 'people', text: t('nav.users'), n: detail.usersTotal },
                { id: 'health', text: t('health') },
              ]}
            />
            {tab === 'overview' && (
              <>
                <Overview detail={detail} reload={loaded.reload} />
                <Erase subject={{ account: id }} done={setProof} />
              </>
            )}
            {tab === 'timeline' && <History path={path} />}
            {tab === 'people' && (
              <Table
                name={t('nav.users')}
                columns={userColumns(false)}
                rows={detail.users}
                id={(u) => u.user}
                empty={<Empty title={t('empty.users')}>{t('never-came')}</Empty>}
              />
            )}
            {tab === 'people' && detail.usersTotal > detail.users.length && (
              <p class="pager">
                <a href={href(['users'], { account: id })}>{t('and-more', { n: number(detail.usersTotal - detail.users.length) })}</a>
              </p>
            )}
            {tab === 'health' && <HealthTab detail={detail} />}
          </>
        )}
      </Load>
    </Page>
  );
}

function Summary({ detail: { account: a } }: { detail: AccountDetail }) {
  return (
    <dl class="stats">
      <Stat
        name={t('health')}
        value={
          <>
            <Level of={a.level} score={a.score} /> <TrendMark of={a.trend} />
          </>
        }
        note={<Flags risk={a.risk} expansion={a.expansion} />}
      />
      <Stat
        name={t('onboarding')}
        value={<Status of={a.status} days={a.lateDays} />}
        note={
          a.blocker && a.churned === null ? (
            <>
              {label('milestones', a.blocker)}
              {a.openItems &&
                ` ${a.openItems.done}/${a.openItems.all}: ${a.openItems.open.map((i) => itemLabel(a.openItems?.checklist ?? '', i)).join(t('list-comma'))}`}
            </>
          ) : null
        }
      />
      <Stat name={t('mrr')} value={money(a.mrr)} note={a.end ? t('until', { day: day(a.end) }) : t('since', { day: day(a.start) })} />
      <Stat
        name={t('active-14d')}
        value={
          <>
            {number(a.active)}
            <small>/{a.seats ?? a.users}</small>
          </>
        }
        note={t('last-seen-at', { when: ago(a.last || null) })}
      />
    </dl>
  );
}

function Overview({ detail, reload }: { detail: AccountDetail; reload: () => void }) {
  const open = detail.tasks.filter((task) => task.status === 'open');
  const most = Math.max(1, ...detail.days.map((d) => d.users));
  return (
    <div class="columns">
      <div>
        {open.length > 0 && (
          <Card title={t('task.open')}>
            <div class="cards one">
              {open.map((task) => (
                <TaskCard key={task.id} task={task} changed={reload} account={false} />
              ))}
            </div>
          </Card>
        )}
        <Card title={t('nav.milestones')}>
          <Milestones list={detail.milestones} />
        </Card>
        <Card title={t('nav.videos')}>
          <VideoStrips videos={detail.videos} people />
        </Card>
      </div>
      <div>
        {detail.health && (
          <Card title={t('health.parts')} note={t('health.coverage', { n: percent(detail.health.coverage) })}>
            <HealthParts health={detail.health} />
          </Card>
        )}
        <Card title={t('activity')} note={t('activity.note')}>
          <svg
            class="days"
            viewBox="0 0 420 48"
            role="img"
            aria-label={t('activity.text', { n: detail.days.slice(-14).filter((d) => d.users > 0).length })}
          >
            {detail.days.map((d, i) => (
              <rect
                key={d.day}
                x={i * 10}
                y={d.users ? 46 - (d.users / most) * 42 : 44}
                width="8"
                height={d.users ? (d.users / most) * 42 : 2}
                class={d.users ? 'on' : 'off'}
              >
                <title>{`${d.day}: ${d.users}`}</title>
              </rect>
            ))}
          </svg>
          <p class="ends">
            <span>{detail.days[0]?.day.slice(5).replace('-', '/')}</span>
            <span>{detail.days[detail.days.length - 1]?.day.slice(5).replace('-', '/')}</span>
          </p>
        </Card>
        <Card title={t('nav.segments')}>
          {detail.segments.length ? (
            <ul class="rows">
              {detail.segments.map((s) => (
                <li key={s.id}>
                  <a href={href(['users'], { account: detail.account.id, segment: s.id })}>{label('segments', s.id)}</a>
                  <span>
                    {people(s.users)} · {ago(s.since)}
                  </span>
                </li>
              ))}
            </ul>
          ) : (
            <p class="muted">{t('none')}</p>
          )}
        </Card>
        <Card title={t('traits')}>
          <dl class="pairs">
            {Object.entries(detail.traits).map(([name, value]) => (
              <>
                <dt key={name}>{name}</dt>
                <dd>{fact(value)}</dd>
              </>
            ))}
          </dl>
        </Card>
        <Notes account={detail.account.id} notes={detail.notes} changed={reload} />
      </div>
    </div>
  );
}

export function History({ path, people = true }: { path: string; people?: boolean }) {
  const { query } = useStore(place);
  const all = query.get('all') === '1';
  const loaded = useData<{ items: TimelineItem[] }>(`${path}/timeline?limit=200${all ? '&all=1' : ''}`);
  return (
    <Card
      title={t('timeline')}
      actions={
        <label class="check">
          <input type="checkbox" checked={all} onChange={() => setQuery({ all: all ? undefined : '1' })} />
          {t('timeline.all')}
        </label>
      }
    >
      <Load of={loaded}>{({ items }) => <Timeline items={items} people={people} />}</Load>
    </Card>
  );
}

function HealthTab({ detail }: { detail: AccountDetail }) {
  const { history, health } = detail;
  const changes = history.filter((p, i) => i > 0 && p.cfg !== history[i - 1]?.cfg);
  return (
    <>
      {health && (
        <Card title={t('health.parts')} note={t('health.coverage', { n: percent(health.coverage) })}>
          <HealthParts health={health} table />
        </Card>
      )}
      <Card title={t('health.history')} note={changes.length ? t('health.rules-changed', { n: changes.length }) : undefined}>
        {history.length > 1 ? (
          <Chart
            text={t('health.history')}
            x={history.map((p) => p.at / 1000)}
            series={[{ name: t('health'), values: history.map((p) => p.score), fill: true, stepped: true }]}
            yMax={100}
            xText={(x) => shortDay(x * 1000)}
            yText={(y) => score(Math.round(y))}
            bands={[]}
            time
          />
        ) : (
          <Empty title={t('health.history.empty')}>{t('health.history.do')}</Empty>
        )}
      </Card>
    </>
  );
}
