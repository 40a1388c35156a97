/** Archives read in the page itself, range by range; only this file knows the format's library. */

import type { StyleSpecification } from 'maplibre-gl';
import { answerTo } from '../api/client';
import { NoAnswer } from '../api/problem';
import { type Archive, drawnFrom, PROTOCOL } from './drawn-from';

type Library = typeof import('pmtiles');

/** The style over the archive of a name. Throws AnsweredProblem and NoAnswer. */
export async function overArchive(
  style: StyleSpecification,
  name: string,
): Promise<StyleSpecification> {
  return drawnFrom(style, await opened(name));
}

async function opened(name: string): Promise<Archive> {
  const url = `${location.origin}/api/tiles/archive/${name}.pmtiles`;
  const library = await import('pmtiles');
  const archive = (await registered(library)).get(url) ?? new library.PMTiles(url);
  try {
    const [header, metadata] = await Promise.all([archive.getHeader(), archive.getMetadata()]);
    const told = metadata as { vector_layers?: { id: string }[] };
    (await registered(library)).add(archive);
    return {
      url,
      minZoom: header.minZoom,
      maxZoom: header.maxZoom,
      bbox: [header.minLon, header.minLat, header.maxLon, header.maxLat],
      layers: (told.vector_layers ?? []).map((layer) => layer.id),
    };
  } catch {
    await answerTo(`/api/tiles/archive/${name}/tilejson.json`, {}); // in the atlas' own words
    throw new NoAnswer(url);
  }
}

let protocol: InstanceType<Library['Protocol']> | null = null;

/** The protocol by which MapLibre asks for tiles of archives, made known to it once. */
async function registered(library: Library): Promise<InstanceType<Library['Protocol']>> {
  if (!protocol) {
    protocol = new library.Protocol();
    const { addProtocol } = await import('maplibre-gl');
    addProtocol(PROTOCOL, protocol.tile);
  }
  return protocol;
}
