-- How does a name become searchable in Kazakh, Russian, English, Latin spellings and with typing
-- errors? Repeatable: applied on every migrate. The Kazakh dictionary (hunspell-kk in PostgreSQL's
-- tsearch_data) is used where the server has it; without it words match as written and by skeleton.

DO $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_ts_config WHERE cfgname = 'atlas_kk') THEN
        CREATE TEXT SEARCH CONFIGURATION atlas_kk (COPY = simple);
    END IF;
    IF NOT EXISTS (SELECT FROM pg_ts_dict WHERE dictname = 'atlas_kk_ispell') THEN
        BEGIN
            CREATE TEXT SEARCH DICTIONARY atlas_kk_ispell (
                TEMPLATE = ispell, DictFile = kk_kz, AffFile = kk_kz
            );
            ALTER TEXT SEARCH CONFIGURATION atlas_kk
                ALTER MAPPING FOR word, hword, hword_part WITH atlas_kk_ispell, simple;
        EXCEPTION WHEN config_file_error OR undefined_file THEN
            RAISE NOTICE 'no Kazakh dictionary on this server: Kazakh words match as written';
        END;
    END IF;
END
$$;

CREATE OR REPLACE FUNCTION atlas_words(name_kk text, name_ru text, name_en text) RETURNS tsvector
LANGUAGE sql STABLE PARALLEL SAFE
AS $$
    SELECT to_tsvector('atlas_kk', COALESCE(name_kk, ''))
        || to_tsvector('russian', COALESCE(name_ru, ''))
        || to_tsvector('english', COALESCE(name_en, ''))
        || to_tsvector('simple', concat_ws(' ', name_kk, name_ru, name_en))
$$;

-- One typed text asked in every language at once; its last word may be the beginning of a word.
CREATE OR REPLACE FUNCTION atlas_query(typed text) RETURNS tsquery
LANGUAGE sql STABLE PARALLEL SAFE
AS $$
    SELECT plainto_tsquery('atlas_kk', typed)
        || plainto_tsquery('russian', typed)
        || plainto_tsquery('english', typed)
        || CASE WHEN numnode(plainto_tsquery('simple', typed)) > 0
            THEN CAST(CAST(plainto_tsquery('simple', typed) AS text) || ':*' AS tsquery)
            ELSE plainto_tsquery('simple', typed)
        END
$$;

-- One of several words, in every language at once; a long one may be inflected in any way.
CREATE OR REPLACE FUNCTION atlas_word_query(word text) RETURNS tsquery
LANGUAGE sql STABLE PARALLEL SAFE
AS $$
    SELECT CASE
        WHEN length(word) < 6 THEN atlas_query(word)
        ELSE CAST(
            regexp_replace(
                CAST(atlas_query(word) AS text), '(''(?:[^'']|'''')*'')(?::[*])?', '\1:*', 'g'
            ) AS tsquery
        )
    END
$$;

-- The product of the factors that a row's coded fields earn: {"kind": {"city": 1.5}}.
CREATE OR REPLACE FUNCTION atlas_boost(feature jsonb, boosts jsonb) RETURNS double precision
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
    SELECT COALESCE(
        exp(sum(ln(CAST(boost.factors ->> (feature ->> boost.name) AS double precision)))), 1
    )
    FROM jsonb_each(boosts) AS boost (name, factors)
$$;

-- Enters all rows that a statement has written.
-- Arguments: layer id, weight, column of the place, factors on the weight.
CREATE OR REPLACE FUNCTION atlas_index_features() RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
    EXECUTE format(
        $entry$
        INSERT INTO search_entries (
            layer, ref, name_kk, name_ru, name_en, folded, words, public, weight, place,
            oblast_code, district_code, rural_district_code
        )
        SELECT
            $1, CAST(feature.id AS text), feature.name_kk, feature.name_ru, feature.name_en,
            atlas_folded_names(feature.name_kk, feature.name_ru, feature.name_en),
            atlas_words(feature.name_kk, feature.name_ru, feature.name_en),
            feature.visibility = 'public',
            $2 * CASE $3 WHEN '{}' THEN 1 ELSE atlas_boost(to_jsonb(feature), $3) END,
            atlas_anchor(feature.%I),
            feature.oblast_code, feature.district_code, feature.rural_district_code
        FROM written AS feature
        ON CONFLICT (layer, ref) DO UPDATE SET
            name_kk = EXCLUDED.name_kk, name_ru = EXCLUDED.name_ru, name_en = EXCLUDED.name_en,
            folded = EXCLUDED.folded, words = EXCLUDED.words, public = EXCLUDED.public,
            weight = EXCLUDED.weight, place = EXCLUDED.place, oblast_code = EXCLUDED.oblast_code,
            district_code = EXCLUDED.district_code,
            rural_district_code = EXCLUDED.rural_district_code
        $entry$,
        TG_ARGV[2]
    ) USING TG_ARGV[0], CAST(TG_ARGV[1] AS double precision), CAST(TG_ARGV[3] AS jsonb);
    RETURN NULL;
END
$$;

-- Argument: layer id.
CREATE OR REPLACE FUNCTION atlas_remove_features() RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
    DELETE FROM search_entries AS entry
    USING removed AS feature
    WHERE entry.layer = TG_ARGV[0]
        AND entry.ref = CAST(feature.id AS text);
    RETURN NULL;
END
$$;

-- The three skeletons, each between bars, so that a whole name can be told from a part of one.
CREATE OR REPLACE FUNCTION atlas_folded_names(name_kk text, name_ru text, name_en text)
RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
    SELECT '|' || concat_ws('|', atlas_fold(name_kk), atlas_fold(name_ru), atlas_fold(name_en))
        || '|'
$$;

-- A unit is found by its newest names and by its code.
CREATE OR REPLACE FUNCTION atlas_index_region() RETURNS trigger
LANGUAGE plpgsql
AS $$
DECLARE
    unit_code text := CASE TG_OP WHEN 'DELETE' THEN OLD.code ELSE NEW.code END;
BEGIN
    DELETE FROM search_entries WHERE layer = 'region' AND ref = unit_code;
    INSERT INTO search_entries (
        layer, ref, name_kk, name_ru, name_en, folded, words, public, weight, place,
        oblast_code, district_code, rural_district_code
    )
    SELECT 'region', unit.code, unit.name_kk, unit.name_ru, unit.name_en,
        atlas_folded_names(unit.name_kk, unit.name_ru, unit.name_en) || unit.code || '|',
        atlas_words(unit.name_kk, unit.name_ru, unit.name_en), TRUE,
        1.6 - 0.15 * unit.level, unit.label_point,
        CASE unit.level WHEN 1 THEN unit.code END,
        CASE unit.level WHEN 2 THEN unit.code END,
        CASE unit.level WHEN 3 THEN unit.code END
    FROM regions AS unit
    WHERE unit.code = unit_code
        AND daterange(unit.valid_from, unit.valid_to) @> atlas_today();
    RETURN NULL;
END
$$;

CREATE OR REPLACE TRIGGER regions_search
AFTER INSERT OR DELETE OR UPDATE OF code, name_kk, name_ru, name_en, valid_from, valid_to,
    label_point, level
ON regions FOR EACH ROW EXECUTE FUNCTION atlas_index_region();
