/** Curves on a canvas by uPlot, with the same data as a table for those who cannot see them. */
import { useEffect, useRef } from 'preact/hooks';
import uPlot from 'uplot';
import { palette } from '../theme';
import { useStore } from '../store';
import { t } from '../lang';

interface Series {
  name: string;
  values: readonly (number | null)[];
  tone?: string;
  fill?: boolean;
  dash?: boolean;
  width?: number;
  stepped?: boolean;
}
interface Props {
  text: string;
  /** What the x axis counts. */
  xName?: string;
  x: readonly number[];
  series: readonly Series[];
  height?: number;
  xText: (x: number) => string;
  yText: (y: number) => string;
  yMax?: number;
  yMin?: number;
  /** Vertical bands, for instance the steepest fall. */
  bands?: readonly { from: number; to: number }[];
  /** The x axis is time in seconds. */
  time?: boolean;
}
/** Of people, days and years there are no halves: a grid line stands at a whole number, as its label says. */
const WHOLE = Array.from({ length: 10 }, (_, n) => [1, 2, 5].map((step) => step * 10 ** n)).flat();
const css = (name: string) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

export function Chart(props: Props) {
  const host = useRef<HTMLDivElement>(null);
  const shade = useStore(palette);
  const { x, series, height = 240 } = props;
  const key = JSON.stringify([x.length, series.map((s) => [s.name, s.values]), props.bands, x[0]]);
  useEffect(() => {
    const box = host.current;
    if (!box) return;
    const plot = new uPlot(
      optionsOf(props, box.clientWidth || 600, height),
      [[...x], ...series.map((s) => [...s.values])] as uPlot.AlignedData,
      box,
    );
    const watch = new ResizeObserver(() => plot.setSize({ width: box.clientWidth, height }));
    watch.observe(box);
    return () => {
      watch.disconnect();
      plot.destroy();
    };
  }, [shade, key]);
  return (
    <figure class="chart">
      <div ref={host} role="img" aria-label={props.text} />
      <DataTable {...props} />
    </figure>
  );
}

function optionsOf(
  { series, xName, xText, yText, yMax, yMin = 0, bands = [], time = false }: Props,
  width: number,
  height: number,
): uPlot.Options {
  const font = `12px ${css('--font')}`;
  const axis = { stroke: css('--muted'), font, ticks: { show: false }, grid: { stroke: css('--line'), width: 1 } };
  return {
    width,
    height,
    legend: { show: true, live: true },
    cursor: { y: false, points: { size: 7 } },
    scales: { x: { time }, y: { range: (_, low, high) => [Math.min(yMin, low ?? 0), yMax ?? Math.max(1, (high ?? 1) * 1.08)] } },
    axes: [
      { ...axis, grid: { show: false }, values: (_, ticks) => ticks.map(xText), space: time ? 64 : 52, ...(!time && { incrs: WHOLE }) },
      { ...axis, values: (_, ticks) => ticks.map(yText), size: 52, ...(yMax !== 1 && { incrs: WHOLE }) },
    ],
    series: [
      { label: xName ?? t(time ? 'day' : 'at'), value: (_, v) => (v === null ? '–' : xText(v)) },
      ...series.map((s) => ({
        label: s.name,
        stroke: css(s.tone ?? '--accent'),
        width: s.width ?? 2,
        points: { show: false },
        spanGaps: true,
        value: (_: uPlot, v: number | null) => (v === null ? '–' : yText(v)),
        ...(s.fill && { fill: css(`${s.tone ?? '--accent'}-soft`) }),
        ...(s.dash && { dash: [4, 4] }),
        ...(s.stepped && uPlot.paths.stepped && { paths: uPlot.paths.stepped({ align: 1 }) }),
      })),
    ],
    hooks: {
      drawClear: [
        (u) => {
          u.ctx.fillStyle = css('--warn-soft');
          for (const { from, to } of bands) {
            const left = u.valToPos(from, 'x', true);
            u.ctx.fillRect(left, u.bbox.top, u.valToPos(to, 'x', true) - left, u.bbox.height);
          }
        },
      ],
    },
  };
}

const MOST_ROWS = 60;
function DataTable({ x, series, xText, yText, text }: Props) {
  const step = Math.max(1, Math.ceil(x.length / MOST_ROWS));
  const rows = x.map((_, i) => i).filter((i) => i % step === 0);
  return (
    <details class="data">
      <summary>{t('as-table')}</summary>
      <div class="tablebox" role="region" aria-label={text} tabIndex={0}>
        <table>
          <thead>
            <tr>
              <th scope="col" />
              {series.map((s) => (
                <th key={s.name} scope="col" class="end">
                  {s.name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((i) => (
              <tr key={i}>
                <th scope="row">{xText(x[i] ?? 0)}</th>
                {series.map((s) => (
                  <td key={s.name} class="end">
                    {s.values[i] === null || s.values[i] === undefined ? '–' : yText(s.values[i])}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
