import { spokenName } from '../catalogue/names';
import { nameOf } from '../catalogue/fields';
import { catalogue } from '../catalogue/store.svelte';
import { opened } from '../card/store.svelte';
import { ACCOUNT } from '../language/phrases/account';
import { ADMINISTRATION, SECTIONS } from '../language/phrases/admin';
import { TITLE as FILES } from '../language/phrases/ingest';
import { TABS, TITLE } from '../language/phrases/page';
import { say } from '../language/say.svelte';
import { chosen } from '../region/store.svelte';
import { view } from '../view/store.svelte';

/** What a browser's tab, a bookmark and a screen reader call the page: what is shown, then the atlas. */
class PageTitle {
  readonly text = $derived.by(() => titleOf(this.#parts));

  readonly #parts = $derived.by((): (string | null)[] => {
    const { account, admin, ingest, object, panel } = view.current;
    if (account) return [say(ACCOUNT)];
    if (admin) return [say(SECTIONS[admin.section]), say(ADMINISTRATION)];
    if (ingest !== null) return [say(FILES)];
    if (object) return [this.#objectName];
    return [panel === 'region' ? null : say(TABS[panel]), this.#regionName];
  });

  readonly #objectName = $derived.by((): string | null => {
    const { object, language } = view.current;
    const layer = catalogue.layer(object?.layer ?? '');
    const item = opened.item.value;
    if (!layer || !item || item.id !== object?.id) return null;
    return spokenName(nameOf(layer, item.properties), language)?.text ?? `${say(layer.title_of_one)} ${item.id}`;
  });

  readonly #regionName = $derived.by((): string | null => {
    const { region, language } = view.current;
    const found = chosen.summary.value?.region;
    return region && found?.code === region ? (spokenName(found.name, language)?.text ?? null) : null;
  });
}

/** The parts that are known and the atlas's own name, the finest first. */
export function titleOf(parts: readonly (string | null)[]): string {
  return [...parts.filter((part) => part), say(TITLE)].join(' — ');
}

export const pageTitle = new PageTitle();
