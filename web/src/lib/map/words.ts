/** The words that MapLibre itself says, in the reader's language. */

import { inLanguage, type Language } from '../language/phrase';
import * as phrases from '../language/phrases/page';

const GESTURES = 'CooperativeGesturesHandler';

/** What a new map is given as its `locale`. */
export function mapWords(language: Language): Record<string, string> {
  return {
    'Map.Title': inLanguage(phrases.MAP_CANVAS, language),
    'NavigationControl.ZoomIn': inLanguage(phrases.ZOOM_IN, language),
    'NavigationControl.ZoomOut': inLanguage(phrases.ZOOM_OUT, language),
    [`${GESTURES}.WindowsHelpText`]: inLanguage(phrases.GESTURE_WHEEL, language, { key: 'Ctrl' }),
    [`${GESTURES}.MacHelpText`]: inLanguage(phrases.GESTURE_WHEEL, language, { key: '⌘' }),
    [`${GESTURES}.MobileHelpText`]: inLanguage(phrases.GESTURE_FINGERS, language),
  };
}
