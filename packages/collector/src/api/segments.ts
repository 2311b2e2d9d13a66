import { DAY, dayOf, isoDay, startOfDay } from '../metrics/days';
import { whole, type Route } from './route';
import type { Segments } from './types';

/** How many people were in each segment at the end of each of the last days. */
export const segmentsRoutes: Route[] = [
  {
    method: 'GET',
    heavy: true,
    path: '/segments',
    warm: () => ['/segments?days=60'],
    async run({ settings, query, tenant, now, request }) {
      const days = whole(request.query, 'days', 60, 7, 366);
      const today = dayOf(now, settings.timeZone);
      const first = today - days + 1;
      const from = startOfDay(first, settings.timeZone);
      const [before, entered, left] = await Promise.all([
        query<{ segment: string; n: number }>(
          'SELECT segment, COUNT(*) AS n FROM segments WHERE tenant = ? AND entered_at < ? AND (left_at IS NULL OR left_at >= ?) GROUP BY segment',
          [tenant, from, from],
        ),
        query<{ segment: string; at: number }>('SELECT segment, entered_at AS at FROM segments WHERE tenant = ? AND entered_at >= ?', [
          tenant,
          from,
        ]),
        query<{ segment: string; at: number }>('SELECT segment, left_at AS at FROM segments WHERE tenant = ? AND left_at >= ?', [
          tenant,
          from,
        ]),
      ]);
      const base = new Map(before.map((b) => [b.segment, Number(b.n)]));
      const delta = new Map<string, Float64Array>();
      const month = { entered: new Map<string, number>(), left: new Map<string, number>() };
      const move = (list: readonly { segment: string; at: number }[], by: 1 | -1, tally: Map<string, number>) => {
        for (const { segment, at } of list) {
          const series = delta.get(segment) ?? new Float64Array(days);
          delta.set(segment, series);
          const i = Math.min(days - 1, Math.max(0, dayOf(at, settings.timeZone) - first));
          series[i] = (series[i] ?? 0) + by;
          if (at >= now - 30 * DAY) tally.set(segment, (tally.get(segment) ?? 0) + 1);
        }
      };
      move(entered, 1, month.entered);
      move(left, -1, month.left);
      const rows = (settings.config.segments ?? []).map(({ id, label }) => {
        let n = base.get(id) ?? 0;
        const series = Array.from(delta.get(id) ?? new Float64Array(days), (change) => (n += change));
        return {
          id,
          label: label ?? null,
          now: series[series.length - 1] ?? 0,
          entered30: month.entered.get(id) ?? 0,
          left30: month.left.get(id) ?? 0,
          series,
        };
      });
      const json: Segments = { days: Array.from({ length: days }, (_, i) => isoDay(first + i)), rows };
      return {
        json,
        table: {
          name: 'segments',
          columns: ['day', ...rows.map((r) => r.id)],
          rows: json.days.map((day, i) => [day, ...rows.map((r) => r.series[i] ?? 0)]),
        },
      };
    },
  },
];
