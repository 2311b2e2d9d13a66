import type { Cohorts as CohortData } from '@shirube/collector/api';
import { useData } from '../data';
import { number, percent } from '../format';
import { t } from '../lang';
import { place, setQuery } from '../router';
import { useStore } from '../store';
import { Card, Empty, Load, Page, Tabs } from '../ui/page';

export function Cohorts() {
  const { query } = useStore(place);
  const by = (query.get('by') ?? 'week') as 'week' | 'month';
  const unbounded = query.get('unbounded') === '1';
  const path = `/cohorts?by=${by}${unbounded ? '&unbounded=1' : ''}`;
  const loaded = useData<CohortData>(path);
  return (
    <Page title={t('nav.cohorts')} lead={t('lead.cohorts')} csv={path}>
      <div class="filters">
        <Tabs
          name={t('cohort.by')}
          current={by}
          pick={(id) => setQuery({ by: id })}
          tabs={[
            { id: 'week', text: t('week') },
            { id: 'month', text: t('month') },
          ]}
        />
        <label class="check">
          <input type="checkbox" checked={unbounded} onChange={() => setQuery({ unbounded: unbounded ? undefined : '1' })} />
          {t('unbounded')}
        </label>
      </div>
      <Load of={loaded}>
        {(data) =>
          data.rows.length ? (
            <Card wide>
              <Heat data={data} />
            </Card>
          ) : (
            <Empty title={t('empty.cohorts')}>{t('empty.cohorts.do')}</Empty>
          )
        }
      </Load>
    </Page>
  );
}

function Heat({ data }: { data: CohortData }) {
  return (
    <div class="tablebox" role="region" aria-label={t('nav.cohorts')} tabIndex={0}>
      <table class="cohorts">
        <thead>
          <tr>
            <th scope="col">{t(data.by === 'week' ? 'cohort.week' : 'cohort.month')}</th>
            <th scope="col" class="end">
              {t('nav.users')}
            </th>
            {data.columns.map((n) => (
              <th key={n} scope="col" class="end">
                {t('day-n', { n })}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {data.rows.map((row) => (
            <tr key={row.cohort}>
              <th scope="row">{row.cohort}</th>
              <td class="end">{number(row.size)}</td>
              {row.cells.map((cell, i) => (
                <td
                  key={i}
                  class={cell ? `cell heat-${Math.round((cell.value ?? 0) * 10)}${cell.enough ? '' : ' few'}` : 'cell none'}
                  title={
                    cell
                      ? `${cell.num}/${cell.den}${cell.excluded['notReached'] ? ` · ${t('excluded.notReached')} ${cell.excluded['notReached']}` : ''}`
                      : undefined
                  }
                >
                  {cell ? (
                    <>
                      {percent(cell.value)}
                      <small>
                        {cell.num}/{cell.den}
                      </small>
                    </>
                  ) : (
                    ''
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <p class="muted">{t('cohort.note')}</p>
    </div>
  );
}
