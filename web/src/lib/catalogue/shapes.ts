/** Written by `make shapes` from layers/model/shapes.py; do not edit. */

import type { Shape, Tone } from '../api/types';

/** An area by the even-odd rule, and where in it, how large, the sign of a tone stands. */
export interface Outline {
  readonly path: string;
  readonly sign_at: readonly [number, number];
  readonly sign_scale: number;
}

export const GRID = 24;
export const SIGN_WIDTH = 2.6;
export const OUTLINES: Readonly<Record<Shape, Outline>> = {
  "dome": {
    "path": "M2.5 22 L2.5 18 L4.5 18 L4.5 12.5 C4.5 8.5 10 6.5 12 1.5 C14 6.5 19.5 8.5 19.5 12.5 L19.5 18 L21.5 18 L21.5 22 Z",
    "sign_at": [
      12,
      14.5
    ],
    "sign_scale": 0.8
  },
  "triangle": {
    "path": "M12 1.8 L22.8 21 L1.2 21 Z",
    "sign_at": [
      12,
      14.8
    ],
    "sign_scale": 0.8
  },
  "diamond": {
    "path": "M12 1.2 L22.8 12 L12 22.8 L1.2 12 Z",
    "sign_at": [
      12,
      12
    ],
    "sign_scale": 0.9
  },
  "circle": {
    "path": "M12 2 C17.523 2 22 6.477 22 12 C22 17.523 17.523 22 12 22 C6.477 22 2 17.523 2 12 C2 6.477 6.477 2 12 2 Z",
    "sign_at": [
      12,
      12
    ],
    "sign_scale": 1
  },
  "hollow_circle": {
    "path": "M12 2 C17.523 2 22 6.477 22 12 C22 17.523 17.523 22 12 22 C6.477 22 2 17.523 2 12 C2 6.477 6.477 2 12 2 Z M12 6.5 C15.038 6.5 17.5 8.962 17.5 12 C17.5 15.038 15.038 17.5 12 17.5 C8.962 17.5 6.5 15.038 6.5 12 C6.5 8.962 8.962 6.5 12 6.5 Z",
    "sign_at": [
      12,
      12
    ],
    "sign_scale": 0.6
  },
  "square": {
    "path": "M3 3 L21 3 L21 21 L3 21 Z",
    "sign_at": [
      12,
      12
    ],
    "sign_scale": 1
  }
};
export const SIGNS: Readonly<Record<Tone, string>> = {
  "red": "M0 -5 L0 0.8 M0 4.8 L0 4.9",
  "amber": "M0 -4.8 L0 0.4 L3.2 3.2",
  "green": "M-4.6 0.2 L-1.4 3.5 L4.6 -3.6",
  "blue": "M-4.6 0 L4.6 0 M1.2 -3.6 L4.8 0 L1.2 3.6",
  "grey": "M-4 0 L4 0"
};
