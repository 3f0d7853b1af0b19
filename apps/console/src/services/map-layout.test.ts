import { deepEqual, ok } from 'node:assert/strict';
import { test } from 'node:test';
import { layoutFor } from './map-layout.ts';

for (const [name, isNarrow] of [
  ['wide', false],
  ['narrow', true],
] as const)
  test(`${name}: every box lies inside the drawing and on no other one, however many there are`, () => {
    for (let count = 0; count <= 12; count++) {
      const { width, height, box, places } = layoutFor(count, isNarrow);
      deepEqual(places.length, count);
      for (const [i, { x, y }] of places.entries()) {
        ok(x >= box.width / 2 && x <= width - box.width / 2, `${name} ${count}: x`);
        ok(y >= box.height / 2 && y <= height - box.height / 2, `${name} ${count}: y`);
        for (const other of places.slice(i + 1))
          ok(
            Math.abs(x - other.x) >= box.width || Math.abs(y - other.y) >= box.height,
            `${name} ${count}: two boxes meet`,
          );
      }
    }
  });
