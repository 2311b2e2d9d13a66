import type { SegmentRow, Segments } from '@shirube/collector/api';
import { useData } from '../data';
import { number } from '../format';
import { label, t } from '../lang';
import { href, place, setQuery } from '../router';
import { useStore } from '../store';
import { Chart } from '../ui/chart';
import { Card, Empty, Load, Page, Tabs } from '../ui/page';
import { Spark } from '../ui/spark';
import { Table, type Column } from '../ui/table';

const tones = ['--accent', '--series-2', '--series-3', '--series-4', '--series-5', '--series-6'];
const moved = (sign: string, n: number) => (n ? `${sign}${number(n)}` : '0');
const columns = (): Column<SegmentRow>[] => [
  { id: 'segment', head: t('segment'), cell: (r) => <b>{label('segments', r.id)}</b> },
  { id: 'now', head: t('now'), align: 'end', cell: (r) => <a href={href(['users'], { segment: r.id })}>{number(r.now)}</a> },
  { id: 'entered', head: t('entered-30d'), align: 'end', cell: (r) => moved('+', r.entered30) },
  { id: 'left', head: t('left-30d'), align: 'end', cell: (r) => moved('−', r.left30) },
  {
    id: 'series',
    head: t('course'),
    wide: true,
    cell: (r) => <Spark values={r.series} text={t('course.of', { name: label('segments', r.id) })} />,
  },
  {
    id: 'accounts',
    head: t('nav.accounts'),
    wide: true,
    cell: (r) => <a href={href(['accounts'], { segment: r.id })}>{t('open-list')}</a>,
  },
];

export function SegmentsPage() {
  const { query } = useStore(place);
  const days = query.get('days') ?? '60';
  const loaded = useData<Segments>(`/segments?days=${days}`);
  return (
    <Page title={t('nav.segments')} lead={t('lead.segments')} csv={`/segments?days=${days}`}>
      <Tabs
        name={t('period')}
        current={days}
        pick={(id) => setQuery({ days: id })}
        tabs={['30', '60', '180'].map((id) => ({ id, text: t('days', { n: id }) }))}
      />
      <Load of={loaded}>
        {({ days: list, rows }) =>
          rows.length ? (
            <>
              <Card title={t('segments.chart')} wide>
                <Chart
                  text={t('segments.chart')}
                  x={list.map((d) => Date.parse(`${d}T00:00:00Z`) / 1000)}
                  series={rows.map((r, i) => ({
                    name: label('segments', r.id),
                    values: r.series,
                    tone: tones[i % tones.length] ?? '--accent',
                    stepped: true,
                  }))}
                  xText={(x) => new Date(x * 1000).toISOString().slice(5, 10).replace('-', '/')}
                  yText={(y) => number(y)}
                  time
                />
              </Card>
              <Table name={t('nav.segments')} columns={columns()} rows={rows} id={(r) => r.id} empty={null} />
            </>
          ) : (
            <Empty title={t('empty.segments')}>{t('empty.segments.do')}</Empty>
          )
        }
      </Load>
    </Page>
  );
}
