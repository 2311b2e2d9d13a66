import { useApp } from '../app';
import { shortMonth, yen } from '../format';

const WIDTH = 640;
const HEIGHT = 210;
const FLOOR = HEIGHT - 28;
const TOP = 26;

/** Amounts of a few months as columns; the newest is emphasised and each column says its value. */
export function BarChart({ label, months }: { label: string; months: readonly { month: string; total: number }[] }) {
  const { language } = useApp();
  const most = Math.max(1, ...months.map(({ total }) => total));
  const step = WIDTH / months.length;
  const column = Math.min(64, step * 0.56);
  const short = (amount: number): string =>
    amount === 0
      ? '–'
      : language === 'ja' && amount >= 10_000
        ? `${(amount / 10_000).toFixed(1)}万`
        : amount >= 1000
          ? `¥${Math.round(amount / 1000)}k`
          : yen(amount);
  return (
    <svg
      class="chart"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      role="img"
      aria-label={`${label}: ${months.map(({ month, total }) => `${shortMonth(month, language)} ${yen(total)}`).join(', ')}`}
    >
      {[0, 0.5, 1].map((part) => (
        <line
          key={part}
          x1="0"
          x2={WIDTH}
          y1={FLOOR - part * (FLOOR - TOP)}
          y2={FLOOR - part * (FLOOR - TOP)}
          stroke-dasharray={part === 0 ? undefined : '3 5'}
        />
      ))}
      {months.map(({ month, total }, index) => {
        const height = Math.max(total > 0 ? 4 : 0, (total / most) * (FLOOR - TOP));
        const middle = step * (index + 0.5);
        return (
          <g key={month}>
            <rect
              class={index === months.length - 1 ? 'now' : undefined}
              x={middle - column / 2}
              y={FLOOR - height}
              width={column}
              height={height}
              rx="5"
            />
            <text class="value" x={middle} y={FLOOR - height - 8} text-anchor="middle">
              {short(total)}
            </text>
            <text x={middle} y={HEIGHT - 6} text-anchor="middle">
              {shortMonth(month, language)}
            </text>
          </g>
        );
      })}
    </svg>
  );
}
