/** The details of an object as its card lists them. */

import type { Collection, Properties } from '../api/types';
import { type Fact, factsOf, stateField, stateOf } from '../catalogue/fields';
import { nameIn, spokenName } from '../catalogue/names';
import { inLanguage, type Language, LANGUAGES } from '../language/phrase';
import { DATING, SEASON } from '../language/phrases/card';
import { DATING_BOUNDS, datingText } from './dating';
import { SEASON_BOUNDS, seasonText } from './season';

/** What the card shows in places of its own. */
const PLACED = [
  ...DATING_BOUNDS,
  'dating_precision',
  'monument_id',
  'citation',
  ...LANGUAGES.map((language) => `citation_${language}`),
];

/** Its filled fields, those that belong together as one; nothing that the heading has said. */
export function cardFacts(layer: Collection, properties: Properties, language: Language): Fact[] {
  const isDatedInWords = spokenName(nameIn(properties, 'dating_text'), language) !== null;
  const years = isDatedInWords ? null : datingText(properties, language);
  const season = seasonText(properties, language);
  const leftOut = [
    ...PLACED,
    ...(season ? SEASON_BOUNDS : []),
    ...saidByHeading(layer, properties),
  ];
  const facts = factsOf(layer, layer.fields, properties, language, leftOut);
  return [
    ...(years ? [{ name: 'years', title: inLanguage(DATING, language), text: years, language }] : []),
    ...(season
      ? [{ name: 'season', title: inLanguage(SEASON, language), text: season, language }]
      : []),
    ...facts.filter((fact) => fact.name !== 'summary'),
  ];
}

/** Fields of the state, and of the label that stands in for a missing name. */
function saidByHeading(layer: Collection, properties: Properties): string[] {
  const state = stateOf(layer, properties) ? stateField(layer)?.name : undefined;
  const isNamed = spokenName(nameIn(properties), 'kk') !== null;
  return [state, isNamed ? undefined : layer.named_by].filter(
    (name) => name !== null && name !== undefined,
  );
}
