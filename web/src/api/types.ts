/** The shapes in which the atlas answers, as its API documents them. */

import type { Feature, FeatureCollection, Geometry, MultiPolygon, Polygon } from 'geojson';
import type { Language, Phrase } from '../language/phrase';

/** A name in three languages; some may not be known. */
export type Name = Readonly<Record<Language, string | null>>;
export type Tone = 'red' | 'amber' | 'green' | 'blue' | 'grey';
export type Bbox = readonly [west: number, south: number, east: number, north: number];
export type Place = readonly [lon: number, lat: number];
export type Value = string | number | boolean | null | readonly string[] | Record<string, unknown>;

export interface Term {
  code: string;
  title: Phrase;
  tone: Tone | null;
}
export interface Vocabulary {
  title: Phrase;
  terms: Term[];
}
export type FieldType =
  | 'text'
  | 'integer'
  | 'number'
  | 'boolean'
  | 'date'
  | 'datetime'
  | 'code'
  | 'codes'
  | 'object';

export interface Field {
  name: string;
  title: Phrase;
  type: FieldType;
  vocabulary: string | null;
  unit: string | null;
}
export interface Move {
  id: string;
  title: Phrase;
}
export interface ChildSeries {
  id: string;
  title: Phrase;
  fields: Field[];
}
export interface Collection {
  id: string;
  title: Phrase;
  title_of_one: Phrase;
  description: Phrase;
  role: 'theme' | 'context' | 'boundaries';
  order: number;
  geometry: 'point' | 'line' | 'polygon' | 'point_or_polygon';
  count: number;
  style: { colour: string; colour_by: string | null; shown_at_start: boolean };
  fields: Field[];
  vocabularies: Record<string, Vocabulary>;
  flow: { states: string; moves: Move[] } | null;
  children: ChildSeries[];
  summary_fields: string[];
  /** The field by whose time the layer is filtered; null for a layer without one. */
  time_field: string | null;
  /** The coded field whose label stands in for a missing name. */
  named_by?: string | null;
  /** Those of rel `enclosure` give the whole layer as a file; the title names the format. */
  links: { rel: string; href: string; title?: string }[];
}

export type Properties = Record<string, Value>;
export interface RegionLink {
  code: string;
  name: Name;
  approximate: boolean;
}
export interface HistoryRow {
  at: string;
  action: string;
  move: string | null;
  from_state: string | null;
  to_state: string | null;
  reason: string | null;
}
export interface LinkedObject {
  layer: string;
  id: number;
  name: Name;
  relation: string;
}
export interface ItemsPage {
  features: (Feature<Geometry | null, Properties> & { id: number })[];
  numberMatched?: number;
  numberReturned: number;
  links: { rel: string; href: string }[];
}
export interface Item extends Feature<Geometry, Properties> {
  id: number;
  children?: Record<string, Properties[]>;
  history?: HistoryRow[];
  regions?: Record<'oblast' | 'district' | 'rural_district', RegionLink | null>;
  linked?: LinkedObject[];
}

export interface Region {
  code: string;
  parent_code: string | null;
  level: number;
  kind: string;
  name: Name;
  approximate: boolean;
  boundary_source: string | null;
  boundary_source_name: Phrase | null;
  bbox: Bbox | null;
  label_point: Place | null;
  has_children: boolean;
  ancestors?: RegionLink[];
}
export type RegionFeature = Feature<Polygon | MultiPolygon | null, Region>;
export interface LayerSummary {
  count: number;
  passing?: number;
  synthetic: number;
  by: Record<string, Record<string, number>>;
}
/** How many objects of a layer fall in a month such as `2026-03`; null is no day known. */
export interface MonthCount {
  month: string | null;
  count: number;
  synthetic: number;
}
export interface ChildRegion {
  code: string;
  name: Name;
  level: number;
  approximate: boolean;
  counts: Record<string, number>;
}
export interface RegionSummary {
  region: Region;
  approximate: boolean;
  boundary_source: string | null;
  layers: Record<string, LayerSummary>;
  children: ChildRegion[];
  unassigned: Record<string, number>;
}
export interface RegionsAt {
  oblast: RegionLink | null;
  district: RegionLink | null;
  rural_district: RegionLink | null;
  outside: boolean;
}

export interface SearchResult {
  type: 'feature' | 'region';
  layer: string | null;
  id: number | string;
  name: Name;
  kind: Phrase;
  place: Place | null;
  bbox: Bbox | null;
  region: { code: string; name: Name } | null;
  former: { titles: Phrase } | null;
}

export interface CoverageRow {
  code: string;
  name: Name;
  level: number;
  settlements: number;
  covered: number;
  share: number | null;
  approximate: boolean;
}
export interface Gap {
  kato: string;
  name: Name;
  place: Place;
  distance_km: number | null;
}
export interface CoverageMethod {
  formula: Phrase;
  settlements: Phrase;
  objects: number;
  synthetic_objects: number;
}
export interface Coverage {
  method: CoverageMethod;
  rows: CoverageRow[];
  totals: { settlements: number; covered: number; share: number | null };
  gaps: Gap[];
  gaps_total: number;
}

export interface TripAnswer {
  estimated: boolean;
  order: number[];
  legs: { from: number; to: number; distance_km: number; duration_min: number }[];
  total_distance_km: number;
  total_duration_min: number;
  geojson: FeatureCollection;
}
