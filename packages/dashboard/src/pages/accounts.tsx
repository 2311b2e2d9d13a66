import type { AccountRow, Page as Rows } from '@shirube/collector/api';
import { config } from '../api';
import { useData } from '../data';
import { ago, money } from '../format';
import { label, t } from '../lang';
import { href, place, narrowed } from '../router';
import { useStore } from '../store';
import { Choose, Search } from '../ui/filters';
import { Flags, Level, Status, TrendMark } from '../ui/figures';
import { Empty, Load, Page } from '../ui/page';
import { Pager, Table, type Column } from '../ui/table';
import { UploadFacts } from '../ui/upload-facts';
import { Views } from '../ui/views';

const columns = (): Column<AccountRow>[] => [
  {
    id: 'name',
    head: t('account'),
    sort: 'name',
    cell: (r) => (
      <a href={href(['accounts', r.id])}>
        <b>{r.name}</b>
        <small>
          <bdi>{r.id}</bdi>
          {(r.tier || r.plan) && (
            <>
              {' '}
              · <bdi>{r.tier ? label('tiers', r.tier) : r.plan}</bdi>
            </>
          )}
        </small>
      </a>
    ),
  },
  {
    id: 'score',
    head: t('health'),
    sort: 'score',
    align: 'end',
    cell: (r) => (
      <span class="pair">
        <TrendMark of={r.trend} />
        <Level of={r.level} score={r.score} />
      </span>
    ),
  },
  {
    id: 'status',
    head: t('onboarding'),
    cell: (r) => (
      <span>
        <Status of={r.status} days={r.lateDays} />
        <small>{label('stages', r.stage)}</small>
      </span>
    ),
  },
  {
    id: 'blocker',
    head: t('blocker'),
    wide: true,
    cell: (r) =>
      r.blocker && r.churned === null ? (
        <span>
          {label('milestones', r.blocker)}
          {r.openItems && (
            <small>
              {' '}
              {r.openItems.done}/{r.openItems.all}
            </small>
          )}
        </span>
      ) : (
        <span class="muted">–</span>
      ),
  },
  { id: 'flags', head: t('flags'), wide: true, cell: (r) => <Flags risk={r.risk} expansion={r.expansion} /> },
  { id: 'mrr', head: t('mrr'), sort: 'mrr', align: 'end', cell: (r) => money(r.mrr) },
  {
    id: 'active',
    head: t('active-14d'),
    sort: 'active',
    align: 'end',
    cell: (r) => (
      <>
        {r.active}
        <small>/{r.seats ?? r.users}</small>
      </>
    ),
  },
  { id: 'tasks', head: t('nav.tasks'), sort: 'tasks', align: 'end', wide: true, cell: (r) => r.tasks || <span class="muted">–</span> },
  { id: 'last', head: t('last-seen'), sort: 'last', align: 'end', cell: (r) => <time>{ago(r.last || null)}</time> },
];

export function Accounts() {
  const { query } = useStore(place);
  const names = useStore(config);
  const search = query.toString();
  const loaded = useData<Rows<AccountRow>>(`/accounts?${search}`);
  const filtered = narrowed(query);
  return (
    <Page title={t('nav.accounts')} lead={t('lead.accounts')} csv={`/accounts?${search}`} actions={<UploadFacts done={loaded.reload} />}>
      <div class="filters">
        <Search text={t('search.accounts')} />
        <Choose
          name="level"
          text={t('health')}
          options={[...(names?.levels ?? []), { id: 'unknown' }, { id: 'churned' }].map((l) => ({ id: l.id, text: label('levels', l.id) }))}
        />
        <Choose
          name="status"
          text={t('onboarding')}
          options={(['on_track', 'behind', 'stuck', 'done'] as const).map((id) => ({ id, text: t(`status.${id}`) }))}
        />
        <Choose name="stage" text={t('stage')} options={(names?.stages ?? []).map((s) => ({ id: s.id, text: label('stages', s.id) }))} />
        <Choose name="tier" text={t('tier')} options={(names?.tiers ?? []).map((s) => ({ id: s.id, text: label('tiers', s.id) }))} />
        <Choose
          name="segment"
          text={t('nav.segments')}
          options={(names?.segments ?? []).map((s) => ({ id: s.id, text: label('segments', s.id) }))}
        />
        <Choose
          name="flag"
          text={t('flags')}
          options={[
            { id: 'risk', text: t('flag.risk') },
            { id: 'expansion', text: t('flag.expansion') },
            { id: 'tasks', text: t('nav.tasks') },
          ]}
        />
      </div>
      <Views page="accounts" />
      <Load of={loaded}>
        {(page) => (
          <>
            <Table
              name={t('nav.accounts')}
              columns={columns()}
              rows={page.rows}
              id={(r) => r.id}
              sort="name"
              empty={
                filtered ? (
                  <Empty title={t('empty.filtered')}>{t('empty.filtered.do')}</Empty>
                ) : (
                  <Empty title={t('empty.accounts')}>
                    {t('empty.accounts.do')}{' '}
                    <code>
                      shirube.group('acme', {'{'} name: 'Acme', mrr: 9800 {'}'})
                    </code>
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
