import { describe, expect, it } from 'vitest';
import { until } from '../chaos/collector.mjs';
import { scenes } from '../helpers/scene';

const { withCollector } = scenes();

describe.concurrent('the page that we are a guest of', () => {
  it('may have a library that gives lists a toJSON() of text, as Prototype.js did: lists arrive as lists', () =>
    withCollector(async (collector, page) => {
      await page.addInitScript(() => {
        Reflect.set(Array.prototype, 'toJSON', function (this: unknown[]) {
          return `[${this.map((part) => JSON.stringify(part)).join()}]`;
        });
      });
      await page.goto(collector.url);
      await page.evaluate(() => window.shirube.track('told', { list: [1, [2], { deep: [3] }] }));
      await until(() => collector.names().includes('told'));
      expect(collector.order.find(({ event }) => event === 'told')?.properties).toEqual({ list: [1, [2], { deep: [3] }] });
    }));

  it.each([1, 2, 3, 4, 5, 6])('may have a JSON.stringify() that fails once, at call %i: nothing but that one thing is missing', (n) =>
    withCollector(async (collector, page, errors) => {
      await page.addInitScript((which) => {
        const { stringify } = JSON;
        let calls = 0;
        Reflect.set(JSON, 'stringify', (...given: unknown[]): unknown => {
          if (++calls === which) throw new Error('a broken library');
          return Reflect.apply(stringify, JSON, given);
        });
      }, n);
      await page.goto(collector.url);
      await page.evaluate(async () => {
        await window.shirube.ready;
        for (const name of ['a', 'b', 'c']) await window.shirube.track(name);
      });
      expect(await until(() => collector.names().includes('c'), 15_000)).toBe(true);
      expect(collector.names().length).toBeGreaterThanOrEqual(2);
      expect(errors).toEqual([]);
    }),
  );

  it('may give a configuration that is no JSON: told, and events arrive', () =>
    withCollector(async (collector, page, errors) => {
      const warnings: string[] = [];
      page.on('console', (message) => warnings.push(message.text()));
      await page.addInitScript(() => {
        const config: Record<string, unknown> = { shirube: 1 };
        config.self = config;
        Reflect.set(window, 'shirube', { q: [['init', { config }]] });
      });
      await page.goto(collector.url);
      await page.evaluate(() => window.shirube.track('told'));
      expect(await until(() => collector.names().includes('told'), 15_000)).toBe(true);
      expect(warnings.filter((text) => text.includes('S1'))).toHaveLength(1);
      expect(errors).toEqual([]);
    }));
});
