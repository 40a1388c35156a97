// What MapLibre's own decoder finds in tiles: a list of base64 texts in, their layers out.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

const packages = createRequire(process.argv[2]);
const load = (name) => import(pathToFileURL(packages.resolve(name)).href);
const { VectorTile } = await load('@mapbox/vector-tile');
const { PbfReader } = await load('pbf');

const tiles = JSON.parse(readFileSync(0, 'utf8'));
const decoded = tiles.map((text) => {
	const tile = new VectorTile(new PbfReader(Buffer.from(text, 'base64')));
	return Object.fromEntries(
		Object.entries(tile.layers).map(([name, layer]) => [
			name,
			Array.from({ length: layer.length }, (_, at) => {
				const feature = layer.feature(at);
				return {
					id: feature.id ?? null,
					type: feature.type,
					properties: { ...feature.properties },
					paths: feature.loadGeometry().map((path) => path.map(({ x, y }) => [x, y])),
				};
			}),
		]),
	);
});
process.stdout.write(JSON.stringify(decoded));
