import type { FlowGraph, FlowPerson, Page as Rows } from '@shirube/collector/api';
import { useData } from '../data';
import { ago, number } from '../format';
import { label, maybe, say, t } from '../lang';
import { href, place, setQuery } from '../router';
import { useStore } from '../store';
import { holder, part } from '../part';
import { FlowDrawing } from '../ui/flow-drawing';
import { Stat } from '../ui/figures';
import { Card, Load, Page } from '../ui/page';
import { Pager, Table } from '../ui/table';

export function Flow({ id }: { id: string }) {
  const { query } = useStore(place);
  const path = `/flows/${part(id)}`;
  const loaded = useData<FlowGraph>(path);
  const [step, reason] = [query.get('step') ?? undefined, query.get('reason') ?? undefined];
  return (
    <Page title={say(loaded.data?.label, label('flows', id))} back={{ to: href(['flows']), text: t('nav.flows') }} csv={path}>
      <Load of={loaded}>
        {(graph) => (
          <>
            <dl class="stats">
              <Stat name={t('entered')} value={number(graph.entered)} />
              <Stat name={t('inside')} value={number(graph.active)} />
              {graph.ended.map((e) => (
                <Stat
                  key={e.reason}
                  name={maybe(`end.${e.reason}`, e.reason)}
                  value={
                    <button type="button" class="link" onClick={() => setQuery({ reason: e.reason, step: undefined, offset: undefined })}>
                      {number(e.n)}
                    </button>
                  }
                />
              ))}
            </dl>
            <Card title={t('flow.drawn')} note={t('flow.drawn.note')} wide>
              <FlowDrawing graph={graph} chosen={step} choose={(next) => setQuery({ step: next, reason: undefined, offset: undefined })} />
            </Card>
            {(step ?? reason) && (
              <People
                id={id}
                step={step}
                reason={reason}
                name={say(graph.nodes.find((n) => n.id === step)?.label, maybe(`end.${reason ?? ''}`, step ?? reason ?? ''))}
              />
            )}
          </>
        )}
      </Load>
    </Page>
  );
}

function People({ id, step, reason, name }: { id: string; step: string | undefined; reason: string | undefined; name: string }) {
  const { query } = useStore(place);
  const path = `/flows/${part(id)}/people?${step ? `step=${encodeURIComponent(step)}` : `reason=${encodeURIComponent(reason ?? '')}`}&offset=${encodeURIComponent(query.get('offset') ?? '0')}`;
  const loaded = useData<Rows<FlowPerson>>(path);
  return (
    <Card title={t(step ? 'waiting-at' : 'left-with', { name })} wide>
      <Load of={loaded}>
        {(page) => (
          <>
            <Table
              name={name}
              rows={page.rows}
              id={(p) => `${p.account} ${p.user} ${p.started}`}
              empty={<p class="muted">{t('nobody-here')}</p>}
              columns={[
                {
                  id: 'user',
                  head: t('user'),
                  cell: (p) => (
                    <a href={href(['users', holder(p.account), p.user])}>
                      <b>{p.user}</b>
                    </a>
                  ),
                },
                { id: 'account', head: t('account'), cell: (p) => <a href={href(['accounts', p.account])}>{p.accountName}</a> },
                { id: 'since', head: t('since-when'), align: 'end', cell: (p) => ago(p.ended ?? p.since) },
              ]}
            />
            <Pager of={page} />
          </>
        )}
      </Load>
    </Card>
  );
}
