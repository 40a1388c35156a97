"""The tables of the foundation."""

import sqlalchemy as sa
from alembic import op
from geoalchemy2 import Geometry
from sqlalchemy.dialects import postgresql

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    for extension in ("postgis", "btree_gist", "pg_trgm"):
        op.execute(f"CREATE EXTENSION IF NOT EXISTS {extension}")
    op.create_table(
        "citizen_reports",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("name_kk", sa.Text(), nullable=True),
        sa.Column("name_ru", sa.Text(), nullable=True),
        sa.Column("name_en", sa.Text(), nullable=True),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), server_default="open", nullable=False),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column(
            "submitted_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column(
            "submitted_on",
            sa.Date(),
            sa.Computed(
                "CAST(submitted_at AT TIME ZONE INTERVAL '5 hours' AS date)", persisted=True
            ),
            nullable=False,
        ),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("solved_by", sa.Text(), nullable=True),
        sa.Column("rerouted_to", sa.Text(), nullable=True),
        sa.Column(
            "responsible_code",
            sa.Text(),
            sa.Computed("COALESCE(rerouted_to, district_code, oblast_code)", persisted=True),
            nullable=True,
        ),
        sa.Column("duplicate_of", sa.BigInteger(), nullable=True),
        sa.Column("author_name", sa.Text(), nullable=True),
        sa.Column("author_contact", sa.Text(), nullable=True),
        sa.Column(
            "geom",
            Geometry(
                srid=4326,
                dimension=2,
                spatial_index=False,
                from_text="ST_GeomFromEWKT",
                name="geometry",
                nullable=False,
            ),
            nullable=False,
        ),
        sa.Column("oblast_code", sa.Text(), nullable=True),
        sa.Column("district_code", sa.Text(), nullable=True),
        sa.Column("rural_district_code", sa.Text(), nullable=True),
        sa.Column("outside", sa.Boolean(), server_default="false", nullable=False),
        sa.Column("source", sa.Text(), server_default="atlas", nullable=False),
        sa.Column("source_key", sa.Text(), nullable=True),
        sa.Column("synthetic", sa.Boolean(), server_default="false", nullable=False),
        sa.Column("visibility", sa.Text(), server_default="public", nullable=False),
        sa.Column("version", sa.BigInteger(), server_default="1", nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column(
            "updated_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("citizen_reports_pkey")),
        sa.UniqueConstraint(
            "source", "source_key", name=op.f("citizen_reports_source_source_key_key")
        ),
    )
    op.create_index(
        "citizen_reports_district_idx", "citizen_reports", ["district_code", "id"], unique=False
    )
    op.create_index(
        "citizen_reports_geom_gist",
        "citizen_reports",
        ["geom"],
        unique=False,
        postgresql_using="gist",
    )
    op.create_index(
        "citizen_reports_oblast_idx", "citizen_reports", ["oblast_code", "id"], unique=False
    )
    op.create_index(
        "citizen_reports_queue_idx",
        "citizen_reports",
        ["responsible_code", "state", "due_on"],
        unique=False,
    )
    op.create_index(
        "citizen_reports_rural_district_idx",
        "citizen_reports",
        ["rural_district_code", "id"],
        unique=False,
    )
    op.create_table(
        "history",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("layer", sa.Text(), nullable=False),
        sa.Column("feature_id", sa.BigInteger(), nullable=False),
        sa.Column(
            "at",
            sa.DateTime(timezone=True),
            server_default=sa.text("clock_timestamp()"),
            nullable=False,
        ),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("move", sa.Text(), nullable=True),
        sa.Column("from_state", sa.Text(), nullable=True),
        sa.Column("to_state", sa.Text(), nullable=True),
        sa.Column("by_user_id", sa.BigInteger(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column(
            "facts", postgresql.JSONB(astext_type=sa.Text()), server_default="{}", nullable=False
        ),
        sa.Column(
            "changes", postgresql.JSONB(astext_type=sa.Text()), server_default="{}", nullable=False
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("history_pkey")),
    )
    op.create_index("history_feature_idx", "history", ["layer", "feature_id", "id"], unique=False)
    op.create_table(
        "initiative_projects",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("name_kk", sa.Text(), nullable=True),
        sa.Column("name_ru", sa.Text(), nullable=True),
        sa.Column("name_en", sa.Text(), nullable=True),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("direction", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), server_default="submitted", nullable=False),
        sa.Column("submitted_on", sa.Date(), nullable=True),
        sa.Column("summary_kk", sa.Text(), nullable=True),
        sa.Column("summary_ru", sa.Text(), nullable=True),
        sa.Column("summary_en", sa.Text(), nullable=True),
        sa.Column("author_name", sa.Text(), nullable=True),
        sa.Column("author_contact", sa.Text(), nullable=True),
        sa.Column("responsible_official", sa.Text(), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.Column("users_reached", sa.BigInteger(), nullable=True),
        sa.Column(
            "geom",
            Geometry(
                srid=4326,
                dimension=2,
                spatial_index=False,
                from_text="ST_GeomFromEWKT",
                name="geometry",
                nullable=False,
            ),
            nullable=False,
        ),
        sa.Column("oblast_code", sa.Text(), nullable=True),
        sa.Column("district_code", sa.Text(), nullable=True),
        sa.Column("rural_district_code", sa.Text(), nullable=True),
        sa.Column("outside", sa.Boolean(), server_default="false", nullable=False),
        sa.Column("source", sa.Text(), server_default="atlas", nullable=False),
        sa.Column("source_key", sa.Text(), nullable=True),
        sa.Column("synthetic", sa.Boolean(), server_default="false", nullable=False),
        sa.Column("visibility", sa.Text(), server_default="public", nullable=False),
        sa.Column("version", sa.BigInteger(), server_default="1", nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column(
            "updated_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("initiative_projects_pkey")),
        sa.UniqueConstraint(
            "source", "source_key", name=op.f("initiative_projects_source_source_key_key")
        ),
    )
    op.create_index(
        "initiative_projects_district_idx",
        "initiative_projects",
        ["district_code", "id"],
        unique=False,
    )
    op.create_index(
        "initiative_projects_geom_gist",
        "initiative_projects",
        ["geom"],
        unique=False,
        postgresql_using="gist",
    )
    op.create_index(
        "initiative_projects_oblast_idx", "initiative_projects", ["oblast_code", "id"], unique=False
    )
    op.create_index(
        "initiative_projects_rural_district_idx",
        "initiative_projects",
        ["rural_district_code", "id"],
        unique=False,
    )
    op.create_table(
        "monuments",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("name_kk", sa.Text(), nullable=True),
        sa.Column("name_ru", sa.Text(), nullable=True),
        sa.Column("name_en", sa.Text(), nullable=True),
        sa.Column("register_no", sa.Text(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("significance", sa.Text(), nullable=True),
        sa.Column("state", sa.Text(), server_default="signalled", nullable=False),
        sa.Column("condition", sa.Text(), server_default="unknown", nullable=False),
        sa.Column("inspected_on", sa.Date(), nullable=True),
        sa.Column("dating_begin_earliest", sa.BigInteger(), nullable=True),
        sa.Column("dating_begin_latest", sa.BigInteger(), nullable=True),
        sa.Column("dating_end_earliest", sa.BigInteger(), nullable=True),
        sa.Column("dating_end_latest", sa.BigInteger(), nullable=True),
        sa.Column("dating_precision", sa.Text(), nullable=True),
        sa.Column("dating_text_kk", sa.Text(), nullable=True),
        sa.Column("dating_text_ru", sa.Text(), nullable=True),
        sa.Column("dating_text_en", sa.Text(), nullable=True),
        sa.Column("summary_kk", sa.Text(), nullable=True),
        sa.Column("summary_ru", sa.Text(), nullable=True),
        sa.Column("summary_en", sa.Text(), nullable=True),
        sa.Column("address", sa.Text(), nullable=True),
        sa.Column("source_url", sa.Text(), nullable=True),
        sa.Column("sensitive", sa.Boolean(), server_default="false", nullable=False),
        sa.Column("accuracy_m", sa.Double(), nullable=True),
        sa.Column("point_meaning", sa.Text(), nullable=True),
        sa.Column("original_coordinates", sa.Text(), nullable=True),
        sa.Column("original_crs", sa.Text(), nullable=True),
        sa.Column("transformation", sa.Text(), nullable=True),
        sa.Column("transformation_accuracy_m", sa.Double(), nullable=True),
        sa.Column(
            "geom",
            Geometry(
                srid=4326,
                dimension=2,
                spatial_index=False,
                from_text="ST_GeomFromEWKT",
                name="geometry",
                nullable=False,
            ),
            nullable=False,
        ),
        sa.Column(
            "public_geom",
            Geometry(
                srid=4326,
                dimension=2,
                spatial_index=False,
                from_text="ST_GeomFromEWKT",
                name="geometry",
            ),
            nullable=True,
        ),
        sa.Column("oblast_code", sa.Text(), nullable=True),
        sa.Column("district_code", sa.Text(), nullable=True),
        sa.Column("rural_district_code", sa.Text(), nullable=True),
        sa.Column("outside", sa.Boolean(), server_default="false", nullable=False),
        sa.Column("source", sa.Text(), server_default="atlas", nullable=False),
        sa.Column("source_key", sa.Text(), nullable=True),
        sa.Column("synthetic", sa.Boolean(), server_default="false", nullable=False),
        sa.Column("visibility", sa.Text(), server_default="public", nullable=False),
        sa.Column("version", sa.BigInteger(), server_default="1", nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column(
            "updated_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("monuments_pkey")),
        sa.UniqueConstraint("source", "source_key", name=op.f("monuments_source_source_key_key")),
    )
    op.create_index("monuments_district_idx", "monuments", ["district_code", "id"], unique=False)
    op.create_index("monuments_oblast_idx", "monuments", ["oblast_code", "id"], unique=False)
    op.create_index(
        "monuments_public_geom_gist",
        "monuments",
        ["public_geom"],
        unique=False,
        postgresql_using="gist",
    )
    op.create_index(
        "monuments_rural_district_idx", "monuments", ["rural_district_code", "id"], unique=False
    )
    op.create_table(
        "regions",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("parent_code", sa.Text(), nullable=True),
        sa.Column("level", sa.SmallInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("name_kk", sa.Text(), nullable=False),
        sa.Column("name_ru", sa.Text(), nullable=False),
        sa.Column("name_en", sa.Text(), nullable=False),
        sa.Column("iso_code", sa.Text(), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column(
            "geom",
            Geometry(
                geometry_type="MULTIPOLYGON",
                srid=4326,
                dimension=2,
                spatial_index=False,
                from_text="ST_GeomFromEWKT",
                name="geometry",
            ),
            nullable=True,
        ),
        sa.Column(
            "label_point",
            Geometry(
                geometry_type="POINT",
                srid=4326,
                dimension=2,
                spatial_index=False,
                from_text="ST_GeomFromEWKT",
                name="geometry",
            ),
            nullable=True,
        ),
        sa.Column("label_accuracy_m", sa.Double(), nullable=True),
        sa.Column("area_km2", sa.Double(), nullable=True),
        sa.Column("boundary_source", sa.Text(), nullable=True),
        sa.Column("approximate", sa.Boolean(), server_default="true", nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        postgresql.ExcludeConstraint(
            (sa.column("code"), "="),
            (sa.text("daterange(valid_from, valid_to)"), "&&"),
            using="gist",
            name="regions_validity_excl",
        ),
        sa.CheckConstraint(
            "(level = 1) = (parent_code IS NULL)", name=op.f("regions_parent_check")
        ),
        sa.CheckConstraint("level BETWEEN 1 AND 3", name=op.f("regions_level_check")),
        sa.CheckConstraint("valid_from < valid_to", name=op.f("regions_validity_check")),
        sa.PrimaryKeyConstraint("id", name=op.f("regions_pkey")),
    )
    op.create_index("regions_code_idx", "regions", ["code"], unique=False)
    op.create_index("regions_geom_gist", "regions", ["geom"], unique=False, postgresql_using="gist")
    op.create_index("regions_level_idx", "regions", ["level", "code"], unique=False)
    op.create_index("regions_parent_idx", "regions", ["parent_code", "code"], unique=False)
    op.create_table(
        "search_entries",
        sa.Column("id", sa.BigInteger(), autoincrement=True, nullable=False),
        sa.Column("layer", sa.Text(), nullable=False),
        sa.Column("ref", sa.Text(), nullable=False),
        sa.Column("name_kk", sa.Text(), nullable=True),
        sa.Column("name_ru", sa.Text(), nullable=True),
        sa.Column("name_en", sa.Text(), nullable=True),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.Column("words", postgresql.TSVECTOR(), nullable=False),
        sa.Column("public", sa.Boolean(), nullable=False),
        sa.Column("weight", sa.Double(), nullable=False),
        sa.Column(
            "place",
            Geometry(
                geometry_type="POINT",
                srid=4326,
                dimension=2,
                spatial_index=False,
                from_text="ST_GeomFromEWKT",
                name="geometry",
            ),
            nullable=True,
        ),
        sa.Column("oblast_code", sa.Text(), nullable=True),
        sa.Column("district_code", sa.Text(), nullable=True),
        sa.Column("rural_district_code", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("search_entries_pkey")),
        sa.UniqueConstraint("layer", "ref", name=op.f("search_entries_layer_ref_key")),
    )
    op.create_index(
        "search_entries_folded_trgm",
        "search_entries",
        ["folded"],
        unique=False,
        postgresql_using="gin",
        postgresql_ops={"folded": "gin_trgm_ops"},
    )
    op.create_index(
        "search_entries_words_gin",
        "search_entries",
        ["words"],
        unique=False,
        postgresql_using="gin",
    )
    op.create_table(
        "settlements",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("name_kk", sa.Text(), nullable=True),
        sa.Column("name_ru", sa.Text(), nullable=True),
        sa.Column("name_en", sa.Text(), nullable=True),
        sa.Column("kato", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("is_centre", sa.Boolean(), server_default="false", nullable=False),
        sa.Column("residents", sa.BigInteger(), nullable=True),
        sa.Column("accuracy_m", sa.Double(), nullable=True),
        sa.Column(
            "geom",
            Geometry(
                srid=4326,
                dimension=2,
                spatial_index=False,
                from_text="ST_GeomFromEWKT",
                name="geometry",
                nullable=False,
            ),
            nullable=False,
        ),
        sa.Column("oblast_code", sa.Text(), nullable=True),
        sa.Column("district_code", sa.Text(), nullable=True),
        sa.Column("rural_district_code", sa.Text(), nullable=True),
        sa.Column("outside", sa.Boolean(), server_default="false", nullable=False),
        sa.Column("source", sa.Text(), server_default="atlas", nullable=False),
        sa.Column("source_key", sa.Text(), nullable=True),
        sa.Column("synthetic", sa.Boolean(), server_default="false", nullable=False),
        sa.Column("visibility", sa.Text(), server_default="public", nullable=False),
        sa.Column("version", sa.BigInteger(), server_default="1", nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column(
            "updated_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("settlements_pkey")),
        sa.UniqueConstraint("kato", name=op.f("settlements_kato_key")),
        sa.UniqueConstraint("source", "source_key", name=op.f("settlements_source_source_key_key")),
    )
    op.create_index(
        "settlements_district_idx", "settlements", ["district_code", "id"], unique=False
    )
    op.create_index(
        "settlements_geom_gist", "settlements", ["geom"], unique=False, postgresql_using="gist"
    )
    op.create_index("settlements_oblast_idx", "settlements", ["oblast_code", "id"], unique=False)
    op.create_index(
        "settlements_rural_district_idx", "settlements", ["rural_district_code", "id"], unique=False
    )
    op.create_table(
        "tourist_routes",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("name_kk", sa.Text(), nullable=True),
        sa.Column("name_ru", sa.Text(), nullable=True),
        sa.Column("name_en", sa.Text(), nullable=True),
        sa.Column("modes", sa.ARRAY(sa.Text()), nullable=False),
        sa.Column("difficulty", sa.Text(), nullable=False),
        sa.Column("season_from_month", sa.BigInteger(), nullable=True),
        sa.Column("season_to_month", sa.BigInteger(), nullable=True),
        sa.Column("length_m", sa.Double(), nullable=True),
        sa.Column("duration_min", sa.BigInteger(), nullable=True),
        sa.Column("ascent_m", sa.Double(), nullable=True),
        sa.Column("opening_hours", sa.Text(), nullable=True),
        sa.Column("price_kzt", sa.BigInteger(), nullable=True),
        sa.Column("road_signs", sa.Text(), nullable=True),
        sa.Column("organiser", sa.Text(), nullable=True),
        sa.Column("contact", sa.Text(), nullable=True),
        sa.Column("summary_kk", sa.Text(), nullable=True),
        sa.Column("summary_ru", sa.Text(), nullable=True),
        sa.Column("summary_en", sa.Text(), nullable=True),
        sa.Column(
            "geom",
            Geometry(
                srid=4326,
                dimension=2,
                spatial_index=False,
                from_text="ST_GeomFromEWKT",
                name="geometry",
                nullable=False,
            ),
            nullable=False,
        ),
        sa.Column("oblast_code", sa.Text(), nullable=True),
        sa.Column("district_code", sa.Text(), nullable=True),
        sa.Column("rural_district_code", sa.Text(), nullable=True),
        sa.Column("outside", sa.Boolean(), server_default="false", nullable=False),
        sa.Column("passes_codes", sa.ARRAY(sa.Text()), server_default="{}", nullable=False),
        sa.Column("source", sa.Text(), server_default="atlas", nullable=False),
        sa.Column("source_key", sa.Text(), nullable=True),
        sa.Column("synthetic", sa.Boolean(), server_default="false", nullable=False),
        sa.Column("visibility", sa.Text(), server_default="public", nullable=False),
        sa.Column("version", sa.BigInteger(), server_default="1", nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column(
            "updated_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("tourist_routes_pkey")),
        sa.UniqueConstraint(
            "source", "source_key", name=op.f("tourist_routes_source_source_key_key")
        ),
    )
    op.create_index(
        "tourist_routes_district_idx", "tourist_routes", ["district_code", "id"], unique=False
    )
    op.create_index(
        "tourist_routes_geom_gist",
        "tourist_routes",
        ["geom"],
        unique=False,
        postgresql_using="gist",
    )
    op.create_index(
        "tourist_routes_oblast_idx", "tourist_routes", ["oblast_code", "id"], unique=False
    )
    op.create_index(
        "tourist_routes_rural_district_idx",
        "tourist_routes",
        ["rural_district_code", "id"],
        unique=False,
    )
    op.create_table(
        "users",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("permissions", sa.ARRAY(sa.Text()), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("users_pkey")),
        sa.UniqueConstraint("name", name=op.f("users_name_key")),
    )
    op.create_table(
        "endangered_objects",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("name_kk", sa.Text(), nullable=True),
        sa.Column("name_ru", sa.Text(), nullable=True),
        sa.Column("name_en", sa.Text(), nullable=True),
        sa.Column("monument_id", sa.BigInteger(), nullable=True),
        sa.Column("priority", sa.Text(), nullable=False),
        sa.Column("risk_magnitude", sa.Double(), nullable=True),
        sa.Column("assessed_on", sa.Date(), nullable=True),
        sa.Column("summary_kk", sa.Text(), nullable=True),
        sa.Column("summary_ru", sa.Text(), nullable=True),
        sa.Column("summary_en", sa.Text(), nullable=True),
        sa.Column("sensitive", sa.Boolean(), server_default="false", nullable=False),
        sa.Column("accuracy_m", sa.Double(), nullable=True),
        sa.Column("point_meaning", sa.Text(), nullable=True),
        sa.Column("original_coordinates", sa.Text(), nullable=True),
        sa.Column("original_crs", sa.Text(), nullable=True),
        sa.Column("transformation", sa.Text(), nullable=True),
        sa.Column("transformation_accuracy_m", sa.Double(), nullable=True),
        sa.Column(
            "geom",
            Geometry(
                srid=4326,
                dimension=2,
                spatial_index=False,
                from_text="ST_GeomFromEWKT",
                name="geometry",
                nullable=False,
            ),
            nullable=False,
        ),
        sa.Column(
            "public_geom",
            Geometry(
                srid=4326,
                dimension=2,
                spatial_index=False,
                from_text="ST_GeomFromEWKT",
                name="geometry",
            ),
            nullable=True,
        ),
        sa.Column("oblast_code", sa.Text(), nullable=True),
        sa.Column("district_code", sa.Text(), nullable=True),
        sa.Column("rural_district_code", sa.Text(), nullable=True),
        sa.Column("outside", sa.Boolean(), server_default="false", nullable=False),
        sa.Column("source", sa.Text(), server_default="atlas", nullable=False),
        sa.Column("source_key", sa.Text(), nullable=True),
        sa.Column("synthetic", sa.Boolean(), server_default="false", nullable=False),
        sa.Column("visibility", sa.Text(), server_default="public", nullable=False),
        sa.Column("version", sa.BigInteger(), server_default="1", nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column(
            "updated_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["monument_id"],
            ["monuments.id"],
            name=op.f("endangered_objects_monument_id_fkey"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("endangered_objects_pkey")),
        sa.UniqueConstraint(
            "source", "source_key", name=op.f("endangered_objects_source_source_key_key")
        ),
    )
    op.create_index(
        "endangered_objects_district_idx",
        "endangered_objects",
        ["district_code", "id"],
        unique=False,
    )
    op.create_index(
        "endangered_objects_oblast_idx", "endangered_objects", ["oblast_code", "id"], unique=False
    )
    op.create_index(
        "endangered_objects_public_geom_gist",
        "endangered_objects",
        ["public_geom"],
        unique=False,
        postgresql_using="gist",
    )
    op.create_index(
        "endangered_objects_rural_district_idx",
        "endangered_objects",
        ["rural_district_code", "id"],
        unique=False,
    )
    op.create_table(
        "monument_inspections",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("feature_id", sa.BigInteger(), nullable=False),
        sa.Column("inspected_on", sa.Date(), nullable=False),
        sa.Column("inspector", sa.Text(), nullable=True),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.Column("condition", sa.Text(), nullable=False),
        sa.Column("damage_share", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["feature_id"],
            ["monuments.id"],
            name=op.f("monument_inspections_feature_id_fkey"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("monument_inspections_pkey")),
    )
    op.create_index(
        op.f("monument_inspections_feature_id_idx"),
        "monument_inspections",
        ["feature_id"],
        unique=False,
    )
    op.create_table(
        "monument_media",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("feature_id", sa.BigInteger(), nullable=False),
        sa.Column("media_key", sa.Text(), nullable=False),
        sa.Column("creator", sa.Text(), nullable=True),
        sa.Column("rights_holder", sa.Text(), nullable=True),
        sa.Column("licence", sa.Text(), nullable=True),
        sa.Column("may_be_shown", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["feature_id"],
            ["monuments.id"],
            name=op.f("monument_media_feature_id_fkey"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("monument_media_pkey")),
    )
    op.create_index(
        op.f("monument_media_feature_id_idx"), "monument_media", ["feature_id"], unique=False
    )
    op.create_table(
        "monument_ownerships",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("feature_id", sa.BigInteger(), nullable=False),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("is_user", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("since", sa.Date(), nullable=True),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["feature_id"],
            ["monuments.id"],
            name=op.f("monument_ownerships_feature_id_fkey"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("monument_ownerships_pkey")),
    )
    op.create_index(
        op.f("monument_ownerships_feature_id_idx"),
        "monument_ownerships",
        ["feature_id"],
        unique=False,
    )
    op.create_table(
        "monument_passports",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("feature_id", sa.BigInteger(), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=True),
        sa.Column("scan_key", sa.Text(), nullable=True),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["feature_id"],
            ["monuments.id"],
            name=op.f("monument_passports_feature_id_fkey"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("monument_passports_pkey")),
    )
    op.create_index(
        op.f("monument_passports_feature_id_idx"),
        "monument_passports",
        ["feature_id"],
        unique=False,
    )
    op.create_table(
        "monument_plates",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("feature_id", sa.BigInteger(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("installed_on", sa.Date(), nullable=True),
        sa.Column("scans", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["feature_id"],
            ["monuments.id"],
            name=op.f("monument_plates_feature_id_fkey"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("monument_plates_pkey")),
        sa.UniqueConstraint("code", name=op.f("monument_plates_code_key")),
    )
    op.create_index(
        op.f("monument_plates_feature_id_idx"), "monument_plates", ["feature_id"], unique=False
    )
    op.create_table(
        "monument_sacred_marks",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("feature_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("level", sa.Text(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["feature_id"],
            ["monuments.id"],
            name=op.f("monument_sacred_marks_feature_id_fkey"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("monument_sacred_marks_pkey")),
    )
    op.create_index(
        op.f("monument_sacred_marks_feature_id_idx"),
        "monument_sacred_marks",
        ["feature_id"],
        unique=False,
    )
    op.create_table(
        "monument_visits",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("feature_id", sa.BigInteger(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("visitors", sa.BigInteger(), nullable=False),
        sa.Column("counted_by", sa.Text(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["feature_id"],
            ["monuments.id"],
            name=op.f("monument_visits_feature_id_fkey"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("monument_visits_pkey")),
    )
    op.create_index(
        op.f("monument_visits_feature_id_idx"), "monument_visits", ["feature_id"], unique=False
    )
    op.create_table(
        "project_estimate_lines",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("feature_id", sa.BigInteger(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("resource", sa.Text(), nullable=False),
        sa.Column("amount", sa.Double(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["feature_id"],
            ["initiative_projects.id"],
            name=op.f("project_estimate_lines_feature_id_fkey"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("project_estimate_lines_pkey")),
    )
    op.create_index(
        op.f("project_estimate_lines_feature_id_idx"),
        "project_estimate_lines",
        ["feature_id"],
        unique=False,
    )
    op.create_table(
        "project_participants",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("feature_id", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["feature_id"],
            ["initiative_projects.id"],
            name=op.f("project_participants_feature_id_fkey"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("project_participants_pkey")),
    )
    op.create_index(
        op.f("project_participants_feature_id_idx"),
        "project_participants",
        ["feature_id"],
        unique=False,
    )
    op.create_table(
        "project_pledges",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("feature_id", sa.BigInteger(), nullable=False),
        sa.Column("resource", sa.Text(), nullable=False),
        sa.Column("amount", sa.Double(), nullable=False),
        sa.Column("pledger_kind", sa.Text(), nullable=False),
        sa.Column("pledger_name", sa.Text(), nullable=True),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["feature_id"],
            ["initiative_projects.id"],
            name=op.f("project_pledges_feature_id_fkey"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("project_pledges_pkey")),
    )
    op.create_index(
        op.f("project_pledges_feature_id_idx"), "project_pledges", ["feature_id"], unique=False
    )
    op.create_table(
        "project_ratings",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("feature_id", sa.BigInteger(), nullable=False),
        sa.Column("score", sa.BigInteger(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["feature_id"],
            ["initiative_projects.id"],
            name=op.f("project_ratings_feature_id_fkey"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("project_ratings_pkey")),
    )
    op.create_index(
        op.f("project_ratings_feature_id_idx"), "project_ratings", ["feature_id"], unique=False
    )
    op.create_table(
        "region_parts",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("region_id", sa.BigInteger(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("level", sa.SmallInteger(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column(
            "geom",
            Geometry(
                geometry_type="POLYGON",
                srid=4326,
                dimension=2,
                spatial_index=False,
                from_text="ST_GeomFromEWKT",
                name="geometry",
                nullable=False,
            ),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["region_id"],
            ["regions.id"],
            name=op.f("region_parts_region_id_fkey"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("region_parts_pkey")),
    )
    op.create_index(
        "region_parts_geom_gist", "region_parts", ["geom"], unique=False, postgresql_using="gist"
    )
    op.create_index("region_parts_region_idx", "region_parts", ["region_id"], unique=False)
    op.create_table(
        "report_comments",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("feature_id", sa.BigInteger(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("writer_name", sa.Text(), nullable=True),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["feature_id"],
            ["citizen_reports.id"],
            name=op.f("report_comments_feature_id_fkey"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("report_comments_pkey")),
    )
    op.create_index(
        op.f("report_comments_feature_id_idx"), "report_comments", ["feature_id"], unique=False
    )
    op.create_table(
        "report_evidence",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("feature_id", sa.BigInteger(), nullable=False),
        sa.Column("media_key", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("shows", sa.Text(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["feature_id"],
            ["citizen_reports.id"],
            name=op.f("report_evidence_feature_id_fkey"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("report_evidence_pkey")),
    )
    op.create_index(
        op.f("report_evidence_feature_id_idx"), "report_evidence", ["feature_id"], unique=False
    )
    op.create_table(
        "route_stages",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("feature_id", sa.BigInteger(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("role", sa.Text(), server_default="main", nullable=False),
        sa.Column("name_kk", sa.Text(), nullable=True),
        sa.Column("name_ru", sa.Text(), nullable=True),
        sa.Column("name_en", sa.Text(), nullable=True),
        sa.Column("length_m", sa.Double(), nullable=True),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["feature_id"],
            ["tourist_routes.id"],
            name=op.f("route_stages_feature_id_fkey"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("route_stages_pkey")),
    )
    op.create_index(
        op.f("route_stages_feature_id_idx"), "route_stages", ["feature_id"], unique=False
    )
    op.create_table(
        "route_stops",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("feature_id", sa.BigInteger(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("stage", sa.BigInteger(), nullable=False),
        sa.Column("role", sa.Text(), server_default="main", nullable=False),
        sa.Column("name_kk", sa.Text(), nullable=False),
        sa.Column("name_ru", sa.Text(), nullable=False),
        sa.Column("name_en", sa.Text(), nullable=False),
        sa.Column("longitude", sa.Double(), nullable=False),
        sa.Column("latitude", sa.Double(), nullable=False),
        sa.Column("linked_layer", sa.Text(), nullable=True),
        sa.Column("linked_id", sa.BigInteger(), nullable=True),
        sa.Column("stay_min", sa.BigInteger(), nullable=True),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["feature_id"],
            ["tourist_routes.id"],
            name=op.f("route_stops_feature_id_fkey"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("route_stops_pkey")),
    )
    op.create_index(op.f("route_stops_feature_id_idx"), "route_stops", ["feature_id"], unique=False)
    op.create_table(
        "tokens",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("tokens_user_id_fkey"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("tokens_pkey")),
        sa.UniqueConstraint("sha256", name=op.f("tokens_sha256_key")),
    )
    op.create_index(op.f("tokens_user_id_idx"), "tokens", ["user_id"], unique=False)
    op.create_table(
        "endangered_risk_assessments",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("feature_id", sa.BigInteger(), nullable=False),
        sa.Column("assessed_on", sa.Date(), nullable=False),
        sa.Column("a_when", sa.Double(), nullable=False),
        sa.Column("b_loss", sa.Double(), nullable=False),
        sa.Column("c_share", sa.Double(), nullable=False),
        sa.Column(
            "magnitude",
            sa.Double(),
            sa.Computed("a_when + b_loss + c_share", persisted=True),
            nullable=False,
        ),
        sa.Column("uncertainty", sa.Double(), nullable=True),
        sa.Column("method_version", sa.Text(), server_default="ABC-2016", nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["feature_id"],
            ["endangered_objects.id"],
            name=op.f("endangered_risk_assessments_feature_id_fkey"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("endangered_risk_assessments_pkey")),
    )
    op.create_index(
        op.f("endangered_risk_assessments_feature_id_idx"),
        "endangered_risk_assessments",
        ["feature_id"],
        unique=False,
    )
    op.create_table(
        "endangered_threats",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("feature_id", sa.BigInteger(), nullable=False),
        sa.Column("cause", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("probability", sa.Text(), nullable=False),
        sa.Column("priority", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["feature_id"],
            ["endangered_objects.id"],
            name=op.f("endangered_threats_feature_id_fkey"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("endangered_threats_pkey")),
    )
    op.create_index(
        op.f("endangered_threats_feature_id_idx"),
        "endangered_threats",
        ["feature_id"],
        unique=False,
    )
    op.create_table(
        "endangered_works",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("feature_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("cost_kzt", sa.BigInteger(), nullable=True),
        sa.Column("funding_year", sa.BigInteger(), nullable=True),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["feature_id"],
            ["endangered_objects.id"],
            name=op.f("endangered_works_feature_id_fkey"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("endangered_works_pkey")),
    )
    op.create_index(
        op.f("endangered_works_feature_id_idx"), "endangered_works", ["feature_id"], unique=False
    )


def downgrade() -> None:
    op.drop_index(op.f("endangered_works_feature_id_idx"), table_name="endangered_works")
    op.drop_table("endangered_works")
    op.drop_index(op.f("endangered_threats_feature_id_idx"), table_name="endangered_threats")
    op.drop_table("endangered_threats")
    op.drop_index(
        op.f("endangered_risk_assessments_feature_id_idx"), table_name="endangered_risk_assessments"
    )
    op.drop_table("endangered_risk_assessments")
    op.drop_index(op.f("tokens_user_id_idx"), table_name="tokens")
    op.drop_table("tokens")
    op.drop_index(op.f("route_stops_feature_id_idx"), table_name="route_stops")
    op.drop_table("route_stops")
    op.drop_index(op.f("route_stages_feature_id_idx"), table_name="route_stages")
    op.drop_table("route_stages")
    op.drop_index(op.f("report_evidence_feature_id_idx"), table_name="report_evidence")
    op.drop_table("report_evidence")
    op.drop_index(op.f("report_comments_feature_id_idx"), table_name="report_comments")
    op.drop_table("report_comments")
    op.drop_index("region_parts_region_idx", table_name="region_parts")
    op.drop_index("region_parts_geom_gist", table_name="region_parts", postgresql_using="gist")
    op.drop_table("region_parts")
    op.drop_index(op.f("project_ratings_feature_id_idx"), table_name="project_ratings")
    op.drop_table("project_ratings")
    op.drop_index(op.f("project_pledges_feature_id_idx"), table_name="project_pledges")
    op.drop_table("project_pledges")
    op.drop_index(op.f("project_participants_feature_id_idx"), table_name="project_participants")
    op.drop_table("project_participants")
    op.drop_index(
        op.f("project_estimate_lines_feature_id_idx"), table_name="project_estimate_lines"
    )
    op.drop_table("project_estimate_lines")
    op.drop_index(op.f("monument_visits_feature_id_idx"), table_name="monument_visits")
    op.drop_table("monument_visits")
    op.drop_index(op.f("monument_sacred_marks_feature_id_idx"), table_name="monument_sacred_marks")
    op.drop_table("monument_sacred_marks")
    op.drop_index(op.f("monument_plates_feature_id_idx"), table_name="monument_plates")
    op.drop_table("monument_plates")
    op.drop_index(op.f("monument_passports_feature_id_idx"), table_name="monument_passports")
    op.drop_table("monument_passports")
    op.drop_index(op.f("monument_ownerships_feature_id_idx"), table_name="monument_ownerships")
    op.drop_table("monument_ownerships")
    op.drop_index(op.f("monument_media_feature_id_idx"), table_name="monument_media")
    op.drop_table("monument_media")
    op.drop_index(op.f("monument_inspections_feature_id_idx"), table_name="monument_inspections")
    op.drop_table("monument_inspections")
    op.drop_index("endangered_objects_rural_district_idx", table_name="endangered_objects")
    op.drop_index(
        "endangered_objects_public_geom_gist",
        table_name="endangered_objects",
        postgresql_using="gist",
    )
    op.drop_index("endangered_objects_oblast_idx", table_name="endangered_objects")
    op.drop_index("endangered_objects_district_idx", table_name="endangered_objects")
    op.drop_table("endangered_objects")
    op.drop_table("users")
    op.drop_index("tourist_routes_rural_district_idx", table_name="tourist_routes")
    op.drop_index("tourist_routes_oblast_idx", table_name="tourist_routes")
    op.drop_index("tourist_routes_geom_gist", table_name="tourist_routes", postgresql_using="gist")
    op.drop_index("tourist_routes_district_idx", table_name="tourist_routes")
    op.drop_table("tourist_routes")
    op.drop_index("settlements_rural_district_idx", table_name="settlements")
    op.drop_index("settlements_oblast_idx", table_name="settlements")
    op.drop_index("settlements_geom_gist", table_name="settlements", postgresql_using="gist")
    op.drop_index("settlements_district_idx", table_name="settlements")
    op.drop_table("settlements")
    op.drop_index("search_entries_words_gin", table_name="search_entries", postgresql_using="gin")
    op.drop_index(
        "search_entries_folded_trgm",
        table_name="search_entries",
        postgresql_using="gin",
        postgresql_ops={"folded": "gin_trgm_ops"},
    )
    op.drop_table("search_entries")
    op.drop_index("regions_parent_idx", table_name="regions")
    op.drop_index("regions_level_idx", table_name="regions")
    op.drop_index("regions_geom_gist", table_name="regions", postgresql_using="gist")
    op.drop_index("regions_code_idx", table_name="regions")
    op.drop_table("regions")
    op.drop_index("monuments_rural_district_idx", table_name="monuments")
    op.drop_index("monuments_public_geom_gist", table_name="monuments", postgresql_using="gist")
    op.drop_index("monuments_oblast_idx", table_name="monuments")
    op.drop_index("monuments_district_idx", table_name="monuments")
    op.drop_table("monuments")
    op.drop_index("initiative_projects_rural_district_idx", table_name="initiative_projects")
    op.drop_index("initiative_projects_oblast_idx", table_name="initiative_projects")
    op.drop_index(
        "initiative_projects_geom_gist", table_name="initiative_projects", postgresql_using="gist"
    )
    op.drop_index("initiative_projects_district_idx", table_name="initiative_projects")
    op.drop_table("initiative_projects")
    op.drop_index("history_feature_idx", table_name="history")
    op.drop_table("history")
    op.drop_index("citizen_reports_rural_district_idx", table_name="citizen_reports")
    op.drop_index("citizen_reports_queue_idx", table_name="citizen_reports")
    op.drop_index("citizen_reports_oblast_idx", table_name="citizen_reports")
    op.drop_index(
        "citizen_reports_geom_gist", table_name="citizen_reports", postgresql_using="gist"
    )
    op.drop_index("citizen_reports_district_idx", table_name="citizen_reports")
    op.drop_table("citizen_reports")
