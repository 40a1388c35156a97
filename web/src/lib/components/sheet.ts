/** The heights of the bottom sheet, as shares of the space between header and tabs. */

export const HEIGHTS = { peek: 0.2, half: 0.52, full: 1 } as const;
export type Height = keyof typeof HEIGHTS;

/** The height whose share is nearest to where the sheet was let go. */
export function nearest(share: number): Height {
  const heights = Object.keys(HEIGHTS) as Height[];
  return heights.reduce((best, height) =>
    Math.abs(HEIGHTS[height] - share) < Math.abs(HEIGHTS[best] - share) ? height : best,
  );
}

/** The height that a press on the handle leads to. */
export function afterPress(height: Height): Height {
  return height === 'half' ? 'full' : 'half';
}
