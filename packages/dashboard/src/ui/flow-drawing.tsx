import type { FlowGraph } from '@shirube/collector/api';
import { number, percent, span } from '../format';
import { label, maybe, say, t } from '../lang';
import { layout, NODE } from './flow-layout';

const START = '';
const END = 'exit';

/** The flow as it is configured, with the people who went each way and those who wait now. */
export function FlowDrawing({ graph, chosen, choose }: { graph: FlowGraph; chosen: string | undefined; choose: (step: string) => void }) {
  const ids = [START, ...graph.nodes.map((n) => n.id), END];
  const { nodes, edges, width, height } = layout(ids, graph.edges);
  const most = Math.max(1, ...graph.edges.map((e) => e.n));
  const out = graph.ended.reduce((sum, e) => sum + e.n, 0);
  return (
    <div class="flowbox" role="region" aria-label={t('flow.drawn')} tabIndex={0}>
      <svg
        class="flow"
        width={width + 8}
        height={height + 8}
        viewBox={`-4 -4 ${width + 8} ${height + 8}`}
        role="group"
        aria-label={t('flow.drawn')}
      >
        <defs>
          <marker
            id="arrow"
            viewBox="0 0 8 8"
            refX="7.5"
            refY="4"
            markerWidth="11"
            markerHeight="11"
            markerUnits="userSpaceOnUse"
            orient="auto-start-reverse"
          >
            <path d="M0 0L8 4L0 8z" class="arrow" />
          </marker>
        </defs>
        {edges.map((edge, i) => {
          const { n = 0, share = null, kind = 'next' } = graph.edges[i] ?? {};
          return (
            <polyline
              key={`${edge.from}>${edge.to}`}
              points={edge.points.map((p) => p.join(',')).join(' ')}
              class={`edge ${kind}${n ? '' : ' unused'}`}
              stroke-width={n ? 1.5 + 4.5 * (n / most) : 1.25}
              marker-end="url(#arrow)"
            >
              <title>{`${n} (${percent(share)})`}</title>
            </polyline>
          );
        })}
        {edges.map((edge, i) => {
          const { n = 0, share = null } = graph.edges[i] ?? {};
          return (
            n > 0 && (
              <text
                key={`t${edge.from}>${edge.to}`}
                x={edge.labelAt[0]}
                y={edge.labelAt[1]}
                class="edgetext"
                text-anchor="middle"
                dominant-baseline="middle"
              >
                {edge.from === START ? number(n) : `${number(n)} · ${percent(share)}`}
              </text>
            )
          );
        })}
        {[...nodes.values()].map(({ id, x, y }) => {
          if (id === START || id === END)
            return (
              <g key={id} transform={`translate(${x + NODE.width / 2 - 64} ${y + (id === START ? NODE.height - 40 : 0)})`} class="terminal">
                <rect width="128" height="40" rx="20" />
                <text x="64" y="20" text-anchor="middle" dominant-baseline="middle">
                  {t(id === START ? 'flow.start' : 'flow.end')} {number(id === START ? graph.entered : out)}
                </text>
              </g>
            );
          const node = graph.nodes.find((one) => one.id === id);
          if (!node) return null;
          const kind = maybe(`do.${node.do}`, node.do);
          const name = say(node.label, kind);
          const detail = node.detail
            ? node.do === 'email'
              ? label('mails', node.detail)
              : node.do === 'segment'
                ? label('segments', node.detail)
                : node.do === 'show'
                  ? label('contents', node.detail)
                  : span(node.detail)
            : '';
          return (
            <g
              key={id}
              transform={`translate(${x} ${y})`}
              class={`node ${node.do}${node.waiting ? ' waiting' : ''}${chosen === id ? ' chosen' : ''}`}
              role="button"
              tabindex={0}
              onClick={() => choose(id)}
              onKeyDown={(event) => (event.key === 'Enter' || event.key === ' ') && (event.preventDefault(), choose(id))}
            >
              <rect width={NODE.width} height={NODE.height} rx="8" />
              {name !== kind && (
                <text x="12" y="20" class="kind">
                  {kind}
                </text>
              )}
              <text x={NODE.width - 12} y="20" text-anchor="end" class="passed">
                {number(node.passed)}
              </text>
              <text x="12" y="39" class="name">
                {cut(name, 13.5)}
              </text>
              <text x="12" y="55" class="detail">
                {cut(node.waiting ? t('waiting', { n: node.waiting }) : detail, 15.5)}
              </text>
            </g>
          );
        })}
      </svg>
    </div>
  );
}

/** Wide characters take twice the room. */
function cut(text: string, wide: number): string {
  let room = wide * 2;
  let out = '';
  for (const c of text) {
    room -= (c.codePointAt(0) ?? 0) > 0x2e80 ? 2 : 1.1;
    if (room < 0) return `${out}…`;
    out += c;
  }
  return out;
}
