import type { Page as Rows, UserRow } from '@shirube/collector/api';
import { config } from '../api';
import { useData } from '../data';
import { ago, day } from '../format';
import { label, t } from '../lang';
import { holder } from '../part';
import { href, place, narrowed } from '../router';
import { useStore } from '../store';
import { Choose, Search } from '../ui/filters';
import { Empty, Load, Page } from '../ui/page';
import { Pager, Table, type Column } from '../ui/table';
import { Views } from '../ui/views';

export const userColumns = (account = true): Column<UserRow>[] => [
  {
    id: 'user',
    head: t('user'),
    sort: 'user',
    cell: (r) => (
      <a href={href(['users', holder(r.account), r.user])}>
        <b>{r.user}</b>
      </a>
    ),
  },
  ...(account
    ? [
        {
          id: 'account',
          head: t('account'),
          sort: 'account',
          cell: (r: UserRow) => (r.account ? <a href={href(['accounts', r.account])}>{r.accountName}</a> : '–'),
        },
      ]
    : []),
  {
    id: 'segments',
    head: t('nav.segments'),
    cell: (r) => (
      <span class="tags">
        {r.segments.map((s) => (
          <span key={s} class="tag">
            {label('segments', s)}
          </span>
        ))}
      </span>
    ),
  },
  {
    id: 'milestones',
    head: t('nav.milestones'),
    align: 'end',
    cell: (r) => (
      <>
        {r.milestones}
        <small>/{config.get()?.milestones.length ?? 0}</small>
      </>
    ),
  },
  { id: 'logins', head: t('logins'), sort: 'logins', align: 'end', cell: (r) => r.logins },
  { id: 'first', head: t('first-login'), wide: true, align: 'end', cell: (r) => day(r.firstLogin) },
  { id: 'last', head: t('last-seen'), sort: 'last', align: 'end', cell: (r) => <time>{ago(r.last || null)}</time> },
];

export function Users() {
  const { query } = useStore(place);
  const names = useStore(config);
  const search = query.toString();
  const loaded = useData<Rows<UserRow>>(`/users?${search}`);
  return (
    <Page title={t('nav.users')} lead={t('lead.users')} csv={`/users?${search}`}>
      <div class="filters">
        <Search text={t('search.users')} />
        <Choose
          name="segment"
          text={t('nav.segments')}
          options={(names?.segments ?? []).map((s) => ({ id: s.id, text: label('segments', s.id) }))}
        />
        <Choose
          name="milestone"
          text={t('reached')}
          options={(names?.milestones ?? []).map((m) => ({ id: m.id, text: label('milestones', m.id) }))}
        />
        <Choose
          name="not"
          text={t('not-reached')}
          options={(names?.milestones ?? []).map((m) => ({ id: m.id, text: label('milestones', m.id) }))}
        />
      </div>
      <Views page="users" />
      <Load of={loaded}>
        {(page) => (
          <>
            <Table
              name={t('nav.users')}
              columns={userColumns()}
              rows={page.rows}
              id={(r) => `${r.account} ${r.user}`}
              sort="-last"
              empty={
                narrowed(query) ? (
                  <Empty title={t('empty.filtered')}>{t('empty.filtered.do')}</Empty>
                ) : (
                  <Empty title={t('empty.users')}>
                    {t('empty.users.do')} <code>shirube.identify('u_42')</code>
                  </Empty>
                )
              }
            />
            {page.total > 0 && <Pager of={page} />}
          </>
        )}
      </Load>
    </Page>
  );
}
