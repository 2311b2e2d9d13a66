import type { FlowSummary } from '@shirube/collector/api';
import { useData } from '../data';
import { number } from '../format';
import { say, t } from '../lang';
import { href } from '../router';
import { Empty, Load, Page } from '../ui/page';
import { Table, type Column } from '../ui/table';

const columns = (): Column<FlowSummary>[] => [
  {
    id: 'flow',
    head: t('flow'),
    cell: (f) => (
      <a href={href(['flows', f.id])}>
        <b>{say(f.label, f.id)}</b>
        <small>{t('steps', { n: f.steps })}</small>
      </a>
    ),
  },
  { id: 'entered', head: t('entered'), align: 'end', cell: (f) => number(f.entered) },
  { id: 'active', head: t('inside'), align: 'end', cell: (f) => number(f.active) },
  { id: 'completed', head: t('came-through'), align: 'end', cell: (f) => number(f.completed) },
];
export function Flows() {
  const loaded = useData<FlowSummary[]>('/flows');
  return (
    <Page title={t('nav.flows')} lead={t('lead.flows')} csv="/flows">
      <Load of={loaded}>
        {(flows) => (
          <Table
            name={t('nav.flows')}
            columns={columns()}
            rows={flows}
            id={(f) => f.id}
            empty={<Empty title={t('empty.flows')}>{t('empty.flows.do')}</Empty>}
          />
        )}
      </Load>
    </Page>
  );
}
