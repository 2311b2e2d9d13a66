import type { UserDetail, WhyNot } from '@shirube/collector/api';
import { useState } from 'preact/hooks';
import { config, type Erased } from '../api';
import { useData } from '../data';
import { ago, day, moment } from '../format';
import { itemLabel, label, lang, maybe, say, t } from '../lang';
import { href, place, setQuery } from '../router';
import { useStore } from '../store';
import { held, part } from '../part';
import { Erase, EraseProof } from '../ui/erase';
import { Stat } from '../ui/figures';
import { Icon } from '../ui/icon';
import { Milestones } from '../ui/milestones';
import { Card, Load, Page, Tabs } from '../ui/page';
import { TaskCard } from '../ui/task-card';
import { VerdictLine } from '../ui/verdict';
import { VideoStrips } from '../ui/video-strips';
import { History } from './account';
import { MailState } from './mails';

type Tab = 'overview' | 'timeline' | 'why';

export function User({ account: given, user }: { account: string; user: string }) {
  const account = held(given);
  const { query } = useStore(place);
  const tab = (query.get('tab') ?? 'overview') as Tab;
  const path = `/users/${account ? part(account) : '-'}/${part(user)}`;
  const [proof, setProof] = useState<Erased | null>(null);
  const loaded = useData<UserDetail>(proof ? undefined : path);
  const row = loaded.data?.user;
  if (proof)
    return (
      <Page title={user} back={{ to: href(['users']), text: t('nav.users') }}>
        <EraseProof proof={proof} back={href(['users'])} />
      </Page>
    );
  return (
    <Page
      title={user}
      csv={`${path}/timeline`}
      back={
        account === ''
          ? { to: href(['users']), text: t('nav.users') }
          : { to: href(['accounts', account]), text: row?.accountName ?? account }
      }
    >
      <Load of={loaded}>
        {(detail) => (
          <>
            <dl class="stats">
              <Stat name={t('logins')} value={detail.user.logins} note={t('sessions', { n: detail.user.sessions })} />
              <Stat
                name={t('first-login')}
                value={day(detail.user.firstLogin)}
                note={t('last-seen-at', { when: ago(detail.user.last || null) })}
              />
              <Stat
                name={t('nav.segments')}
                value={
                  <span class="tags">
                    {detail.segments
                      .filter((s) => s.left === null)
                      .map((s) => (
                        <span key={s.id} class="tag" title={moment(s.entered)}>
                          {label('segments', s.id)}
                        </span>
                      ))}
                  </span>
                }
              />
            </dl>
            <Tabs
              name={user}
              current={tab}
              pick={(next) => setQuery({ tab: next })}
              tabs={[
                { id: 'overview', text: t('overview') },
                { id: 'timeline', text: t('timeline') },
                { id: 'why', text: t('why') },
              ]}
            />
            {tab === 'overview' && (
              <>
                <Overview detail={detail} reload={loaded.reload} />
                {!detail.user.anonymous && <Erase subject={{ user }} done={setProof} />}
              </>
            )}
            {tab === 'timeline' && <History path={path} people={false} />}
            {tab === 'why' && <Why path={path} />}
          </>
        )}
      </Load>
    </Page>
  );
}

function Overview({ detail, reload }: { detail: UserDetail; reload: () => void }) {
  return (
    <div class="columns">
      <div>
        {detail.tasks
          .filter((task) => task.status === 'open')
          .map((task) => (
            <TaskCard key={task.id} task={task} changed={reload} account={false} />
          ))}
        <Card title={t('nav.milestones')}>
          <Milestones list={detail.milestones} />
        </Card>
        {detail.checklists.map((list) => (
          <Card
            key={list.id}
            title={label('checklists', list.id)}
            note={`${list.items.filter((i) => i.done !== null).length}/${list.items.length}`}
          >
            <ul class="milestones">
              {list.items.map((item) => (
                <li key={item.id} class={item.done === null ? 'open' : 'done'}>
                  <span class="mark" aria-hidden="true">
                    {item.done !== null && <Icon name="check" />}
                  </span>
                  <span class="name">{itemLabel(list.id, item.id)}</span>
                  {item.done === null ? <span class="muted">–</span> : <time>{day(item.done)}</time>}
                </li>
              ))}
            </ul>
          </Card>
        ))}
        <Card title={t('nav.videos')}>
          <VideoStrips videos={detail.videos} />
        </Card>
      </div>
      <div>
        <Card title={t('nav.flows')}>
          {detail.flows.length ? (
            <ul class="rows">
              {detail.flows.map((f) => (
                <li key={f.id + f.started}>
                  <a href={href(['flows', f.id])}>{label('flows', f.id)}</a>
                  <span>
                    {f.ended
                      ? `${maybe(`end.${f.reason ?? ''}`, f.reason ?? '')} · ${day(f.ended)}`
                      : `${say(f.stepLabel, f.step)} · ${ago(f.since)}`}
                  </span>
                </li>
              ))}
            </ul>
          ) : (
            <p class="muted">{t('none')}</p>
          )}
        </Card>
        <Card title={t('segments.history')}>
          {detail.segments.length ? (
            <ul class="rows">
              {detail.segments.map((s) => (
                <li key={s.id + s.entered}>
                  <span>{label('segments', s.id)}</span>
                  <span>
                    {day(s.entered)} – {s.left === null ? t('now') : day(s.left)}
                  </span>
                </li>
              ))}
            </ul>
          ) : (
            <p class="muted">{t('none')}</p>
          )}
        </Card>
        <Card title={t('nav.contents')}>
          {detail.contents.length ? (
            <ul class="rows">
              {detail.contents.map((c) => (
                <li key={c.id}>
                  <a href={href(['content', c.id])}>{label('contents', c.id)}</a>
                  <span>
                    {t('shown-times', { n: c.shown })} ·{' '}
                    {c.completed ? t('completed') : c.clicked ? t('clicked') : c.dismissed ? t('dismissed') : ago(c.last)}
                  </span>
                </li>
              ))}
            </ul>
          ) : (
            <p class="muted">{t('none')}</p>
          )}
        </Card>
        <Card title={t('nav.mails')}>
          {detail.mails.length ? (
            <ul class="rows">
              {detail.mails.map((m) => (
                <li key={m.id}>
                  <a href={href(['mails', m.id])}>{m.subject}</a>
                  <span>
                    <MailState mail={m} /> {day(m.requested)}
                  </span>
                </li>
              ))}
            </ul>
          ) : (
            <p class="muted">{t('none')}</p>
          )}
        </Card>
        <Card title={t('answers')}>
          {detail.answers.length ? (
            <ul class="rows">
              {detail.answers.map((a) => (
                <li key={a.survey + a.question + a.at}>
                  <span>
                    {label('contents', a.survey)} · {a.question}
                  </span>
                  <span>
                    <b>{String(a.value)}</b> {day(a.at)}
                  </span>
                </li>
              ))}
            </ul>
          ) : (
            <p class="muted">{t('none')}</p>
          )}
        </Card>
      </div>
    </div>
  );
}

/** The same gates that decide in the person's browser, asked by the collector with what it knows. */
function Why({ path }: { path: string }) {
  const contents = useStore(config)?.contents ?? [];
  const language = useStore(lang);
  const [id, setId] = useState(contents[0]?.id ?? '');
  const loaded = useData<WhyNot>(id ? `${path}/explain/${part(id)}` : undefined);
  return (
    <Card title={t('why')} note={t('why.note')}>
      <label class="choose set">
        <span class="hidden">{t('nav.contents')}</span>
        <select value={id} onChange={(event) => setId(event.currentTarget.value)}>
          {contents.map((c) => (
            <option key={c.id} value={c.id}>
              {label('contents', c.id)}
            </option>
          ))}
        </select>
      </label>
      <Load of={loaded}>
        {(why) => (
          <>
            <p class={`verdict-status ${why.status}`}>{why.text[language]}</p>
            <ol class="gates">
              {why.gates
                .filter((g) => g.asked)
                .map((gate) => (
                  <li key={gate.name}>
                    <VerdictLine verdict={gate} name={maybe(`gate.${gate.name}`, gate.name)} />
                  </li>
                ))}
            </ol>
          </>
        )}
      </Load>
    </Card>
  );
}
