import { describe, expect, it } from 'vitest';
import { layout, NODE } from './flow-layout';

const edge = (from: string, to: string) => ({ from, to });

describe('the drawing of a flow', () => {
  it('stands every step below what leads to it, and two ways side by side', () => {
    const { nodes } = layout(
      ['', 'mail', 'opened', 'wrong', 'call', 'done', 'exit'],
      [
        edge('', 'mail'),
        edge('mail', 'opened'),
        edge('opened', 'wrong'),
        edge('opened', 'call'),
        edge('opened', 'done'),
        edge('wrong', 'done'),
        edge('call', 'done'),
        edge('done', 'exit'),
      ],
    );
    const at = (id: string) => nodes.get(id) ?? { x: NaN, y: NaN, layer: NaN };
    expect([at('mail').layer, at('opened').layer, at('call').layer, at('done').layer]).toEqual([1, 2, 3, 4]);
    expect(at('wrong').y).toBe(at('call').y);
    expect(Math.abs(at('wrong').x - at('call').x)).toBeGreaterThanOrEqual(NODE.width);
    expect(at('done').x).toBeCloseTo(at('opened').x, 6);
  });
  it('leads a way that skips steps around the others, inside the picture', () => {
    const { edges, width, nodes } = layout(['a', 'b', 'c'], [edge('a', 'b'), edge('b', 'c'), edge('a', 'c')]);
    const around = edges[2]?.points.map(([x]) => x) ?? [];
    expect(Math.max(...around)).toBeGreaterThan((nodes.get('b')?.x ?? 0) + NODE.width);
    expect(Math.max(...around)).toBeLessThan(width);
  });
  it('survives a flow that goes back to an earlier step', () => {
    const { nodes, height } = layout(['a', 'b'], [edge('a', 'b'), edge('b', 'a')]);
    expect(nodes.size).toBe(2);
    expect(height).toBeGreaterThan(0);
  });
});
