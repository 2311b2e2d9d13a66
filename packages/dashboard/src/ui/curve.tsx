import { clock } from '../format';

/** The share of viewers who saw each second, as a shape: the fall is marked where it is steepest. */
export function Curve({
  values,
  duration,
  drop,
  text,
}: {
  values: readonly number[];
  duration: number;
  drop: { from: number; to: number; lost: number } | null;
  text: string;
}) {
  const [w, h] = [320, 88];
  if (values.length < 2) return <div class="curve none" />;
  const x = (i: number) => (i / (values.length - 1)) * w;
  const y = (v: number) => h - v * (h - 6);
  const line = values.map((v, i) => `${x(i).toFixed(1)},${y(v).toFixed(1)}`).join(' ');
  const at = (second: number) => (duration ? (second / duration) * w : 0);
  return (
    <div class="curve">
      <svg viewBox={`0 0 ${w} ${h}`} preserveAspectRatio="none" role="img" aria-label={text}>
        {[0.25, 0.5, 0.75, 1].map((v) => (
          <line key={v} x1="0" x2={w} y1={y(v)} y2={y(v)} class="grid" />
        ))}
        {drop && drop.lost >= 0.1 && (
          <rect x={at(drop.from)} width={Math.max(2, at(drop.to) - at(drop.from))} y="0" height={h} class="drop" />
        )}
        <polygon points={`0,${h} ${line} ${w},${h}`} class="area" />
        <polyline points={line} class="line" />
      </svg>
      <p class="ends">
        <span>0:00</span>
        <span>{clock(duration)}</span>
      </p>
    </div>
  );
}
