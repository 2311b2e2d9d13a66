/** Small pictures inside text and tables; each says in words what it shows. */

/** A line without axes. `band`: fill below it. */
export function Spark({
  values,
  text,
  width = 96,
  height = 24,
  max = Math.max(1e-9, ...values),
  band = true,
}: {
  values: readonly number[];
  text: string;
  width?: number;
  height?: number;
  max?: number;
  band?: boolean;
}) {
  if (values.length < 2) return <span class="muted">–</span>;
  const x = (i: number) => (i / (values.length - 1)) * width;
  const y = (v: number) => height - 1.5 - (v / max) * (height - 3);
  const line = values.map((v, i) => `${x(i).toFixed(1)},${y(v).toFixed(1)}`).join(' ');
  return (
    <svg
      class="spark"
      viewBox={`0 0 ${width} ${height}`}
      width={width}
      height={height}
      role="img"
      aria-label={text}
      preserveAspectRatio="none"
    >
      {band && <polygon points={`0,${height} ${line} ${width},${height}`} class="area" />}
      <polyline points={line} class="line" />
    </svg>
  );
}

/** What one person saw of a video, from the first second to the last. */
export function Strip({ pieces, duration, text }: { pieces: readonly [number, number][]; duration: number; text: string }) {
  return (
    <svg class="strip" viewBox={`0 0 ${Math.max(1, duration)} 8`} preserveAspectRatio="none" role="img" aria-label={text}>
      <rect x="0" y="0" width={Math.max(1, duration)} height="8" class="all" />
      {pieces.map(([from, to]) => (
        <rect key={from} x={from} y="0" width={Math.max(0.5, to - from)} height="8" class="seen" />
      ))}
    </svg>
  );
}

/** A share as a bar. */
export const Bar = ({ share, text, tone }: { share: number; text: string; tone?: string | undefined }) => (
  <svg class={tone ? `sharebar ${tone}` : 'sharebar'} viewBox="0 0 100 8" preserveAspectRatio="none" role="img" aria-label={text}>
    <rect width="100" height="8" class="all" />
    <rect width={Math.max(0, Math.min(100, share * 100))} height="8" class="part" />
  </svg>
);

/** Parts of a whole side by side; nothing where there is no whole. */
export function Stack({ parts, text }: { parts: { n: number; tone: string }[]; text: string }) {
  const all = parts.reduce((sum, p) => sum + p.n, 0);
  if (!all) return null;
  let x = 0;
  return (
    <svg class="stack" viewBox="0 0 100 8" preserveAspectRatio="none" role="img" aria-label={text}>
      {parts.map((part) => {
        const from = x;
        x += (part.n / all) * 100;
        return (
          part.n > 0 && (
            <rect key={part.tone} x={from} width={Math.max(0, (part.n / all) * 100 - 0.4)} height="8" class={`tone-${part.tone}`} />
          )
        );
      })}
    </svg>
  );
}
