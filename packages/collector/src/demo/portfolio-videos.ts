import { spread } from './portfolio-days';
import type { PortfolioAccount } from './portfolio';

const VIDEOS = [
  ['v1', 180],
  ['v2', 150],
  ['v3', 240],
  ['v4', 200],
  ['v5', 300],
] as const;
interface Watch {
  user: number;
  when: number;
  event: string;
  properties: Record<string, unknown>;
}

/** Completed by the first person as often as the story says, partly watched by others; each video loses people where its hard part begins. */
export function watching(a: PortfolioAccount, active: readonly string[], at: (day: string, hour: number) => number): Watch[] {
  const out: Watch[] = [];
  const play = (user: number, when: number, video: string, duration: number, pieces: [number, number][], completed: boolean) => {
    const segments = pieces.map(([from, to]) => `${from.toFixed(3)}[.]${to.toFixed(3)}`).join('[,]');
    const seconds = pieces.reduce((sum, [from, to]) => sum + to - from, 0);
    const common = { video, duration, confidence: 'exact' };
    out.push({ user, when, event: 'Video Started', properties: { ...common, position: pieces[0]?.[0] ?? 0 } });
    out.push({
      user,
      when: when + seconds * 1000,
      event: completed ? 'Video Completed' : 'Video Progressed',
      properties: { ...common, segments, wall: seconds, visible: seconds, position: pieces[pieces.length - 1]?.[1] ?? 0 },
    });
  };
  const seen = spread(active, VIDEOS.length + 1, []);
  for (const [i, [video, duration]] of VIDEOS.entries()) {
    const day = seen[Math.min(seen.length - 1, i + 1)] ?? seen[0];
    if (!day) continue;
    const hard = Math.round(duration * ([0.55, 0.3, 0.62, 0.4, 0.5][i] ?? 0.5));
    if (i < a.videos) {
      // Those who had trouble with the settings watch the hard part twice.
      play(
        1,
        at(day, 14.4),
        video,
        duration,
        a.id.charCodeAt(2) % 2
          ? [[0, duration]]
          : [
              [0, Math.min(duration, hard + 20)],
              [Math.max(0, hard - 10), duration],
            ],
        true,
      );
    } else if (a.used > 0 && i === a.videos) play(1, at(day, 14.4), video, duration, [[0, hard - ((a.seats * 3) % 20)]], false);
    for (let user = 2; user <= Math.min(a.used, 12); user++)
      if ((user * 3 + i) % 4 !== 0) {
        const stays = (user * 7 + i * 5 + a.seats) % 10;
        const to =
          stays < 4
            ? i < a.videos
              ? duration
              : duration * 0.8
            : stays < 8
              ? hard + ((user * 5) % 15)
              : Math.round(duration * 0.12) + user;
        play(
          user,
          at(spread(active.slice(-10), 3, [])[user % 3] ?? day, 15 + (user % 3)),
          video,
          duration,
          [[0, Math.min(duration, to)]],
          false,
        );
      }
  }
  return out;
}
