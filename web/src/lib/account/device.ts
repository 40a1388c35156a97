/** What a browser says of itself, in words that people know: «Chrome, Android». */

const BROWSERS: readonly (readonly [RegExp, string])[] = [
  [/YaBrowser\//, 'Yandex'],
  [/SamsungBrowser\//, 'Samsung Internet'],
  [/OPR\//, 'Opera'],
  [/Edg(e|A|iOS)?\//, 'Edge'],
  [/(Firefox|FxiOS)\//, 'Firefox'],
  [/(Chrome|CriOS|HeadlessChrome)\//, 'Chrome'],
  [/Safari\//, 'Safari'],
];
const SYSTEMS: readonly (readonly [RegExp, string])[] = [
  [/Android/, 'Android'],
  [/iPhone|iPad/, 'iOS'],
  [/Windows/, 'Windows'],
  [/Mac OS X/, 'macOS'],
  [/Linux|X11/, 'Linux'],
];

/** The browser and the system; the beginning of the text itself where neither is known. */
export function deviceName(said: string): string {
  const known = [BROWSERS, SYSTEMS].map((names) => names.find(([mark]) => mark.test(said))?.[1]);
  return known.filter((name) => name !== undefined).join(', ') || (said.split(/[\s(]/)[0] ?? '');
}
