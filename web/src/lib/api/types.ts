/** The shapes in which the atlas answers, as the page uses them: those of its description, `atlas.ts`. */

import type { Feature, FeatureCollection, Geometry, MultiPolygon, Polygon } from 'geojson';
import type { Phrase } from '../language/phrase';
import type * as atlas from './atlas';

export type {
  ChildCounts as ChildRegion,
  CoverageRow,
  FieldType,
  LayerCounts as LayerSummary,
  LinkedObject,
  Name,
  Shape,
  Tone,
} from './atlas';

export type Bbox = Readonly<NonNullable<atlas.Region['bbox']>>;
export type Place = Readonly<NonNullable<atlas.Region['label_point']>>;
export type Properties = atlas.Feature['properties'];
export type Value = Properties[string];

export type Field = Pick<
  atlas.FieldDeclaration,
  'name' | 'title' | 'type' | 'vocabulary' | 'unit'
> &
  Partial<Pick<atlas.FieldDeclaration, 'unit_by'>>;
/** A code and what it means; some also tell what an amount of them counts. */
export type Term = Omit<atlas.TermDeclaration, 'unit'> &
  Partial<Pick<atlas.TermDeclaration, 'unit'>>;
export type Vocabulary = Omit<atlas.VocabularyDeclaration, 'terms'> & { terms: Term[] };
export type Move = Pick<atlas.MoveDeclaration, 'id' | 'title'>;
export interface ChildSeries extends Pick<atlas.ChildDeclaration, 'id' | 'title'> {
  fields: Field[];
}
/** A layer; the page has its title and description in all languages. */
export interface Collection
  extends Pick<
    atlas.Collection,
    | 'id'
    | 'title_of_one'
    | 'role'
    | 'order'
    | 'geometry'
    | 'count'
    | 'summary_fields'
    | 'time_field'
    | 'due_field'
  > {
  title: Phrase;
  description: Phrase;
  style: Pick<atlas.StyleDeclaration, 'colour' | 'colour_on_dark' | 'colour_by' | 'state_by' | 'ring' | 'shown_at_start'> &
    Partial<Pick<atlas.StyleDeclaration, 'shape'>>;
  fields: Field[];
  flow: { states: string; moves: Move[] } | null;
  children: ChildSeries[];
  vocabularies: Record<string, Vocabulary>;
  named_by?: atlas.Collection['named_by'];
  destination?: atlas.Collection['destination'];
  /** Those of rel `enclosure` give the whole layer as a file; the title names the format. */
  links: Pick<atlas.Link, 'rel' | 'href' | 'title'>[];
}

export type RegionLink = atlas.RegionName;
export type HistoryRow = atlas.HistoryEntry;
export type ItemsPage = Pick<
  atlas.ItemsPage,
  'features' | 'numberMatched' | 'numberReturned' | 'links'
>;
/** A feature; what hangs on it is missing where the page made it itself. */
export type Item = Feature<Geometry, Properties> & { id: number } & Partial<
    Pick<atlas.Item, 'children' | 'history' | 'regions' | 'linked'>
  >;

/** A unit as lists have it, or with those above it. */
export type Region = atlas.ListedRegion & Partial<Pick<atlas.Region, 'ancestors'>>;
export type RegionFeature = Feature<Polygon | MultiPolygon | null, Region>;
/** How many objects of a layer fall in a month such as `2026-03`; null is no day known. */
export type MonthCount = Pick<atlas.RegionCountsRow, 'count' | 'synthetic'> & {
  month: string | null;
};
export type RegionSummary = atlas.RegionSummary;
export type RegionsAt = Pick<
  atlas.RegionsAt,
  'oblast' | 'district' | 'rural_district' | 'outside'
>;

export type SearchResult = Omit<atlas.SearchResult, 'title' | 'score' | 'former'> & {
  former: Pick<atlas.FormerNameFound, 'titles'> | null;
};
/** What the text means as coordinates. */
export type WrittenPlace = atlas.WrittenPlaceFound;
/** A code by which a layer can be limited. */
export type FoundTerm = Omit<atlas.TermFound, 'title'>;
export interface SearchAnswer {
  readonly results: readonly SearchResult[];
  readonly places: readonly WrittenPlace[];
  readonly terms: readonly FoundTerm[];
}
export type TripAnswer = Pick<
  atlas.TripAnswer,
  'estimated' | 'order' | 'legs' | 'total_distance_km' | 'total_duration_min'
> & { geojson: FeatureCollection };

export type Gap = Pick<atlas.CoverageGap, 'kato' | 'name' | 'place' | 'distance_km'>;
export type CoverageMethod = atlas.CoverageMethod;
export type Coverage = atlas.CoverageAnswer;
