/**
 * Writes the page as files, with `routes.json`: by it the atlas tells its pages' addresses from
 * unknown ones, which it answers with 404.
 */

import { writeFileSync } from 'node:fs';
import files from '@sveltejs/adapter-static';

const FOLDER = 'dist';

/** @returns {import('@sveltejs/kit').Adapter} */
export default function adapter() {
  const written = files({ pages: FOLDER, assets: FOLDER, fallback: 'shell.html', strict: false });
  return {
    ...written,
    name: 'tugan-zher-atlas',
    async adapt(builder) {
      await written.adapt(builder);
      const pages = builder.routes.filter((route) => route.page.methods.length > 0);
      const routes = pages.map(({ id, pattern }) => ({ id, pattern: pattern.source }));
      writeFileSync(`${FOLDER}/routes.json`, `${JSON.stringify(routes, null, 2)}\n`);
    },
  };
}
