/** The targets of columns that say where a row lies, and are no fields of the layer. */

const PLACE_FIELDS = new Set([
  'lat',
  'lon',
  'x',
  'y',
  'coordinates',
  'geometry',
  'crs',
  'oblast',
  'district',
  'rural_district',
  'region',
]);

/** Whether a problem in a field is one of where the row lies. */
export function isAboutPlace(name: string): boolean {
  return isPlaceField(name);
}

export function isPlaceField(name: string): boolean {
  return PLACE_FIELDS.has(name);
}
