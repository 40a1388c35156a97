import { describe, expect, it } from 'vitest';
import { scaleAt } from '../src/lib/map/scale-bar';
import { mapWords } from '../src/lib/map/words';

describe('the scale of the map', () => {
  it('is the longest round length that fits', () => {
    // At the equator zoom 0 shows 40,075 km on 512 pixels: 100 of them are 7,827 km.
    expect(scaleAt(0, 0).metres).toBe(5_000_000);
    expect(scaleAt(0, 0).px).toBeCloseTo(63.88, 1);
    expect(scaleAt(10, 0).metres).toBe(5000);
  });

  it('is shorter in the north, where Mercator draws larger', () => {
    expect(scaleAt(0, 60).metres).toBe(3_000_000);
  });

  it('never grows beyond its place', () => {
    for (let zoom = 2; zoom <= 17; zoom += 0.25) {
      const { px } = scaleAt(zoom, 48);
      expect(px).toBeGreaterThan(30);
      expect(px).toBeLessThanOrEqual(100);
    }
  });
});

describe('the words of the map', () => {
  it('are those of the reader', () => {
    expect(mapWords('kk')['NavigationControl.ZoomIn']).toBe('Жақындату');
    expect(mapWords('ru')['CooperativeGesturesHandler.MacHelpText']).toContain('⌘');
  });
});
