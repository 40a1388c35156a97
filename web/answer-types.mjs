/**
 * Writes `src/lib/api/atlas.ts`, the types of what the atlas answers and takes, from `docs/openapi.json`.
 * With `--check` it writes nothing and fails where the file is not what the document says.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import openapiTS, { astToString } from 'openapi-typescript';

const DOCUMENT = new URL('../docs/openapi.json', import.meta.url);
const TYPES = new URL('src/lib/api/atlas.ts', import.meta.url);
const HEAD = '/** Written by `make openapi` from docs/openapi.json; do not edit. */\n\n';

const { openapi, info, components } = JSON.parse(readFileSync(DOCUMENT, 'utf8'));
const described = { openapi, info, paths: {}, components: { schemas: components.schemas } };
const types = await openapiTS(described, {
  alphabetize: true,
  arrayLength: true,
  defaultNonNullable: false,
  rootTypes: true,
  rootTypesNoSchemaPrefix: true,
});
const text = HEAD + astToString(types);

if (!process.argv.includes('--check')) writeFileSync(TYPES, text);
else if (readFileSync(TYPES, 'utf8') !== text) {
  console.error('web/src/lib/api/atlas.ts is not what docs/openapi.json says. Run: make openapi');
  process.exitCode = 1;
}
