/**
 * Lays a flow out in layers from top to bottom: a node stands below everything that leads to it (ways back are ignored for that),
 * and within a layer near the middle of what leads to it.
 */
interface LaidNode {
  id: string;
  x: number;
  y: number;
  layer: number;
}
interface LaidEdge {
  from: string;
  to: string;
  points: [number, number][];
  labelAt: [number, number];
}
export interface Layout {
  nodes: Map<string, LaidNode>;
  edges: LaidEdge[];
  width: number;
  height: number;
}

export const NODE = { width: 208, height: 64, gapX: 40, gapY: 64 };

export function layout(ids: readonly string[], edges: readonly { from: string; to: string }[]): Layout {
  const order = new Map(ids.map((id, i) => [id, i]));
  const forward = edges.filter((e) => (order.get(e.from) ?? 0) < (order.get(e.to) ?? 0));
  const layerOf = new Map<string, number>();
  for (const id of ids) layerOf.set(id, Math.max(0, ...forward.filter((e) => e.to === id).map((e) => (layerOf.get(e.from) ?? 0) + 1)));
  const layers: string[][] = [];
  for (const id of ids) (layers[layerOf.get(id) ?? 0] ??= []).push(id);

  // A way that skips layers keeps a lane free beside the nodes that it passes.
  const slot = new Map<string, number>();
  for (const [i, layer] of layers.entries()) {
    const wish = (id: string) => {
      const above = forward.filter((e) => e.to === id).map((e) => slot.get(e.from) ?? 0);
      const siblings = [
        ...new Set(
          forward.filter((e) => forward.some((f) => f.to === id && f.from === e.from) && layerOf.get(e.to) === i).map((e) => e.to),
        ),
      ];
      const turn = siblings.length > 1 ? siblings.indexOf(id) - (siblings.length - 1) / 2 : 0;
      return (above.length ? above.reduce((sum, x) => sum + x, 0) / above.length : 0) + turn;
    };
    const wanted = layer.map((id) => ({ id, x: wish(id) })).sort((a, b) => a.x - b.x || (order.get(a.id) ?? 0) - (order.get(b.id) ?? 0));
    let last = -Infinity;
    for (const { id, x } of wanted) slot.set(id, (last = Math.max(x, last + 1)));
    // Pushing apart moved everything to the right: back to where the layer wanted to be.
    const drift = wanted.reduce((sum, w) => sum + (slot.get(w.id) ?? 0) - w.x, 0) / (wanted.length || 1);
    for (const { id } of wanted) slot.set(id, (slot.get(id) ?? 0) - drift);
  }
  const least = Math.min(0, ...slot.values());
  const lanes = edges.filter(
    (e) => (layerOf.get(e.to) ?? 0) - (layerOf.get(e.from) ?? 0) > 1 || (order.get(e.from) ?? 0) >= (order.get(e.to) ?? 0),
  ).length;
  const right = Math.max(0, ...slot.values()) - least;
  const nodes = new Map(
    ids.map((id) => {
      const layer = layerOf.get(id) ?? 0;
      return [id, { id, layer, x: ((slot.get(id) ?? 0) - least) * (NODE.width + NODE.gapX), y: layer * (NODE.height + NODE.gapY) }];
    }),
  );
  const bodyWidth = right * (NODE.width + NODE.gapX) + NODE.width;
  let lane = 0;
  const laid = edges.map((e): LaidEdge => {
    const [a, b] = [nodes.get(e.from), nodes.get(e.to)];
    if (!a || !b) return { ...e, points: [], labelAt: [0, 0] };
    const start: [number, number] = [a.x + NODE.width / 2, a.y + NODE.height];
    const end: [number, number] = [b.x + NODE.width / 2, b.y];
    if (b.layer - a.layer === 1) {
      const half = start[1] + NODE.gapY / 2;
      return {
        ...e,
        points: start[0] === end[0] ? [start, end] : [start, [start[0], half], [end[0], half], end],
        labelAt: [end[0], end[1] - NODE.gapY * 0.24],
      };
    }
    const x = bodyWidth + 40 + lane++ * 72;
    const out: [number, number] = [a.x + NODE.width, a.y + NODE.height / 2];
    return { ...e, points: [out, [x, out[1]], [x, end[1] - 20], [end[0], end[1] - 20], end], labelAt: [x, (out[1] + end[1] - 20) / 2] };
  });
  return {
    nodes,
    edges: laid,
    width: bodyWidth + (lanes ? 80 + (lanes - 1) * 72 : 0) + 8,
    height: layers.length * (NODE.height + NODE.gapY) - NODE.gapY,
  };
}
