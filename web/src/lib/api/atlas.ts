/** Written by `make openapi` from docs/openapi.json; do not edit. */

export type paths = Record<string, never>;
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /**
         * AccountState
         * @description Whether one can sign in by an account.
         * @enum {string}
         */
        AccountState: "active" | "invited" | "revoked" | "closed";
        /** @description One action of a role. */
        ActionAnswer: {
            action: string;
            /** @description Whether only on rows that the holder made. */
            own: boolean;
            /** @description A layer or room; `*` is all of them. */
            room: string;
        };
        /** @description A unit above another. */
        Ancestor: {
            /** @description Whether its polygon was built, not drawn by an authority. */
            approximate: boolean;
            /** @description A KATO code, or KZ for the country. */
            code: string;
            kind: string;
            level: number;
            name: components["schemas"]["Name"];
        };
        /** @description An archive; finished, it tells its box, size and links; before, its progress. */
        Archive: {
            /** @description West, south, east, north; EPSG:4326. */
            bbox?: [
                number,
                number,
                number,
                number
            ] | null;
            bytes?: number;
            date?: string | null;
            /** @description Why it failed, or was withdrawn. */
            error: string | null;
            layers: string[];
            licence?: string | null;
            links?: components["schemas"]["Link"][];
            max_zoom: number;
            min_zoom: number;
            name: string;
            /** Format: date-time */
            ordered_at?: string;
            ordered_by?: string;
            progress?: components["schemas"]["ArchiveProgress"] | (never | null);
            /** @description A KATO code, or KZ for the country. */
            region: string | null;
            region_name?: string | null;
            state: components["schemas"]["ArchiveState"];
            state_title: string;
            /** @description The id of the task that makes it, before it is finished. */
            task?: string;
            tiles?: number;
            title?: string;
        };
        /**
         * ArchiveBody
         * @description What is to be archived; without `layers` all of them, without `region` the whole atlas.
         */
        ArchiveBody: {
            language?: components["schemas"]["Language"] | (never | null);
            /** Layers */
            layers?: string | null;
            /** Name */
            name?: string | null;
            /** Region */
            region?: string | null;
            /**
             * Zooms
             * @default 0-12
             */
            zooms?: string;
        };
        /** @description How far an archive is. */
        ArchiveProgress: {
            done: number;
            total: number | null;
            /** @description What is being done. */
            what: string | null;
        };
        /** @description The archives of tiles. */
        Archives: {
            archives: components["schemas"]["Archive"][];
        };
        /**
         * ArchiveState
         * @description How far an archive is; only one that is `done` or `withdrawn` has a file.
         *
         *     What is withdrawn follows from the file and the database, and is written nowhere.
         * @enum {string}
         */
        ArchiveState: "queued" | "working" | "failed" | "stopped" | "done" | "withdrawn";
        /** @description The attributes of the features in tiles, by name. */
        AttributesSchema: {
            properties: {
                [key: string]: components["schemas"]["AttributeTitle"];
            };
            /** @enum {string} */
            type: "object";
        };
        /** @description An attribute of the features in tiles. */
        AttributeTitle: {
            title: string;
        };
        /** @description Who did it. */
        AuditActor: {
            /** @description `session:12`, `token:5`, `device:7`, `run:3`, `terminal`; empty for none. */
            credential: string;
            /** @description The account; null for strangers, the operator's terminal and the atlas itself. */
            id: number | null;
            /** @description What they were called at that time. */
            name: string;
        };
        /** @description What somebody did. */
        AuditEntryAnswer: {
            /** @description Null where the caller may not know who acted on such objects. */
            actor: components["schemas"]["AuditActor"] | (never | null);
            address: string | null;
            /** @description A time; the day where the layer seals times from the caller. */
            at: string;
            /** @description Null for the last few seconds. */
            chain: components["schemas"]["ChainPlace"] | (never | null);
            /** @description Name to [before, after]; `***` stands for what is sealed, personal or a place. Null where the caller may not read the object. */
            changes: {
                [key: string]: unknown;
            } | null;
            /** @description <room>.<verb> */
            event: string;
            facts: {
                [key: string]: unknown;
            } | null;
            id: number;
            /** @description The layer or room of what it is about. */
            layer: string | null;
            object_id: string | null;
            request_id: string | null;
            /** @description What the event is called, in the caller's language. */
            title: string;
            units: string[];
        };
        /** @description A kind of event. */
        AuditEventAnswer: {
            event: string;
            title: components["schemas"]["Phrase"];
        };
        /** @description Every kind of event that the audit knows. */
        AuditEventsAnswer: {
            events: components["schemas"]["AuditEventAnswer"][];
        };
        /**
         * AuditFormat
         * @description As what the entries are given.
         * @enum {string}
         */
        AuditFormat: "csv" | "ndjson";
        /** @description Entries, the newest first. */
        AuditPage: {
            entries: components["schemas"]["AuditEntryAnswer"][];
            links: components["schemas"]["Link"][];
        };
        /** @description A place among which a person may choose. */
        CandidateFeature: {
            geometry: components["schemas"]["Point"];
            properties: components["schemas"]["CandidateProperties"];
            /** @enum {string} */
            type: "Feature";
        };
        /** @description The places among which a person may choose for the rows that wait. */
        CandidatePlaces: {
            features: components["schemas"]["CandidateFeature"][];
            /** @enum {string} */
            type: "FeatureCollection";
        };
        /** @description Of which problem a place is a candidate, and the candidate itself. */
        CandidateProperties: {
            crs: string;
            distance_m?: number | null;
            field: string;
            /** @enum {string} */
            kind: "place";
            problem: number;
            region?: components["schemas"]["PlaceRegion"] | (never | null);
            row: number;
            title: components["schemas"]["Phrase"];
        } & {
            [key: string]: unknown;
        };
        /**
         * Certainty
         * @description What the numbers tell of their reference system.
         *
         *     `datum_open`: the candidates lie within 150 m of each other, so the place is known though the
         *     datum is not.
         * @enum {string}
         */
        Certainty: "sure" | "datum_open" | "ambiguous" | "nowhere";
        /** @description The place of an entry in the chain. */
        ChainPlace: {
            position: number;
            sha256: string;
        };
        /**
         * Channel
         * @description One way to a person.
         * @enum {string}
         */
        Channel: "mail" | "push" | "webhook" | "sms";
        /** @description Whether news come by a channel. */
        ChannelAnswer: {
            /** @description `mail`, `push` or `webhook`. */
            channel: string;
            is_on: boolean;
        };
        /** @description What all layers hold in a unit below. */
        ChildCounts: {
            /** @description Whether its polygon was built, not drawn by an authority. */
            approximate: boolean;
            /** @description A KATO code, or KZ for the country. */
            code: string;
            counts: {
                [key: string]: number;
            };
            level: number;
            name: components["schemas"]["Name"];
        };
        /** @description A series of rows that hang on a feature, such as inspections. */
        ChildDeclaration: {
            append_only: boolean;
            fields: components["schemas"]["FieldDeclaration"][];
            id: string;
            title: components["schemas"]["Phrase"];
        };
        /**
         * ChoiceBody
         * @description Whether news of a kind come by a channel.
         */
        ChoiceBody: {
            channel: components["schemas"]["Channel"];
            /** Is On */
            is_on: boolean;
            /** Kind */
            kind: string;
        };
        /**
         * ChosenFrom
         * @description Where the system is known from: a person, the file, a column of it, a vote, a custom.
         * @enum {string}
         */
        ChosenFrom: "told" | "file" | "column" | "detected" | "assumed";
        /** @description The reference system in which places are read. */
        ChosenSystem: {
            accuracy_m: number | null;
            candidates: components["schemas"]["SystemCandidate"][];
            certainty: components["schemas"]["Certainty"] | (never | null);
            code: string | null;
            from: components["schemas"]["ChosenFrom"] | (never | null);
            /** @description The operation that leads to WGS 84. */
            operation: string | null;
            /** @description The codes of those that were detected. */
            systems?: string[];
            title: components["schemas"]["Phrase"] | (never | null);
        };
        /**
         * CodeBody
         * @description A code of the second factor.
         */
        CodeBody: {
            /** Code */
            code: string;
        };
        /** @description A layer: its declaration as the caller may know it, and what it holds. */
        Collection: {
            children: components["schemas"]["ChildDeclaration"][];
            count: number;
            crs: string[];
            description: string;
            descriptions: components["schemas"]["Phrase"];
            /** @description Whether people travel to its features, so that a trip is planned of them. */
            destination: boolean;
            /** @description The field that says until when an object is to be solved. */
            due_field: string | null;
            extent: components["schemas"]["Extent"];
            fields: components["schemas"]["FieldDeclaration"][];
            flow: components["schemas"]["FlowDeclaration"] | (never | null);
            geometry: components["schemas"]["GeometryKind"];
            id: string;
            /** @enum {string} */
            itemType: "feature";
            links: components["schemas"]["Link"][];
            /** @description The coded field whose label stands in for a missing name. */
            named_by: string | null;
            order: number;
            role: components["schemas"]["Role"];
            /** Format: uri */
            storageCrs: string;
            style: components["schemas"]["StyleDeclaration"];
            /** @description The fields by which summaries count. */
            summary_fields: string[];
            /** @description The field by whose time features are filtered. */
            time_field: string | null;
            /** @description In the caller's language. */
            title: string;
            title_of_one: components["schemas"]["Phrase"];
            titles: components["schemas"]["Phrase"];
            vocabularies: {
                [key: string]: components["schemas"]["VocabularyDeclaration"];
            };
        };
        /** @description The layers of the atlas. */
        Collections: {
            collections: components["schemas"]["Collection"][];
            links: components["schemas"]["Link"][];
            numberMatched: number;
            numberReturned: number;
        };
        /**
         * ColumnBy
         * @description How a column was found to fill a field.
         * @enum {string}
         */
        ColumnBy: "told" | "saved" | "name" | "near" | "value";
        /**
         * ConfirmBody
         * @description What a person confirms.
         */
        ConfirmBody: {
            /**
             * Columns
             * @description Columns by field; an empty name leaves the field empty.
             */
            columns?: {
                [key: string]: string;
            };
            /**
             * Constants
             * @description A value for all rows by field without a column; an empty one takes it back.
             */
            constants?: {
                [key: string]: string;
            };
            /** Crs */
            crs?: string | null;
            /** Dry Run */
            dry_run?: boolean | null;
            /**
             * Erase Empty
             * @description Whether an empty cell takes from a known object what it has in that field; usually it leaves it.
             */
            erase_empty?: boolean | null;
            /** Key */
            key?: string | null;
            matches?: components["schemas"]["MatchRule"] | (never | null);
            /**
             * Remember
             * @description Whether the next file with these columns is mapped likewise.
             * @default false
             */
            remember?: boolean;
            /** Sheet */
            sheet?: string | null;
            /** Source */
            source?: string | null;
            /**
             * Terms
             * @description Codes by field and by value of the file.
             */
            terms?: {
                [key: string]: {
                    [key: string]: string;
                };
            };
            /** Trust Detected */
            trust_detected?: boolean | null;
        };
        /** @description The standards that the API keeps. */
        Conformance: {
            /** @description URIs of conformance classes. */
            conformsTo: string[];
        };
        /** @description An e-mail address or telephone of the caller. */
        ContactAnswer: {
            address: string | null;
            /** @description What the mail server said of it. */
            bounce: string;
            /**
             * Format: date-time
             * @description Since when letters come back; null where they do not.
             */
            bounced_at: string | null;
            /** Format: date-time */
            confirmed_at: string | null;
        };
        /** @description The coverage of a region, of its children and of what lies in none of them, and the gaps. */
        CoverageAnswer: {
            approximate: boolean;
            /** @description The worst ones, of `gaps_total`. */
            gaps: components["schemas"]["CoverageGap"][];
            gaps_total: number;
            method: components["schemas"]["CoverageMethod"];
            region: components["schemas"]["CoveredRegion"];
            /** @description The children, which with `unassigned` add up to `totals`. */
            rows: components["schemas"]["CoverageRow"][];
            totals: components["schemas"]["CoverageCounts"];
            unassigned: components["schemas"]["CoverageCounts"] | (never | null);
        };
        /**
         * CoverageBody
         * @description Which objects, within which distance, of the settlements of which region.
         */
        CoverageBody: {
            /** Distance Km */
            distance_km: number;
            /**
             * Filter
             * @description CQL2 text or JSON: only objects that meet it cover.
             */
            filter?: string | null;
            /**
             * Gaps Limit
             * @default 100
             */
            gaps_limit?: number;
            /**
             * Layer
             * @description The id of the layer whose objects cover settlements.
             */
            layer: string;
            /**
             * Region
             * @description A KATO code of any level, or KZ.
             * @default KZ
             */
            region?: string;
        };
        /** @description How many settlements there are, and how many of them are covered. */
        CoverageCounts: {
            covered: number;
            settlements: number;
            /** @description 0-1; null where there is no settlement. */
            share: number | null;
        };
        /** @description A settlement that is not covered. */
        CoverageGap: {
            /** @description To the nearest object; null where there is none at all. */
            distance_km: number | null;
            district_code: string | null;
            kato: string;
            name: components["schemas"]["Name"];
            oblast_code: string | null;
            /** @description Longitude, latitude; EPSG:4326. */
            place: [
                number,
                number
            ];
            rural_district_code: string | null;
        };
        /** @description How a coverage was worked out: all that is needed to repeat and to judge it. */
        CoverageMethod: {
            approximate_boundaries: boolean;
            distance_km: number;
            engine: string;
            filter: string | null;
            formula: components["schemas"]["Phrase"];
            layer: string;
            objects: number;
            /** @description Of the objects, those whose exact place the caller may not know. */
            objects_near_only: number;
            /** Format: date */
            on: string;
            /** @description The median accuracy of the settlements' places; null where it is not on record. */
            place_accuracy_m: number | null;
            settlements: components["schemas"]["Phrase"];
            /** @description Of the objects, those drawn by chance, for demonstration. */
            synthetic_objects: number;
        };
        /** @description The coverage of one unit. */
        CoverageRow: {
            /** @description Whether its polygon was built, not drawn by an authority. */
            approximate: boolean;
            /** @description A KATO code, or KZ for the country. */
            code: string | null;
            covered: number;
            level: number | null;
            name: components["schemas"]["Phrase"];
            settlements: number;
            /** @description 0-1; null where there is no settlement. */
            share: number | null;
        };
        /** @description The region that was asked about. */
        CoveredRegion: {
            /** @description Whether its polygon was built, not drawn by an authority. */
            approximate: boolean;
            /** @description A KATO code, or KZ for the country. */
            code: string | null;
            level: number | null;
            name: components["schemas"]["Phrase"];
        };
        /**
         * DecisionBody
         * @description What a person decided on one waiting row.
         */
        DecisionBody: {
            /** Crs */
            crs?: string | null;
            /**
             * Is New
             * @default false
             */
            is_new?: boolean;
            /** Place */
            place?: [
                number,
                number
            ] | null;
            /** Row */
            row: number;
            /** Same As */
            same_as?: number | null;
            /** Values */
            values?: {
                [key: string]: string;
            };
        };
        /**
         * DecisionsBody
         * @description What a person decided on the rows that wait.
         */
        DecisionsBody: {
            /** Decisions */
            decisions: components["schemas"]["DecisionBody"][];
        };
        /** @description A role in which somebody stands in for another. */
        DelegationAnswer: {
            /** @description A KATO code, or KZ for the country. */
            at: string;
            at_name: components["schemas"]["Name"] | (never | null);
            deputy: components["schemas"]["NamedUser"];
            holder: components["schemas"]["NamedUser"];
            id: number;
            role: string;
            title: components["schemas"]["Phrase"];
            valid_from: string;
            valid_to: string;
        };
        /**
         * DelegationBody
         * @description Which role, to whom, and from which day to which.
         */
        DelegationBody: {
            /**
             * From
             * Format: date
             */
            from: string;
            /**
             * Role
             * @description The `id` of one of your roles.
             */
            role: number;
            /** To */
            to: string;
            /**
             * Until
             * Format: date
             */
            until: string;
        };
        /** @description Where the caller stands in for others, and others for them. */
        DelegationsAnswer: {
            delegations: components["schemas"]["DelegationAnswer"][];
        };
        /** @description What a move demands. */
        Demand: {
            id: string;
            phrase: components["schemas"]["Phrase"];
        };
        /**
         * DescriptionBody
         * @description What is to change of what is on record; what is left out stays.
         */
        DescriptionBody: {
            alt?: components["schemas"]["SpokenBody"] | (never | null);
            caption?: components["schemas"]["SpokenBody"] | (never | null);
            /** Creator */
            creator?: string | null;
            licence?: components["schemas"]["Licence"] | (never | null);
            /** May Be Shown */
            may_be_shown?: boolean | null;
            /** Rights Holder */
            rights_holder?: string | null;
        };
        /**
         * Digest
         * @description Whether news are gathered.
         * @enum {string}
         */
        Digest: "off" | "hourly" | "daily";
        /** @description That something is on its way, if there is anybody to whom it can go. */
        DispatchAnswer: {
            /** @description Whether the atlas sends letters at all. */
            has_mail: boolean;
            has_sms: boolean;
        };
        /** @description A layer, or what is selected of it, in GeoJSON. */
        DownloadedFeatures: {
            features: components["schemas"]["Feature"][];
            metadata: components["schemas"]["DownloadMetadata"];
            /** @description The id of the layer. */
            name: string;
            numberReturned?: number;
            /** Format: date-time */
            timeStamp?: string | null;
            /** @enum {string} */
            type: "FeatureCollection";
        };
        /** @description What is known of the rows of a file as a whole (`f=metadata`). */
        DownloadMetadata: {
            count: number;
            /** @description A URI. */
            crs: string;
            description: components["schemas"]["Phrase"];
            layer: string;
            licence: components["schemas"]["Phrase"][];
            publisher: components["schemas"]["Phrase"];
            /** @description The conditions as they were written, by parameter. */
            selection: {
                [key: string]: string;
            };
            /** Format: date-time */
            snapshot: string;
            /** @description Rows by source. */
            sources: {
                [key: string]: number;
            };
            title: components["schemas"]["Phrase"];
        };
        /** @description What the line of a leg says of itself. */
        DrawnLeg: {
            distance_km: number;
            duration_min: number;
            estimated: boolean;
            from: number;
            /** @enum {string} */
            kind: "leg";
            to: number;
        };
        /** @description What the point of a stop says of itself. */
        DrawnStop: {
            /** @description Whether the true place is hidden and this one is near it. */
            approximate: boolean;
            id: number | null;
            /** @enum {string} */
            kind: "stop";
            layer: string | null;
            name: components["schemas"]["Name"];
            /** @description Its number in the order of travel, from 1. */
            position: number;
            /** @description Its number as it was given, from 0. */
            stop: number;
        };
        /**
         * EmailBody
         * @description An e-mail address; the present one is confirmed where it is left out.
         */
        EmailBody: {
            /**
             * Current
             * @description The password, where the address is to take another's place.
             */
            current?: string | null;
            /** Email */
            email?: string | null;
        };
        /** @description What a look at a file, or its load, came to: the run tells. */
        EndedRun: {
            run: number;
        };
        /** @description What an authenticator is to keep; it cannot be had a second time. */
        EnrolmentAnswer: {
            qr: components["schemas"]["QrAnswer"];
            secret: string;
            /** @description By the convention of `otpauth:` addresses. */
            uri: string;
        };
        /** @description Where the features lie; empty for a layer without any. */
        Extent: {
            spatial?: components["schemas"]["SpatialExtent"] | (never | null);
        };
        /** @description A feature of a layer; the fields of its properties are those of the collection. */
        Feature: {
            /** @description Null beyond the domain of `crs`, and where the place is not for the caller. */
            geometry: (components["schemas"]["Point"] | components["schemas"]["MultiPoint"] | components["schemas"]["LineString"] | components["schemas"]["MultiLineString"] | components["schemas"]["Polygon"] | components["schemas"]["MultiPolygon"]) | (never | null);
            id: number;
            properties: {
                [key: string]: string | number | boolean | string[] | {
                    [key: string]: unknown;
                } | (never | null);
            };
            /** @enum {string} */
            type: "Feature";
        };
        /** @description A field of a layer or of its child rows. */
        FieldDeclaration: {
            least: number | null;
            most: number | null;
            name: string;
            /** @description Whether it is never a time to come. */
            past: boolean;
            required: boolean;
            title: components["schemas"]["Phrase"];
            type: components["schemas"]["FieldType"];
            unit: string | null;
            /** @description The coded field of the same row whose term tells the unit. */
            unit_by: string | null;
            /** @description The id of the list of its codes. */
            vocabulary: string | null;
            /** @description Whether it cannot be set from outside. */
            written_by_atlas: boolean;
        };
        /** @description What is wrong with one value of a request. */
        FieldError: {
            field: string;
            /** @description In the caller's language. */
            message: string;
            value: string;
        };
        /** @description The JSON Schema of one field. */
        FieldSchema: {
            /** @description The codes of a coded field. */
            enum?: string[];
            format?: string;
            /** @description The schema of each value of a list. */
            items?: {
                [key: string]: unknown;
            };
            title: string;
            /** @description Of all but the place, which has a `format`. */
            type?: string;
            "x-ogc-role"?: string;
            "x-ogc-unit"?: string;
        } & {
            [key: string]: unknown;
        };
        /** @description A JSON Schema of the fields of a layer. */
        FieldsSchema: {
            $id: string;
            $schema: string;
            additionalProperties?: boolean;
            description?: string;
            properties: {
                [key: string]: components["schemas"]["FieldSchema"];
            };
            required?: string[];
            title: string;
            type: string;
        };
        /** @description The values of one coded field, those to be looked at first. */
        FieldTerms: {
            column: string | null;
            field: string;
            values: components["schemas"]["ProposedTerm"][];
        };
        /**
         * FieldType
         * @description How a field's value is written in JSON, forms and exports.
         * @enum {string}
         */
        FieldType: "text" | "integer" | "number" | "boolean" | "date" | "datetime" | "code" | "codes" | "list" | "object";
        /** @description How the features of a layer go from state to state. */
        FlowDeclaration: {
            initial: string;
            moves: components["schemas"]["MoveDeclaration"][];
            /** @description The id of the list of states. */
            states: string;
        };
        /** @description One folder of the data folder. */
        FolderUseAnswer: {
            bytes: number;
            files: number;
            /** @description False where it holds more files than were counted. */
            is_whole: boolean;
            name: string;
        };
        /** @description The former name by which a result was found, and not by a present one. */
        FormerNameFound: {
            from_year: number | null;
            name: components["schemas"]["Name"];
            source: string;
            /** @description What a reader is told, in the caller's language. */
            title: string;
            titles: components["schemas"]["Phrase"];
            until_year: number | null;
        };
        /** @description Files in their order. */
        GalleryAnswer: {
            /** @description Whether you may link files here. */
            may_add: boolean;
            media: components["schemas"]["MediaAnswer"][];
        };
        /**
         * GeometryKind
         * @description The geometries that a layer holds, EPSG:4326.
         * @enum {string}
         */
        GeometryKind: "point" | "line" | "polygon" | "point_or_polygon";
        /**
         * GivenRole
         * @description A role, where, and from which day to which.
         */
        GivenRole: {
            /** At */
            at: string;
            /**
             * From
             * Format: date
             * @description Today if left out.
             */
            from?: string | null;
            /** Role */
            role: string;
            /**
             * Until
             * Format: date
             * @description The last day.
             */
            until?: string | null;
        };
        /** @description That the program runs. */
        Health: {
            /** @enum {string} */
            status: "ok";
        };
        /** @description How the atlas is doing. */
        HealthReport: {
            /** @description Of the database, all programs together. */
            connections: number;
            /**
             * Format: date-time
             * @description When PostgreSQL was started.
             */
            database_since: string;
            is_migrated: boolean;
            migration: string;
            /** @description How long the task waits that has waited longest. */
            oldest_queued_s: number;
            oldest_waiting_s: number;
            postgis: string;
            postgresql: string;
            python: string;
            tasks: components["schemas"]["TasksInState"][];
            version: string;
            /** @description Writes that tiles and counts have not taken in yet. */
            waiting_changes: number;
            /** @description `two` where strangers read by a role of the database that sees only what is public. */
            walls: string;
            /** Format: date-time */
            worker_seen_at: string | null;
            /** @description That have shown themselves within the last minute. */
            workers: number;
        };
        /** @description What happened to a feature. */
        HistoryEntry: {
            action: string;
            /** @description A day; the time for who may see it. */
            at: string;
            from_state: string | null;
            move: string | null;
            reason: string | null;
            to_state: string | null;
            /** @description Who did it, for who administers accounts there; null where a program did. Absent for everybody else. */
            who?: string | null;
        };
        /**
         * InvitationBody
         * @description Somebody who is invited into a role.
         */
        InvitationBody: {
            /** At */
            at: string;
            /** Email */
            email: string;
            /**
             * From
             * Format: date
             * @description Today if left out.
             */
            from?: string | null;
            /** Name */
            name?: string | null;
            /** Organisation */
            organisation?: number | null;
            /** Role */
            role: string;
            /**
             * Until
             * Format: date
             * @description The last day.
             */
            until?: string | null;
        };
        /** @description Somebody who was invited, or for whom a link was made. */
        InvitedAnswer: {
            /** Format: date-time */
            created_at: string;
            email: string | null;
            id: number;
            /** @description Whether it also goes to them by mail. */
            is_mailed: boolean;
            /**
             * Format: date-time
             * @description To within some minutes.
             */
            last_seen_at: string | null;
            /** @description The address at which they choose a password, once; null where they have one. */
            link: string | null;
            /** @description Whether the caller may make links for them, shut them out and close the account. */
            may_manage: boolean;
            name: string;
            organisation: components["schemas"]["OrganisationAnswer"] | (never | null);
            /** @description What is granted to them beside their roles. */
            permissions: string[];
            roles: components["schemas"]["MembershipAnswer"][];
            state: components["schemas"]["AccountState"];
            telephone: string | null;
        };
        /** @description A feature with all that hangs on it. */
        Item: {
            /** @description The rows of each series, by its id; their fields are those of the collection. */
            children: {
                [key: string]: {
                    [key: string]: string | number | boolean | string[] | {
                        [key: string]: unknown;
                    } | (never | null);
                }[];
            };
            /** @description Null beyond the domain of `crs`, and where the place is not for the caller. */
            geometry: (components["schemas"]["Point"] | components["schemas"]["MultiPoint"] | components["schemas"]["LineString"] | components["schemas"]["MultiLineString"] | components["schemas"]["Polygon"] | components["schemas"]["MultiPolygon"]) | (never | null);
            /** @description The oldest first. */
            history: components["schemas"]["HistoryEntry"][];
            id: number;
            linked: components["schemas"]["LinkedObject"][];
            links: components["schemas"]["Link"][];
            properties: {
                [key: string]: string | number | boolean | string[] | {
                    [key: string]: unknown;
                } | (never | null);
            };
            regions: components["schemas"]["ItemRegions"];
            /** @enum {string} */
            type: "Feature";
        };
        /** @description A unit in which a feature lies. */
        ItemRegion: {
            /** @description Whether its polygon was built, not drawn by an authority. */
            approximate: boolean;
            /** @description A KATO code, or KZ for the country. */
            code: string;
            name: components["schemas"]["Name"];
        };
        /** @description The units of today in which a feature lies; null where it is not known. */
        ItemRegions: {
            district: components["schemas"]["ItemRegion"] | (never | null);
            oblast: components["schemas"]["ItemRegion"] | (never | null);
            rural_district: components["schemas"]["ItemRegion"] | (never | null);
        };
        /** @description A page of features. */
        ItemsPage: {
            features: components["schemas"]["Feature"][];
            links: components["schemas"]["Link"][];
            /** @description Absent where it is not counted. */
            numberMatched?: number;
            numberReturned?: number;
            /** Format: date-time */
            timeStamp?: string | null;
            /** @enum {string} */
            type: "FeatureCollection";
        };
        /** @description An object that an undone run made or changed and that stays so. */
        KeptObject: {
            /** @description Those that were not restored, or the series that keep records. */
            fields: string[];
            id: number;
            why: components["schemas"]["Stays"];
        };
        /** @description News of a kind, and by what they come. */
        KindAnswer: {
            channels: components["schemas"]["ChannelAnswer"][];
            kind: string;
            title: components["schemas"]["Phrase"];
        };
        /** @description The entrance: what the API is called, and where everything else is. */
        Landing: {
            description: string;
            links: components["schemas"]["Link"][];
            /** @description In the caller's language. */
            title: string;
            titles: components["schemas"]["Phrase"];
        };
        /**
         * Language
         * @description A language of the atlas, by its ISO 639-1 code.
         * @enum {string}
         */
        Language: "kk" | "ru" | "en";
        /** @description What one layer holds in a region. */
        LayerCounts: {
            /** @description Counts by code, by summary field. */
            by: {
                [key: string]: {
                    [key: string]: number;
                };
            };
            count: number;
            /** @description The lines that touch the region; of lines only. */
            passing?: number;
            /** @description How many of them were drawn by chance, for demonstration. */
            synthetic: number;
        };
        /** @description What stands in a column of a row; long texts are cut. */
        LeftCell: {
            column: string;
            value: string;
        };
        /** @description A row that waits or was rejected, as it stands in the file. */
        LeftRow: {
            cells: components["schemas"]["LeftCell"][];
            /** @description What its columns of names hold, by field. */
            names: {
                [key: string]: string;
            };
            row: number;
            /** @description The run that was done with what was decided on the row. */
            taken_up_by: number | null;
        };
        /** @description A layer in the legend. */
        LegendEntry: {
            colour: string;
            /** @description What a circle with a number is. */
            counts: components["schemas"]["Phrase"] | (never | null);
            /** @description The field whose terms have the colours. */
            field: string | null;
            geometry: components["schemas"]["GeometryKind"];
            /** @description The name in the sprite of the icon of its points. */
            icon: string | null;
            layer: string;
            ring: components["schemas"]["RingDeclaration"] | (never | null);
            role: components["schemas"]["Role"];
            shown_at_start: boolean;
            terms: components["schemas"]["LegendTerm"][];
            title: components["schemas"]["Phrase"];
        };
        /** @description A code, and the colour and the icon that it is drawn in. */
        LegendTerm: {
            code: string;
            colour: string;
            dashed?: boolean;
            /** @description Its name in the sprite. */
            icon?: string | null;
            title: components["schemas"]["Phrase"];
            tone?: components["schemas"]["Tone"] | (never | null);
        };
        /** @description A leg as a line. */
        LegFeature: {
            geometry: components["schemas"]["LineString"];
            properties: components["schemas"]["DrawnLeg"];
            /** @enum {string} */
            type: "Feature";
        };
        /**
         * Level
         * @description The depth of a unit; the country itself has no row.
         * @enum {integer}
         */
        Level: 1 | 2 | 3;
        /**
         * Licence
         * @description A licence by its SPDX name, or a right without one.
         * @enum {string}
         */
        Licence: "CC0-1.0" | "CC-BY-4.0" | "CC-BY-SA-4.0" | "CC-BY-NC-4.0" | "CC-BY-ND-4.0" | "CC-BY-NC-SA-4.0" | "CC-BY-NC-ND-4.0" | "public-domain" | "official" | "all-rights-reserved";
        /** @description A licence under which a file may be used. */
        LicenceAnswer: {
            id: string;
            title: components["schemas"]["Phrase"];
        };
        /** @description The licences that may be chosen. */
        LicencesAnswer: {
            licences: components["schemas"]["LicenceAnswer"][];
        };
        /** @description A line. */
        LineString: {
            coordinates: [
                number,
                number
            ][];
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "LineString";
        };
        /** @description A link (RFC 8288). */
        Link: {
            href: string;
            rel: string;
            /** @description Whether `href` has variables in braces. */
            templated?: boolean;
            title?: string;
            /** @description The media type of what it leads to. */
            type?: string;
        };
        /** @description Whom a one-time link is for, and what for. */
        LinkAnswer: {
            /** @description By what they will sign in. */
            login: string;
            name: string;
            /** @description `invitation` or `password`. */
            purpose: string;
        };
        /**
         * LinkBody
         * @description A one-time link.
         */
        LinkBody: {
            /** Link */
            link: string;
        };
        /** @description A feature that is tied to another. */
        LinkedObject: {
            id: number;
            layer: string;
            name: components["schemas"]["Name"];
            /** @description The child series or the field that ties them. */
            relation: string;
        };
        /** @description What came of one row. */
        ListedAnswer: {
            at: string;
            email: string;
            /** @description By which they choose a password; null where they have one, and on trial. */
            link: string | null;
            name: string;
            /** @enum {string} */
            outcome: "invited" | "given" | "unchanged" | "refused";
            problem: components["schemas"]["ListedProblem"] | (never | null);
            role: string;
            /** @description Its number in the file, the header being 1. */
            row: number;
        };
        /** @description Why a row was refused. */
        ListedProblem: {
            field: string;
            message: string;
            value: string;
        };
        /** @description A unit of the administrative division, or the country. */
        ListedRegion: {
            /** @description Whether its polygon was built, not drawn by an authority. */
            approximate: boolean;
            /** @description West, south, east, north; EPSG:4326. */
            bbox: [
                number,
                number,
                number,
                number
            ] | null;
            boundary_source: string | null;
            boundary_source_name: components["schemas"]["Phrase"] | (never | null);
            /** @description A KATO code, or KZ for the country. */
            code: string;
            has_children: boolean;
            /** @description ISO 3166-2. */
            iso_code: string | null;
            /** @description A code of the vocabulary `region_kind`, or `country`. */
            kind: string;
            /** @description Longitude, latitude; EPSG:4326. */
            label_point: [
                number,
                number
            ] | null;
            /** @description 1 for oblasts and cities of republican significance, to 3 for rural districts; 0 for all. */
            level: number;
            name: components["schemas"]["Name"];
            parent_code: string | null;
            /** Format: date */
            valid_from: string | null;
            /** Format: date */
            valid_to: string | null;
        };
        /**
         * LoginBody
         * @description By what somebody signs in.
         */
        LoginBody: {
            /** Login */
            login: string;
        };
        /** @description What the making of an archive of tiles came to. */
        MadeArchive: {
            /** @description Its name. */
            archive: string;
            /** @description Of its tiles. */
            bytes: number;
            tiles: number;
        };
        /** @description The style of the map, for MapLibre. */
        MapStyle: {
            center: [
                number,
                number
            ];
            layers: [
                components["schemas"]["StyleLayer"],
                ...components["schemas"]["StyleLayer"][]
            ];
            metadata: components["schemas"]["StyleMetadata"];
            name: string;
            sources: {
                [key: string]: components["schemas"]["VectorSource"];
            };
            /** @description The address of the icons; `.json`, `.png`, `@2x.json` and `@2x.png` follow it. */
            sprite: string;
            /** @enum {integer} */
            version: 8;
            zoom: number;
        };
        /**
         * MatchRule
         * @description What becomes of rows that seem to be in the atlas already, or twice in the file.
         *
         *     `wait`: they wait for a person. `same`: what scores as the same is taken as the same, only the
         *     undecided wait. `different`: every row is an object of its own.
         * @enum {string}
         */
        MatchRule: "wait" | "same" | "different";
        /** @description Who asks, and what they may do. */
        Me: {
            email: string | null;
            /** @description What they may do here and now: `<layer or room>:<action>@<KATO, KZ or own>`, or `*`. */
            grants: string[];
            id: number;
            /** @description The layers that they may write. */
            layers: string[];
            name: string;
            organisation: components["schemas"]["OrganisationAnswer"] | (never | null);
            /** @description The same as `grants`. */
            permissions: string[];
            roles: components["schemas"]["RoleAnswer"][];
            /** @description Whether a code is asked of them at sign-in. */
            second_factor: boolean;
            telephone: string | null;
            /** @description What they might do had they shown a second factor here. */
            withheld: string[];
        };
        /** @description A file: what it is, who made it, and who may use it how. */
        MediaAnswer: {
            /** @description Other files of yours that look like this one. */
            alike?: string[];
            /** @description What it shows, for those who do not see it. */
            alt: components["schemas"]["SpokenTexts"];
            bytes: number;
            caption: components["schemas"]["SpokenTexts"];
            creator: string | null;
            duration_s: number | null;
            /** @description Told to those who look after it. */
            file_name?: string;
            height: number | null;
            id: string;
            /** @description Whether a person has to look at it first. */
            in_review: boolean;
            is_own: boolean;
            /** @description photo, video, sound, document or model; null until it has been looked at. */
            kind: string | null;
            licence: components["schemas"]["LicenceAnswer"] | (never | null);
            links: components["schemas"]["MediaLinkAnswer"][];
            /** @description Whether others may see it than those who look after it. */
            may_be_shown: boolean;
            may_edit: boolean;
            /** @description Whether you may end the review. */
            may_release: boolean;
            media_type: string | null;
            /** @description Why it was not taken. */
            refusal?: components["schemas"]["Phrase"] | (never | null);
            rights_holder: string | null;
            /** @description Of the original, for those who look after it. */
            sha256?: string;
            state: components["schemas"]["MediaState"];
            /** Format: date-time */
            taken_at: string | null;
            /** @description Told to those who look after it. */
            taken_place?: components["schemas"]["TakenPlace"] | (never | null);
            variants: components["schemas"]["MediaVariant"][];
            width: number | null;
        };
        /** @description An object to which a file belongs. */
        MediaLinkAnswer: {
            /** @description The series of the record that names the file, such as evidence. */
            child: string | null;
            feature: number;
            id: number;
            layer: string;
            row: number | null;
        };
        /**
         * MediaLinkBody
         * @description The object to which a file is to belong.
         */
        MediaLinkBody: {
            /** Feature */
            feature: number;
            /** Layer */
            layer: string;
        };
        /**
         * MediaOrderBody
         * @description The order of an object's files.
         */
        MediaOrderBody: {
            /** Feature */
            feature: number;
            /** Layer */
            layer: string;
            /** Order */
            order: string[];
        };
        /**
         * MediaState
         * @description How far a file has come.
         * @enum {string}
         */
        MediaState: "arriving" | "whole" | "ready" | "refused";
        /** @description Where photographs, films and papers are kept. */
        MediaStorageAnswer: {
            /** @description On the disk on which they arrive. */
            free_bytes: number;
            /** @description Whether the package that finds faces in photographs is installed. */
            looks_for_faces: boolean;
            /** @description A folder, or a bucket. */
            place: string;
        };
        /** @description Bytes of a file: a copy of a picture, or the film, sound, paper or model itself. */
        MediaVariant: {
            bytes: number;
            /** @description In pixels. */
            height: number | null;
            href: string;
            name: string;
            type: string;
            width: number | null;
        };
        /** @description A role that somebody has, will have or had. */
        MembershipAnswer: {
            /** @description A KATO code, or KZ for the country. */
            at: string;
            /** @description The name of the unit; null for the country, and where the unit is not known. */
            at_name: components["schemas"]["Name"] | (never | null);
            /** Format: date-time */
            ended_at: string | null;
            /** Format: date-time */
            given_at: string;
            /** @description Null where it was given in the operator's terminal. */
            given_by: components["schemas"]["NamedUser"] | (never | null);
            id: number;
            /** @description Whether they only stand in for another. */
            is_delegated: boolean;
            /** @description Whether the caller may end it. */
            may_end: boolean;
            role: string;
            title: components["schemas"]["Phrase"];
            valid_from: string;
            valid_to: string | null;
        };
        /** @description What the caller has chosen, and where they are reached. */
        MessageSettingsAnswer: {
            /** @description `off`, `hourly` or `daily`: whether letters with news are gathered. */
            digest: string;
            email: components["schemas"]["ContactAnswer"];
            /** @description Whether letters go by a mail server; else they lie in a folder of the operator's. */
            has_mail: boolean;
            /** @description Whether codes can go to telephones. */
            has_sms: boolean;
            kinds: components["schemas"]["KindAnswer"][];
            /** @description `kk`, `ru` or `en`; null for the language in which something happened. */
            language: string | null;
            /** @description By what a browser knows the atlas (`applicationServerKey`). */
            push_key: string;
            quiet_from: string | null;
            quiet_to: string | null;
            targets: components["schemas"]["TargetAnswer"][];
            telephone: components["schemas"]["ContactAnswer"];
            time_zone: string;
        };
        /**
         * MessageSettingsBody
         * @description What the caller chooses.
         */
        MessageSettingsBody: {
            /** Choices */
            choices?: components["schemas"]["ChoiceBody"][];
            /** @default off */
            digest?: components["schemas"]["Digest"];
            language?: components["schemas"]["Language"] | (never | null);
            /**
             * Quiet From
             * Format: time
             * @description Such as 22:00.
             */
            quiet_from?: string | null;
            /**
             * Quiet To
             * Format: time
             */
            quiet_to?: string | null;
            /**
             * Time Zone
             * @default Asia/Almaty
             */
            time_zone?: string;
        };
        /**
         * Mode
         * @description How one travels.
         * @enum {string}
         */
        Mode: "car" | "bicycle" | "foot";
        /**
         * MoveBody
         * @description A move of one feature to its next state.
         */
        MoveBody: {
            /**
             * Facts
             * @description What the move demands: an act's number and date, …
             */
            facts?: {
                [key: string]: string | number | boolean | string[] | (never | null);
            };
            /**
             * Move
             * @description The id of the move, as the collection's flow lists it.
             */
            move: string;
            /** Reason */
            reason?: string | null;
            /**
             * Version
             * @description The version on which it is based.
             */
            version?: number | null;
        };
        /** @description A move from one state to the next. */
        MoveDeclaration: {
            demands: components["schemas"]["Demand"][];
            id: string;
            permission: string;
            /** @description What is asked of the row beyond the permission. */
            rule: components["schemas"]["Phrase"] | (never | null);
            /** @description The states from which it leads. */
            sources: string[];
            target: string;
            title: components["schemas"]["Phrase"];
            /** @description The fields that its facts fill. */
            writes: string[];
        };
        /** @description Several lines. */
        MultiLineString: {
            coordinates: [
                number,
                number
            ][][];
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "MultiLineString";
        };
        /** @description Several places. */
        MultiPoint: {
            coordinates: [
                number,
                number
            ][];
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "MultiPoint";
        };
        /** @description Several areas. */
        MultiPolygon: {
            coordinates: [
                number,
                number
            ][][][];
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "MultiPolygon";
        };
        /** @description A name in three languages; null where it is not known. */
        Name: {
            en: string | null;
            kk: string | null;
            ru: string | null;
        };
        /** @description Somebody who has an account. */
        NamedUser: {
            id: number;
            name: string;
        };
        /** @description A browser or program that was just named. */
        NewTargetAnswer: {
            channel: string;
            /** Format: date-time */
            created_at: string;
            host: string;
            id: string;
            /** @description By what a program checks the messages (Standard Webhooks); null for a browser. */
            secret: string | null;
        };
        /** @description A token that was just made. */
        NewTokenAnswer: {
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            expires_at: string | null;
            id: number;
            /** @description `token` or `device`. */
            kind: string;
            label: string;
            /**
             * Format: date-time
             * @description To within some minutes.
             */
            last_used_at: string | null;
            /** @description What stands beside a device's password. */
            login: string;
            /** @description What it is limited to; null where it reaches as far as its owner. */
            permissions: string[] | null;
            /** @description The token, or the device's password; it cannot be had a second time. */
            secret: string;
        };
        /** @description An object of the atlas that may be the same one. */
        ObjectCandidate: {
            distance_m?: number | null;
            id: number;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "feature";
            name?: string | null;
            score?: number | null;
            verdict?: components["schemas"]["Verdict"] | (never | null);
        };
        /**
         * ObjectStop
         * @description A stop at an object of a layer.
         */
        ObjectStop: {
            /** Id */
            id: number;
            /** Layer */
            layer: string;
        };
        /** @description For whom somebody acts. */
        OrganisationAnswer: {
            id: number;
            kind: string;
            name: components["schemas"]["Name"];
            /** @description The KATO code of the unit that it serves. */
            region: string | null;
        };
        /**
         * OrganisationBody
         * @description An organisation, whole.
         */
        OrganisationBody: {
            /** Address */
            address?: string | null;
            /** Bin */
            bin?: string | null;
            /** Email */
            email?: string | null;
            /**
             * Kind
             * @enum {string}
             */
            kind: "akimat" | "inspection" | "state_body" | "museum" | "ngo" | "contractor" | "business" | "educational" | "other";
            /** Name En */
            name_en?: string | null;
            /** Name Kk */
            name_kk: string;
            /** Name Ru */
            name_ru: string;
            /**
             * Region
             * @description A KATO code; null for the country.
             */
            region?: string | null;
            /** Telephone */
            telephone?: string | null;
            /**
             * Website
             * Format: uri
             */
            website?: string | null;
        };
        /** @description An organisation, and how it is reached. */
        OrganisationRecord: {
            address: string | null;
            bin: string | null;
            email: string | null;
            id: number;
            kind: string;
            name: components["schemas"]["Name"];
            /** @description How many open accounts act for it. */
            people: number;
            /** @description The KATO code of the unit that it serves; null for the country. */
            region: string | null;
            region_name: components["schemas"]["Name"] | (never | null);
            telephone: string | null;
            website: string | null;
        };
        /** @description Organisations by their Russian names. */
        OrganisationsPage: {
            links: components["schemas"]["Link"][];
            organisations: components["schemas"]["OrganisationRecord"][];
        };
        /** @description Another field that a column may fill. */
        OtherField: {
            field: string;
            score: number;
        };
        /**
         * Outcome
         * @description What a problem means for its row: `noted` rows were taken.
         * @enum {string}
         */
        Outcome: "waiting" | "rejected" | "noted";
        /** @description All that the atlas knows of the caller; secrets are told to nobody. */
        OwnDataAnswer: {
            /** Format: date-time */
            made_at: string;
            /** @description By what they are of: `account`, `sessions`, `tokens`, `roles`, `objects`, `changes` … */
            parts: {
                [key: string]: {
                    [key: string]: unknown;
                }[];
            };
        };
        /**
         * PasswordBody
         * @description A new password in place of the present one.
         */
        PasswordBody: {
            /** Current */
            current: string;
            /** Password */
            password: string;
        };
        /**
         * PasswordByLinkBody
         * @description A password for the account of a one-time link.
         */
        PasswordByLinkBody: {
            /** Link */
            link: string;
            /** Password */
            password: string;
            /**
             * Stay
             * @description Whether to stay signed in when the browser is closed.
             * @default false
             */
            stay?: boolean;
        };
        /** @description What came of a list. */
        PeopleListAnswer: {
            counts: {
                [key: string]: number;
            };
            /** @description Whether it was only tried: nobody was invited. */
            dry_run: boolean;
            rows: components["schemas"]["ListedAnswer"][];
        };
        /** @description People by name. */
        PeoplePage: {
            links: components["schemas"]["Link"][];
            people: components["schemas"]["PersonAnswer"][];
        };
        /** @description Somebody who has an account. */
        PersonAnswer: {
            /** Format: date-time */
            created_at: string;
            email: string | null;
            id: number;
            /**
             * Format: date-time
             * @description To within some minutes.
             */
            last_seen_at: string | null;
            /** @description Whether the caller may make links for them, shut them out and close the account. */
            may_manage: boolean;
            name: string;
            organisation: components["schemas"]["OrganisationAnswer"] | (never | null);
            /** @description What is granted to them beside their roles. */
            permissions: string[];
            roles: components["schemas"]["MembershipAnswer"][];
            state: components["schemas"]["AccountState"];
            telephone: string | null;
        };
        /**
         * PersonBody
         * @description What is changed of a person; what is left out stays.
         */
        PersonBody: {
            /** Name */
            name?: string | null;
            /**
             * Organisation
             * @description Null for none.
             */
            organisation?: number | null;
        };
        /** @description A phrase in three languages. */
        Phrase: {
            en: string;
            kk: string;
            ru: string;
        };
        /** @description A place that the numbers of a row may mean. */
        PlaceCandidate: {
            /** @description The system in which they mean it. */
            crs: string;
            /** @description From what the row says of its region; null where it says none. */
            distance_m?: number | null;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "place";
            /** @description Degrees, EPSG:4326. */
            lat: number;
            /** @description Degrees, EPSG:4326. */
            lon: number;
            region?: components["schemas"]["PlaceRegion"] | (never | null);
            title: components["schemas"]["Phrase"];
        };
        /** @description The deepest unit that holds a place. */
        PlaceRegion: {
            /** @description A KATO code, or KZ for the country. */
            code: string;
            name: components["schemas"]["Name"];
        };
        /**
         * PlaceStop
         * @description A stop at a free place, degrees, WGS 84.
         */
        PlaceStop: {
            /** Lat */
            lat: number;
            /** Lon */
            lon: number;
            /**
             * Name
             * @default
             */
            name?: string;
        };
        /** @description A place. */
        Point: {
            /** @description Longitude, latitude of EPSG:4326, or in the axis order of `crs`. */
            coordinates: [
                number,
                number
            ];
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "Point";
        };
        /** @description An area: its outer ring, then those of its holes. */
        Polygon: {
            coordinates: [
                number,
                number
            ][][];
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "Polygon";
        };
        /** @description Some of the rows on a map, EPSG:4326. */
        Preview: {
            features: components["schemas"]["PreviewFeature"][];
            /** @enum {string} */
            type: "FeatureCollection";
        };
        /** @description A message as it would be read, with made-up values. */
        PreviewAnswer: {
            body: string;
            subject: string;
        };
        /**
         * PreviewBody
         * @description Which message is to be looked at; its texts may be others than those that are kept.
         */
        PreviewBody: {
            /** Body */
            body?: string | null;
            /** Kind */
            kind: string;
            language: components["schemas"]["Language"];
            /** Subject */
            subject?: string | null;
        };
        /** @description A point on a row's place, or a place that the row may mean. */
        PreviewFeature: {
            geometry: components["schemas"]["Point"];
            properties: components["schemas"]["PreviewRow"];
            /** @enum {string} */
            type: "Feature";
        };
        /** @description The row that a point is of. */
        PreviewRow: {
            name: string | null;
            /** @enum {string} */
            outcome: "good" | "waiting" | "rejected";
            row: number;
        };
        /** @description A failure (RFC 9457), in the caller's language. */
        Problem: {
            detail: string;
            /** @description Absent where no field is at fault. */
            errors?: components["schemas"]["FieldError"][];
            /** @description The path that was asked for. */
            instance: string;
            status: number;
            title: string;
            /** @description `urn:tuganzher:problem:` and the kind, or `about:blank`. */
            type: string;
        };
        /** @description Problems in the order in which they were found, and the rows that they are of. */
        ProblemsPage: {
            links: components["schemas"]["Link"][];
            problems: components["schemas"]["RowProblem"][];
            rows: components["schemas"]["LeftRow"][];
        };
        /**
         * ProofBody
         * @description A password or a code, to show once more who one is.
         */
        ProofBody: {
            /** Code */
            code?: string | null;
            /** Password */
            password?: string | null;
        };
        /** @description What the first rows of a file came to, read as they would be after a confirmation. */
        Proposal: {
            columns: components["schemas"]["ProposedColumn"][];
            /** @description Values for all rows by field without a column. */
            constants?: {
                [key: string]: string;
            };
            counts: components["schemas"]["ProposedCounts"];
            crs: components["schemas"]["ChosenSystem"];
            fields: components["schemas"]["TargetField"][];
            file: components["schemas"]["ProposedFile"];
            key: components["schemas"]["ProposedKey"];
            layer: string;
            /** @description Fields that rows must tell, with neither a column nor a value. */
            missing?: string[];
            preview: components["schemas"]["Preview"];
            /** @description The gravest of them. */
            problems: components["schemas"]["ProposedProblem"][];
            rows: number;
            sheet: string | null;
            sheets: string[];
            terms: components["schemas"]["FieldTerms"][];
            /** @description Whether these rows are all. */
            whole: boolean;
        };
        /** @description A column of the file, and the field that it fills. */
        ProposedColumn: {
            column: string;
            field: string | null;
            /** @description The rows in which it is not empty. */
            filled: number;
            how: components["schemas"]["ColumnBy"] | (never | null);
            others: components["schemas"]["OtherField"][];
            /** @description Its first different values. */
            sample: string[];
            score: number | null;
        };
        /** @description What the rows would come to. */
        ProposedCounts: {
            good: number;
            rejected: number;
            waiting: number;
        };
        /** @description The file that was looked at. */
        ProposedFile: {
            bytes: number;
            name: string;
        };
        /** @description The column that numbers the rows, and those that could. */
        ProposedKey: {
            column: string | null;
            proposed: string[];
        };
        /** @description What is odd about a row. */
        ProposedProblem: {
            candidates: (components["schemas"]["PlaceCandidate"] | components["schemas"]["ObjectCandidate"] | components["schemas"]["RowCandidate"])[];
            /** @description The kind of the problem. */
            code: string;
            /** @description The file's columns, one a line. */
            column: string | null;
            field: string;
            outcome: components["schemas"]["Outcome"];
            reason: components["schemas"]["Phrase"];
            /** @description From 1, as a reader of the file counts; 0 where the file lacks a row. */
            row: number;
            /** @description A value that may be meant instead. */
            suggestion: string | null;
            value: string;
        };
        /** @description A value of the file and the code that it means. */
        ProposedTerm: {
            code: string | null;
            how: components["schemas"]["TermBy"] | (never | null);
            rows: number;
            /** @description A code that may be meant. */
            suggestion: string | null;
            value: string;
        };
        /**
         * PushBody
         * @description A browser that shows news, as its `PushSubscription` describes itself.
         */
        PushBody: {
            /** Endpoint */
            endpoint: string;
            /** Expirationtime */
            expirationTime?: number | null;
            keys: components["schemas"]["PushKeysBody"];
        };
        /**
         * PushKeysBody
         * @description By what messages for a browser are encrypted.
         */
        PushKeysBody: {
            /** Auth */
            auth: string;
            /** P256Dh */
            p256dh: string;
        };
        /** @description A QR code to be drawn: a square of so many modules, and its dark ones as an SVG path. */
        QrAnswer: {
            path: string;
            side: number;
        };
        /** @description The state of the database. */
        Readiness: {
            /** @enum {string} */
            database: "migrated" | "not migrated" | "no answer";
            /**
             * @description Of a database that is migrated.
             * @enum {string}
             */
            regions?: "loaded" | "missing";
            /** @description The command that brings what is missing. */
            run?: string;
            /** @enum {string} */
            status: "ready" | "unavailable";
            /**
             * @description How strangers are kept from what is not public: by the program's conditions alone, or by a role of the database as well.
             * @enum {string}
             */
            walls?: "one" | "two";
        };
        /** @description Codes that work once each; they cannot be had a second time. */
        RecoveryCodesAnswer: {
            recovery_codes: string[];
        };
        /** @description A unit with those above it, the oblast first. */
        Region: {
            ancestors: components["schemas"]["Ancestor"][];
            /** @description Whether its polygon was built, not drawn by an authority. */
            approximate: boolean;
            /** @description West, south, east, north; EPSG:4326. */
            bbox: [
                number,
                number,
                number,
                number
            ] | null;
            boundary_source: string | null;
            boundary_source_name: components["schemas"]["Phrase"] | (never | null);
            /** @description A KATO code, or KZ for the country. */
            code: string;
            has_children: boolean;
            /** @description ISO 3166-2. */
            iso_code: string | null;
            /** @description A code of the vocabulary `region_kind`, or `country`. */
            kind: string;
            /** @description Longitude, latitude; EPSG:4326. */
            label_point: [
                number,
                number
            ] | null;
            /** @description 1 for oblasts and cities of republican significance, to 3 for rural districts; 0 for all. */
            level: number;
            name: components["schemas"]["Name"];
            parent_code: string | null;
            /** Format: date */
            valid_from: string | null;
            /** Format: date */
            valid_to: string | null;
        };
        /** @description One layer of a region, counted by several axes together. */
        RegionCounts: {
            /** @description The axes. */
            by: string[];
            /** @description The interval of months that was asked for. */
            datetime: string | null;
            layer: string;
            region: components["schemas"]["Region"];
            rows: components["schemas"]["RegionCountsRow"][];
        };
        /** @description The count of one combination; each axis by its name: a code or month, null for no value. */
        RegionCountsRow: {
            count: number;
            synthetic: number;
        } & {
            [key: string]: string | number | (never | null);
        };
        /** @description A unit as a GeoJSON feature. */
        RegionFeature: {
            geometry: (components["schemas"]["Polygon"] | components["schemas"]["MultiPolygon"]) | (never | null);
            /** @description A KATO code, or KZ for the country. */
            id: string;
            properties: components["schemas"]["Region"];
            /** @enum {string} */
            type: "Feature";
        };
        /** @description A unit's code and names. */
        RegionName: {
            /** @description Whether its polygon was built, not drawn by an authority. */
            approximate: boolean;
            /** @description A KATO code, or KZ for the country. */
            code: string;
            name: components["schemas"]["Name"];
        };
        /** @description The units of a day, by code. */
        Regions: {
            /** Format: date */
            on: string;
            regions: components["schemas"]["ListedRegion"][];
        };
        /** @description The units at a place on a day; null where none is known. */
        RegionsAt: {
            /** @description Whether one of the polygons was built, not drawn by an authority. */
            approximate: boolean;
            district: components["schemas"]["RegionName"] | (never | null);
            oblast: components["schemas"]["RegionName"] | (never | null);
            /** Format: date */
            on: string;
            /** @description Whether the place is outside the country. */
            outside: boolean;
            rural_district: components["schemas"]["RegionName"] | (never | null);
        };
        /** @description All layers of a region, counted. */
        RegionSummary: {
            approximate: boolean;
            boundary_source: string | null;
            children: components["schemas"]["ChildCounts"][];
            layers: {
                [key: string]: components["schemas"]["LayerCounts"];
            };
            region: components["schemas"]["Region"];
            /** @description What lies in none of the children, by layer; empty for a unit without children. */
            unassigned: {
                [key: string]: number;
            };
        };
        /**
         * RemovalBody
         * @description What it takes to turn the second factor off: the password where there is one, and a code.
         */
        RemovalBody: {
            /** Code */
            code: string;
            /** Password */
            password?: string | null;
        };
        /** @description A line around the objects of which a field says something. */
        RingDeclaration: {
            colour: string;
            field: string;
            /** @description What it means. */
            title: components["schemas"]["Phrase"];
        };
        /**
         * Role
         * @description Whether a layer is a subject of the atlas, gives its map context, or divides the land.
         * @enum {string}
         */
        Role: "theme" | "context" | "boundaries";
        /** @description A role that somebody has. */
        RoleAnswer: {
            /** @description A KATO code, or KZ for the country. */
            at: string;
            /** @description The name of the unit; null for the country, and where the unit is not known. */
            at_name: components["schemas"]["Name"] | (never | null);
            id: number;
            role: string;
            title: components["schemas"]["Phrase"];
            valid_from: string;
            valid_to: string | null;
        };
        /** @description Another row of the file that may be the same object. */
        RowCandidate: {
            distance_m?: number | null;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "row";
            name?: string | null;
            row: number;
            score?: number | null;
            verdict?: components["schemas"]["Verdict"] | (never | null);
        };
        /** @description What was odd about a row of a run. */
        RowProblem: {
            candidates: (components["schemas"]["PlaceCandidate"] | components["schemas"]["ObjectCandidate"] | components["schemas"]["RowCandidate"])[];
            /** @description The kind of the problem. */
            code: string;
            /** @description The file's columns, one a line. */
            column: string | null;
            field: string;
            id: number;
            outcome: components["schemas"]["Outcome"];
            reason: components["schemas"]["Phrase"];
            /** @description From 1, as a reader of the file counts; 0 where the file lacks a row. */
            row: number;
            /** @description A value that may be meant instead. */
            suggestion: string | null;
            /** @description The label of a suggested code. */
            suggestion_title: components["schemas"]["Phrase"] | (never | null);
            value: string;
        };
        /** @description One load of one file. */
        Run: {
            /** @description Who ordered it. */
            by: string;
            /** @description Null before it is done. */
            counts: components["schemas"]["RunCounts"] | (never | null);
            /** Format: date-time */
            created_at: string;
            /** @description Whether it writes nothing into the layer. */
            dry_run: boolean;
            error: components["schemas"]["RunError"] | (never | null);
            file: components["schemas"]["RunFile"];
            /** Format: date-time */
            finished_at: string | null;
            /** @description The run whose waiting rows this one takes up. */
            follows: number | null;
            id: number;
            layer: string;
            links: components["schemas"]["Link"][];
            mapping: components["schemas"]["RunMapping"];
            may: components["schemas"]["RunMoves"];
            progress: components["schemas"]["RunProgress"];
            /** @description What a person is asked to confirm; null for who may not see the rows. */
            proposal: components["schemas"]["Proposal"] | (never | null);
            source: string;
            /** Format: date-time */
            started_at: string | null;
            state: components["schemas"]["RunState"];
            /** @description The id of the task by which a worker looks at it or loads it now, or did last. */
            task?: string | null;
            /** Format: date-time */
            undone_at: string | null;
        };
        /** @description `read` = `loaded` + `unchanged` + `waiting` + `rejected`. */
        RunCounts: {
            /** @description How many of the loaded rows are new. */
            created: number;
            loaded: number;
            read: number;
            rejected: number;
            unchanged: number;
            waiting: number;
        };
        /** @description Why a run failed, in the caller's language. */
        RunError: {
            code: string;
            message: string;
        };
        /** @description The file that a run loads. */
        RunFile: {
            bytes: number;
            name: string;
            sha256: string;
        };
        /** @description What was read from which column; empty before that is settled. */
        RunMapping: {
            /** @description Of which day the regions were. */
            boundaries?: string | null;
            /** @description Columns by field. */
            columns?: {
                [key: string]: string;
            };
            /** @description Values for all rows by field. */
            constants?: {
                [key: string]: string;
            };
            /** @description The system in which places were read. */
            crs?: components["schemas"]["ChosenSystem"] | (never | null);
            /** @description How dates are written, by column. */
            dates?: {
                [key: string]: string;
            };
            file_columns?: string[];
            /** @description What the file says of its system. */
            file_crs?: string | null;
            has_geometry?: boolean;
            /** @description Fields of which a column only nearly bears the name. */
            near?: string[];
            /** @description Columns that fill no field. */
            unknown?: string[];
        };
        /** @description What may be done with a run in its state. */
        RunMoves: {
            confirm: boolean;
            decide: boolean;
            resume: boolean;
            stop: boolean;
            undo: boolean;
        };
        /** @description How many rows have been read, and of how many where that is known. */
        RunProgress: {
            done: number;
            total: number | null;
        };
        /** @description Runs, the newest first. */
        RunsPage: {
            links: components["schemas"]["Link"][];
            runs: components["schemas"]["Run"][];
        };
        /**
         * RunState
         * @description How far a run is. Only `done` has written into the layer; a failed one has written nothing.
         *
         *     `proposed` waits for a person to confirm the mapping; `stopped` was stopped and can go on.
         * @enum {string}
         */
        RunState: "queued" | "proposed" | "reading" | "writing" | "stopped" | "failed" | "done" | "undone";
        /** @description The unit in which a result lies. */
        SearchedRegion: {
            /** @description A KATO code, or KZ for the country. */
            code: string;
            name: components["schemas"]["Name"];
        };
        /** @description A feature or a region. */
        SearchResult: {
            /** @description West, south, east, north; EPSG:4326. */
            bbox: [
                number,
                number,
                number,
                number
            ] | null;
            former: components["schemas"]["FormerNameFound"] | (never | null);
            /** @description The number of a feature, the KATO code of a region. */
            id: number | string;
            kind: components["schemas"]["Phrase"];
            /** @description Null for a region. */
            layer: string | null;
            /** @enum {string} */
            match: "exact" | "word" | "similar";
            name: components["schemas"]["Name"];
            /** @description Longitude, latitude; EPSG:4326. */
            place: [
                number,
                number
            ] | null;
            region: components["schemas"]["SearchedRegion"] | (never | null);
            score: number;
            /** @description Its name in the caller's language, or in another where it has none. */
            title: string | null;
            /** @enum {string} */
            type: "region" | "feature";
        };
        /** @description What bears a name or number, the best match first, and what else the text can mean. */
        SearchResults: {
            /** @description What the text means as coordinates, the likeliest first; at most 5. */
            places?: components["schemas"]["WrittenPlaceFound"][];
            query: string;
            results: components["schemas"]["SearchResult"][];
            /** @description Codes by which layers are filtered, the exact ones first; at most 10. */
            terms?: components["schemas"]["TermFound"][];
        };
        /** @description Whether a code is asked of the caller at sign-in. */
        SecondFactorAnswer: {
            /** Format: date-time */
            confirmed_at: string | null;
            /** @description The actions that nobody may do here without it. */
            demanded_for: string[];
            is_on: boolean;
            recovery_codes_left: number;
        };
        /** @description The password was right; a code of the second factor is asked for now. */
        SecondFactorRequired: {
            /** @description For so long it may be sent. */
            lasts_s: number;
            /** @description `code`: to be sent to `POST /api/session/code`. */
            second_factor: string;
        };
        /**
         * SentCodeBody
         * @description A code that was sent.
         */
        SentCodeBody: {
            /** Code */
            code: string;
            /**
             * Stay
             * @description Whether to stay signed in when the browser is closed.
             * @default false
             */
            stay?: boolean;
        };
        /** @description One of the caller's sessions. */
        SessionAnswer: {
            /** Format: date-time */
            created_at: string;
            /** @description What its browser says of itself. */
            device: string;
            /** Format: date-time */
            expires_at: string;
            id: number;
            /** @description Whether the request came in it. */
            is_this: boolean;
            /**
             * Format: date-time
             * @description To within some minutes.
             */
            last_used_at: string;
        };
        /** @description The caller's sessions, the last used first. */
        SessionsAnswer: {
            sessions: components["schemas"]["SessionAnswer"][];
        };
        /** @description One setting. */
        SettingAnswer: {
            /** @description Whether the operator has said nothing else. */
            is_usual: boolean;
            name: string;
            /** @description What only the operator may know is written as ***. */
            value: string | null;
        };
        /** @description The settings of the program that answers. */
        SettingsReport: {
            settings: components["schemas"]["SettingAnswer"][];
            /** @description By which the operator has set something. */
            variables: string[];
        };
        /**
         * Shape
         * @description The outline by which a layer's points are known.
         * @enum {string}
         */
        Shape: "dome" | "triangle" | "diamond" | "circle" | "hollow_circle" | "square";
        /** @description An address that opens one variant for some minutes, for players that show no password. */
        SignedLinkAnswer: {
            /** Format: date-time */
            expires_at: string;
            href: string;
        };
        /**
         * SignInBody
         * @description By what somebody signs in.
         */
        SignInBody: {
            /** Login */
            login: string;
            /** Password */
            password: string;
            /**
             * Stay
             * @description Whether to stay signed in when the browser is closed.
             * @default false
             */
            stay?: boolean;
        };
        /** @description The box around the features. */
        SpatialExtent: {
            bbox: [
                [
                    number,
                    number,
                    number,
                    number
                ][],
                ...[
                    number,
                    number,
                    number,
                    number
                ][][]
            ];
        };
        /**
         * SpokenBody
         * @description A text in some of three languages; null empties it.
         */
        SpokenBody: {
            /** En */
            en?: string | null;
            /** Kk */
            kk?: string | null;
            /** Ru */
            ru?: string | null;
        };
        /** @description A text in three languages; null where it is not written. */
        SpokenTexts: {
            en: string | null;
            kk: string | null;
            ru: string | null;
        };
        /** @description The new runs, one a file. */
        StartedRuns: {
            runs: components["schemas"]["Run"][];
        };
        /**
         * Stays
         * @description Why an object stays as it is.
         *
         *     It was changed since, others refer to it, its new records are of a series that is only added to,
         *     or it is not for the caller.
         * @enum {string}
         */
        Stays: "changed" | "referred" | "appended" | "secret";
        /** @description A stop as a point. */
        StopFeature: {
            geometry: components["schemas"]["Point"];
            properties: components["schemas"]["DrawnStop"];
            /** @enum {string} */
            type: "Feature";
        };
        /** @description What the atlas takes of disk and database. */
        StorageReport: {
            database_bytes: number;
            disk_bytes: number;
            folders: components["schemas"]["FolderUseAnswer"][];
            free_bytes: number;
            media: components["schemas"]["MediaStorageAnswer"];
            tables: components["schemas"]["TableUseAnswer"][];
        };
        /** @description How a layer is drawn. */
        StyleDeclaration: {
            colour: string;
            /** @description The coded field whose tones colour it. */
            colour_by: string | null;
            /** @description The same for a dark page. */
            colour_on_dark: string;
            radius_px: number;
            ring: components["schemas"]["RingDeclaration"] | (never | null);
            /** @description The outline of its points. */
            shape: components["schemas"]["Shape"];
            shown_at_start: boolean;
            /** @description The coded field that tells how an object stands: that of its colour, else its state. */
            state_by: string | null;
            width_px: number;
        };
        /** @description A layer of the style, by MapLibre's specification of styles. */
        StyleLayer: {
            id: string;
            type: string;
        } & {
            [key: string]: unknown;
        };
        /** @description What the style says beyond MapLibre's specification. */
        StyleMetadata: {
            language: string;
            legend: components["schemas"]["LegendEntry"][];
            /** @description The colour of every tone. */
            tones: {
                [key: string]: string;
            };
        };
        /** @description A reference system, or a family of them, that the numbers may be in. */
        SystemCandidate: {
            code: string;
            median_distance_m: number | null;
            rows: number;
            /** @description Of the rows, 0-1. */
            share: number;
            title: components["schemas"]["Phrase"];
        };
        /** @description One table with its indexes. */
        TableUseAnswer: {
            bytes: number;
            name: string;
            /** @description An estimate. */
            rows: number;
        };
        /** @description Where a camera said that it was. */
        TakenPlace: {
            lat: number;
            lon: number;
        };
        /** @description A browser or program of the caller to which news go. */
        TargetAnswer: {
            channel: string;
            /** Format: date-time */
            created_at: string;
            host: string;
            id: string;
        };
        /** @description What a column may fill. */
        TargetField: {
            name: string;
            required: boolean;
            title: components["schemas"]["Phrase"];
            /** @description A type of field, or `place` for a part of the place. */
            type: string;
        };
        /** @description One task. */
        TaskAnswer: {
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            ended_at: string | null;
            error: components["schemas"]["TaskProblem"] | (never | null);
            id: string;
            /** @description <room>.<verb_noun> */
            kind: string;
            links: components["schemas"]["Link"][];
            /** @description Who ordered it, for who administers tasks and asked for `all`. */
            owner?: string | null;
            progress: components["schemas"]["TaskProgress"];
            /** @description What came of it, by its kind; null before it is done. */
            result: components["schemas"]["MadeArchive"] | components["schemas"]["EndedRun"] | (never | null);
            /** Format: date-time */
            started_at: string | null;
            state: components["schemas"]["TaskState"];
            state_title: string;
            title: string;
        };
        /** @description Tasks of the caller, newest first. */
        TaskPage: {
            links: components["schemas"]["Link"][];
            tasks: components["schemas"]["TaskAnswer"][];
        };
        /** @description Why a task failed or expired. */
        TaskProblem: {
            /** @description In the caller's language. */
            detail: string;
            /** @description urn:tuganzher:problem: and the kind of failure. */
            type: string;
        };
        /** @description How far a task is; `total` is 0 as long as nobody knows it. */
        TaskProgress: {
            done: number;
            /** @description What is being done, in the caller's language. */
            phase: string | null;
            total: number;
        };
        /** @description How many tasks are in one state; of those that ended, in the last day. */
        TasksInState: {
            number: number;
            state: string;
        };
        /**
         * TaskState
         * @description How far a task is.
         * @enum {string}
         */
        TaskState: "queued" | "running" | "done" | "failed" | "stopped" | "expired";
        /**
         * TelephoneBody
         * @description A telephone number; the present one is confirmed where it is left out.
         */
        TelephoneBody: {
            /**
             * Current
             * @description The password, where the number is to take another's place.
             */
            current?: string | null;
            /** Telephone */
            telephone?: string | null;
        };
        /**
         * TelephoneCodeBody
         * @description A code that came by telephone.
         */
        TelephoneCodeBody: {
            /** Code */
            code: string;
        };
        /** @description How a message reads in one language. */
        TemplateAnswer: {
            body: string;
            /** Format: date-time */
            changed_at: string;
            is_security: boolean;
            kind: string;
            language: string;
            /** @description What the texts may name, in braces. */
            placeholders: string[];
            subject: string;
            title: components["schemas"]["Phrase"];
        };
        /**
         * TemplateBody
         * @description How a message is to read.
         */
        TemplateBody: {
            /** Body */
            body: string;
            /** Subject */
            subject: string;
        };
        /** @description Every template. */
        TemplatesAnswer: {
            templates: components["schemas"]["TemplateAnswer"][];
        };
        /**
         * TermBy
         * @description How a value was found to mean a term; a code counts as a label.
         * @enum {string}
         */
        TermBy: "label" | "alias" | "near" | "saved" | "told";
        /** @description A code and what it means. */
        TermDeclaration: {
            code: string;
            title: components["schemas"]["Phrase"];
            tone: components["schemas"]["Tone"] | (never | null);
            /** @description What an amount of it counts, where a field is told by it. */
            unit: string | null;
        };
        /** @description A code of a layer's vocabulary, such as the topic of reports that «яма» belongs to. */
        TermFound: {
            code: string;
            /** @description The field that holds the code: `?{field}={code}` filters the layer's items and tiles. */
            field: string;
            field_title: components["schemas"]["Phrase"];
            layer: string;
            layer_title: components["schemas"]["Phrase"];
            /** @enum {string} */
            match: "exact" | "word";
            /** @description The code's title in the caller's language. */
            title: string;
            titles: components["schemas"]["Phrase"];
            /** @enum {string} */
            type: "term";
        };
        /** @description TileJSON 3.0.0. */
        TileJson: {
            attribution: string;
            /** @description West, south, east, north; EPSG:4326. */
            bounds: [
                number,
                number,
                number,
                number
            ];
            /** @description Longitude, latitude, zoom. */
            center: [
                number,
                number,
                number
            ];
            maxzoom: number;
            minzoom: number;
            name: string;
            /** @enum {string} */
            scheme: "xyz";
            /** @enum {string} */
            tilejson: "3.0.0";
            /** @description Templates of addresses. */
            tiles: [
                string,
                ...string[]
            ];
            vector_layers: components["schemas"]["VectorLayer"][];
            version: string;
        };
        /** @description One level of a tile matrix set. */
        TileMatrix: {
            /** @description Metres of the reference system. */
            cellSize: number;
            /** @enum {string} */
            cornerOfOrigin: "topLeft";
            id: string;
            matrixHeight: number;
            matrixWidth: number;
            pointOfOrigin: [
                number,
                number
            ];
            scaleDenominator: number;
            tileHeight: number;
            tileWidth: number;
        };
        /** @description The rows and columns of a level in which something may lie. */
        TileMatrixLimits: {
            maxTileCol: number;
            maxTileRow: number;
            minTileCol: number;
            minTileRow: number;
            tileMatrix: string;
        };
        /** @description A tile matrix set (OGC 17-083r4). */
        TileMatrixSet: {
            crs: string;
            id: string;
            orderedAxes: string[];
            tileMatrices: [
                components["schemas"]["TileMatrix"],
                ...components["schemas"]["TileMatrix"][]
            ];
            title: string;
            uri: string;
            wellKnownScaleSet: string;
        };
        /** @description A tile matrix set as a list names it. */
        TileMatrixSetItem: {
            id: string;
            links: components["schemas"]["Link"][];
            title: string;
            uri: string;
        };
        /** @description The tile matrix sets of the atlas. */
        TileMatrixSets: {
            tileMatrixSets: components["schemas"]["TileMatrixSetItem"][];
        };
        /** @description The metadata of a tileset. */
        TileSet: {
            boundingBox: components["schemas"]["TileSetBox"];
            centerPoint: components["schemas"]["TileSetCentre"];
            crs: string;
            /** @enum {string} */
            dataType: "vector";
            description?: string;
            layers: components["schemas"]["TileSetLayer"][];
            links: components["schemas"]["Link"][];
            tileMatrixSetLimits: components["schemas"]["TileMatrixLimits"][];
            tileMatrixSetURI: string;
            title: string;
        };
        /** @description The box around what a tileset holds. */
        TileSetBox: {
            crs: string;
            lowerLeft: [
                number,
                number
            ];
            upperRight: [
                number,
                number
            ];
        };
        /** @description Where a map of the tiles may begin. */
        TileSetCentre: {
            coordinates: [
                number,
                number
            ];
            crs: string;
            tileMatrix: string;
        };
        /** @description A tileset as a list names it. */
        TileSetItem: {
            crs: string;
            /** @enum {string} */
            dataType: "vector";
            links: components["schemas"]["Link"][];
            tileMatrixSetURI: string;
            title: string;
        };
        /** @description A layer of the tiles. */
        TileSetLayer: {
            /** @enum {string} */
            dataType: "vector";
            description: string;
            /** @description 0 for points to 2 for areas; absent where a layer mixes them. */
            geometryDimension?: number;
            id: string;
            maxTileMatrix: string;
            minTileMatrix: string;
            propertiesSchema: components["schemas"]["AttributesSchema"];
            title: string;
        };
        /** @description The tilesets of a layer or of the atlas. */
        TileSets: {
            links: components["schemas"]["Link"][];
            tilesets: components["schemas"]["TileSetItem"][];
        };
        /**
         * TitleBody
         * @description What a role is called.
         */
        TitleBody: {
            /** En */
            en: string;
            /** Kk */
            kk: string;
            /** Ru */
            ru: string;
        };
        /** @description One of the caller's tokens or passwords of devices. */
        TokenAnswer: {
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            expires_at: string | null;
            id: number;
            /** @description `token` or `device`. */
            kind: string;
            label: string;
            /**
             * Format: date-time
             * @description To within some minutes.
             */
            last_used_at: string | null;
            /** @description What it is limited to; null where it reaches as far as its owner. */
            permissions: string[] | null;
        };
        /**
         * TokenBody
         * @description What a token is for, how far it reaches, and how long.
         */
        TokenBody: {
            /**
             * Days
             * @description After so many days it stops working.
             */
            days?: number | null;
            /** @default token */
            kind?: components["schemas"]["TokenKind"];
            /** Label */
            label: string;
            /**
             * Permissions
             * @description Grants beyond which it does not reach; all of yours if left out.
             */
            permissions?: string[] | null;
        };
        /**
         * TokenKind
         * @description How a program shows it.
         * @enum {string}
         */
        TokenKind: "token" | "device";
        /** @description The caller's tokens that still work, newest first. */
        TokensAnswer: {
            tokens: components["schemas"]["TokenAnswer"][];
        };
        /**
         * Tone
         * @description What a colour means; the style sheet and the page map each tone to one colour.
         * @enum {string}
         */
        Tone: "red" | "amber" | "green" | "blue" | "grey";
        /** @description A planned trip. */
        TripAnswer: {
            engine: string;
            /** @description Whether lengths and times are estimates, as `notice` explains. */
            estimated: boolean;
            geojson: components["schemas"]["TripFeatures"];
            legs: components["schemas"]["TripLeg"][];
            mode: components["schemas"]["Mode"];
            notice: components["schemas"]["Phrase"] | (never | null);
            /** @description The stops in the order of travel, each once, numbered as they were given, from 0. */
            order: number[];
            round_trip: boolean;
            total_distance_km: number;
            total_duration_min: number;
        };
        /**
         * TripBody
         * @description The stops of a trip, from 2 to 50, and how to travel.
         */
        TripBody: {
            /**
             * Keep Order
             * @description Whether to travel in the order given.
             * @default false
             */
            keep_order?: boolean;
            /** @default car */
            mode?: components["schemas"]["Mode"];
            /**
             * Round Trip
             * @description Whether to return to the start.
             * @default false
             */
            round_trip?: boolean;
            /**
             * Start Index
             * @description The stop to start at, from 0.
             * @default 0
             */
            start_index?: number;
            /** Stops */
            stops: (components["schemas"]["ObjectStop"] | components["schemas"]["PlaceStop"])[];
        };
        /** @description The legs as lines, then the stops as points. */
        TripFeatures: {
            features: (components["schemas"]["LegFeature"] | components["schemas"]["StopFeature"])[];
            /** @enum {string} */
            type: "FeatureCollection";
        };
        /** @description The way from one stop to the next; stops are numbered as they were given, from 0. */
        TripLeg: {
            distance_km: number;
            duration_min: number;
            from: number;
            to: number;
        };
        /** @description A run that was undone, and what that came to. */
        UndoneRun: {
            /** @description Who ordered it. */
            by: string;
            /** @description Null before it is done. */
            counts: components["schemas"]["RunCounts"] | (never | null);
            /** Format: date-time */
            created_at: string;
            /** @description Whether it writes nothing into the layer. */
            dry_run: boolean;
            error: components["schemas"]["RunError"] | (never | null);
            file: components["schemas"]["RunFile"];
            /** Format: date-time */
            finished_at: string | null;
            /** @description The run whose waiting rows this one takes up. */
            follows: number | null;
            id: number;
            layer: string;
            links: components["schemas"]["Link"][];
            mapping: components["schemas"]["RunMapping"];
            may: components["schemas"]["RunMoves"];
            progress: components["schemas"]["RunProgress"];
            /** @description What a person is asked to confirm; null for who may not see the rows. */
            proposal: components["schemas"]["Proposal"] | (never | null);
            source: string;
            /** Format: date-time */
            started_at: string | null;
            state: components["schemas"]["RunState"];
            /** @description The id of the task by which a worker looks at it or loads it now, or did last. */
            task?: string | null;
            undone: components["schemas"]["UndoneTraces"];
            /** Format: date-time */
            undone_at: string | null;
        };
        /** @description What undoing a run came to. */
        UndoneTraces: {
            deleted: number;
            kept: components["schemas"]["KeptObject"][];
            restored: number;
            /** @description Objects that the caller may not see in full are only counted. */
            secret: number;
        };
        /** @description A role as data. */
        UserRoleAnswer: {
            actions: components["schemas"]["ActionAnswer"][];
            /** @description Whether the caller may change what it allows. */
            may_change: boolean;
            /** @description Whether the caller may give it somewhere. */
            may_give: boolean;
            /** @description How many have it today. */
            members: number;
            role: string;
            title: components["schemas"]["Phrase"];
        };
        /**
         * UserRoleBody
         * @description A role: what it is called, and what it allows, such as `monuments:edit`.
         */
        UserRoleBody: {
            /** Actions */
            actions: string[];
            title: components["schemas"]["TitleBody"];
        };
        /** @description Every role. */
        UserRolesAnswer: {
            roles: components["schemas"]["UserRoleAnswer"][];
        };
        /**
         * VariantBody
         * @description The variant that a link is to open.
         */
        VariantBody: {
            /**
             * Variant
             * @default stream
             */
            variant?: string;
        };
        /** @description A layer of the tiles, as TileJSON lists it. */
        VectorLayer: {
            description?: string;
            /** @description What each attribute is called; in archives. */
            field_names?: {
                [key: string]: string;
            };
            /** @description What each attribute is called, or in an archive its type. */
            fields: {
                [key: string]: string;
            };
            id: string;
            maxzoom: number;
            minzoom: number;
        };
        /** @description Where the tiles of a layer are. */
        VectorSource: {
            attribution: string;
            maxzoom: number;
            minzoom: number;
            tiles: string[];
            /** @enum {string} */
            type: "vector";
        };
        /**
         * Verdict
         * @description What a score comes to; `conflict` is one name in two places far apart.
         * @enum {string}
         */
        Verdict: "same" | "undecided" | "different" | "conflict";
        /** @description A list of codes. */
        VocabularyDeclaration: {
            terms: components["schemas"]["TermDeclaration"][];
            title: components["schemas"]["Phrase"];
        };
        /**
         * WebhookBody
         * @description A program that takes news.
         */
        WebhookBody: {
            /** Url */
            url: string;
        };
        /** @description A place that the text means when it is read as coordinates. */
        WrittenPlaceFound: {
            /** @description Whether any of the units has a boundary that is only approximate. */
            approximate: boolean;
            in_country: boolean;
            /** @enum {string} */
            notation: "decimal_degrees" | "degrees_minutes" | "degrees_minutes_seconds" | "metres";
            notation_title: components["schemas"]["Phrase"];
            /** @description What a reader is told of a place outside the country. */
            note: components["schemas"]["Phrase"] | (never | null);
            /** @enum {string} */
            order: "north_first" | "east_first";
            /** @description Longitude, latitude; EPSG:4326. */
            place: [
                number,
                number
            ];
            /** @description The units there, from the oblast down; none abroad and on open waters. */
            regions: components["schemas"]["SearchedRegion"][];
            /** @description The reference system as which the numbers were read, such as `EPSG:4326`. */
            system: string;
            system_title: components["schemas"]["Phrase"];
            /** @description Latitude and longitude in degrees, such as `43.29750° N, 68.27060° E`. */
            title: string;
            /** @enum {string} */
            type: "coordinates";
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type AccountState = components['schemas']['AccountState'];
export type ActionAnswer = components['schemas']['ActionAnswer'];
export type Ancestor = components['schemas']['Ancestor'];
export type Archive = components['schemas']['Archive'];
export type ArchiveBody = components['schemas']['ArchiveBody'];
export type ArchiveProgress = components['schemas']['ArchiveProgress'];
export type Archives = components['schemas']['Archives'];
export type ArchiveState = components['schemas']['ArchiveState'];
export type AttributesSchema = components['schemas']['AttributesSchema'];
export type AttributeTitle = components['schemas']['AttributeTitle'];
export type AuditActor = components['schemas']['AuditActor'];
export type AuditEntryAnswer = components['schemas']['AuditEntryAnswer'];
export type AuditEventAnswer = components['schemas']['AuditEventAnswer'];
export type AuditEventsAnswer = components['schemas']['AuditEventsAnswer'];
export type AuditFormat = components['schemas']['AuditFormat'];
export type AuditPage = components['schemas']['AuditPage'];
export type CandidateFeature = components['schemas']['CandidateFeature'];
export type CandidatePlaces = components['schemas']['CandidatePlaces'];
export type CandidateProperties = components['schemas']['CandidateProperties'];
export type Certainty = components['schemas']['Certainty'];
export type ChainPlace = components['schemas']['ChainPlace'];
export type Channel = components['schemas']['Channel'];
export type ChannelAnswer = components['schemas']['ChannelAnswer'];
export type ChildCounts = components['schemas']['ChildCounts'];
export type ChildDeclaration = components['schemas']['ChildDeclaration'];
export type ChoiceBody = components['schemas']['ChoiceBody'];
export type ChosenFrom = components['schemas']['ChosenFrom'];
export type ChosenSystem = components['schemas']['ChosenSystem'];
export type CodeBody = components['schemas']['CodeBody'];
export type Collection = components['schemas']['Collection'];
export type Collections = components['schemas']['Collections'];
export type ColumnBy = components['schemas']['ColumnBy'];
export type ConfirmBody = components['schemas']['ConfirmBody'];
export type Conformance = components['schemas']['Conformance'];
export type ContactAnswer = components['schemas']['ContactAnswer'];
export type CoverageAnswer = components['schemas']['CoverageAnswer'];
export type CoverageBody = components['schemas']['CoverageBody'];
export type CoverageCounts = components['schemas']['CoverageCounts'];
export type CoverageGap = components['schemas']['CoverageGap'];
export type CoverageMethod = components['schemas']['CoverageMethod'];
export type CoverageRow = components['schemas']['CoverageRow'];
export type CoveredRegion = components['schemas']['CoveredRegion'];
export type DecisionBody = components['schemas']['DecisionBody'];
export type DecisionsBody = components['schemas']['DecisionsBody'];
export type DelegationAnswer = components['schemas']['DelegationAnswer'];
export type DelegationBody = components['schemas']['DelegationBody'];
export type DelegationsAnswer = components['schemas']['DelegationsAnswer'];
export type Demand = components['schemas']['Demand'];
export type DescriptionBody = components['schemas']['DescriptionBody'];
export type Digest = components['schemas']['Digest'];
export type DispatchAnswer = components['schemas']['DispatchAnswer'];
export type DownloadedFeatures = components['schemas']['DownloadedFeatures'];
export type DownloadMetadata = components['schemas']['DownloadMetadata'];
export type DrawnLeg = components['schemas']['DrawnLeg'];
export type DrawnStop = components['schemas']['DrawnStop'];
export type EmailBody = components['schemas']['EmailBody'];
export type EndedRun = components['schemas']['EndedRun'];
export type EnrolmentAnswer = components['schemas']['EnrolmentAnswer'];
export type Extent = components['schemas']['Extent'];
export type Feature = components['schemas']['Feature'];
export type FieldDeclaration = components['schemas']['FieldDeclaration'];
export type FieldError = components['schemas']['FieldError'];
export type FieldSchema = components['schemas']['FieldSchema'];
export type FieldsSchema = components['schemas']['FieldsSchema'];
export type FieldTerms = components['schemas']['FieldTerms'];
export type FieldType = components['schemas']['FieldType'];
export type FlowDeclaration = components['schemas']['FlowDeclaration'];
export type FolderUseAnswer = components['schemas']['FolderUseAnswer'];
export type FormerNameFound = components['schemas']['FormerNameFound'];
export type GalleryAnswer = components['schemas']['GalleryAnswer'];
export type GeometryKind = components['schemas']['GeometryKind'];
export type GivenRole = components['schemas']['GivenRole'];
export type Health = components['schemas']['Health'];
export type HealthReport = components['schemas']['HealthReport'];
export type HistoryEntry = components['schemas']['HistoryEntry'];
export type InvitationBody = components['schemas']['InvitationBody'];
export type InvitedAnswer = components['schemas']['InvitedAnswer'];
export type Item = components['schemas']['Item'];
export type ItemRegion = components['schemas']['ItemRegion'];
export type ItemRegions = components['schemas']['ItemRegions'];
export type ItemsPage = components['schemas']['ItemsPage'];
export type KeptObject = components['schemas']['KeptObject'];
export type KindAnswer = components['schemas']['KindAnswer'];
export type Landing = components['schemas']['Landing'];
export type Language = components['schemas']['Language'];
export type LayerCounts = components['schemas']['LayerCounts'];
export type LeftCell = components['schemas']['LeftCell'];
export type LeftRow = components['schemas']['LeftRow'];
export type LegendEntry = components['schemas']['LegendEntry'];
export type LegendTerm = components['schemas']['LegendTerm'];
export type LegFeature = components['schemas']['LegFeature'];
export type Level = components['schemas']['Level'];
export type Licence = components['schemas']['Licence'];
export type LicenceAnswer = components['schemas']['LicenceAnswer'];
export type LicencesAnswer = components['schemas']['LicencesAnswer'];
export type LineString = components['schemas']['LineString'];
export type Link = components['schemas']['Link'];
export type LinkAnswer = components['schemas']['LinkAnswer'];
export type LinkBody = components['schemas']['LinkBody'];
export type LinkedObject = components['schemas']['LinkedObject'];
export type ListedAnswer = components['schemas']['ListedAnswer'];
export type ListedProblem = components['schemas']['ListedProblem'];
export type ListedRegion = components['schemas']['ListedRegion'];
export type LoginBody = components['schemas']['LoginBody'];
export type MadeArchive = components['schemas']['MadeArchive'];
export type MapStyle = components['schemas']['MapStyle'];
export type MatchRule = components['schemas']['MatchRule'];
export type Me = components['schemas']['Me'];
export type MediaAnswer = components['schemas']['MediaAnswer'];
export type MediaLinkAnswer = components['schemas']['MediaLinkAnswer'];
export type MediaLinkBody = components['schemas']['MediaLinkBody'];
export type MediaOrderBody = components['schemas']['MediaOrderBody'];
export type MediaState = components['schemas']['MediaState'];
export type MediaStorageAnswer = components['schemas']['MediaStorageAnswer'];
export type MediaVariant = components['schemas']['MediaVariant'];
export type MembershipAnswer = components['schemas']['MembershipAnswer'];
export type MessageSettingsAnswer = components['schemas']['MessageSettingsAnswer'];
export type MessageSettingsBody = components['schemas']['MessageSettingsBody'];
export type Mode = components['schemas']['Mode'];
export type MoveBody = components['schemas']['MoveBody'];
export type MoveDeclaration = components['schemas']['MoveDeclaration'];
export type MultiLineString = components['schemas']['MultiLineString'];
export type MultiPoint = components['schemas']['MultiPoint'];
export type MultiPolygon = components['schemas']['MultiPolygon'];
export type Name = components['schemas']['Name'];
export type NamedUser = components['schemas']['NamedUser'];
export type NewTargetAnswer = components['schemas']['NewTargetAnswer'];
export type NewTokenAnswer = components['schemas']['NewTokenAnswer'];
export type ObjectCandidate = components['schemas']['ObjectCandidate'];
export type ObjectStop = components['schemas']['ObjectStop'];
export type OrganisationAnswer = components['schemas']['OrganisationAnswer'];
export type OrganisationBody = components['schemas']['OrganisationBody'];
export type OrganisationRecord = components['schemas']['OrganisationRecord'];
export type OrganisationsPage = components['schemas']['OrganisationsPage'];
export type OtherField = components['schemas']['OtherField'];
export type Outcome = components['schemas']['Outcome'];
export type OwnDataAnswer = components['schemas']['OwnDataAnswer'];
export type PasswordBody = components['schemas']['PasswordBody'];
export type PasswordByLinkBody = components['schemas']['PasswordByLinkBody'];
export type PeopleListAnswer = components['schemas']['PeopleListAnswer'];
export type PeoplePage = components['schemas']['PeoplePage'];
export type PersonAnswer = components['schemas']['PersonAnswer'];
export type PersonBody = components['schemas']['PersonBody'];
export type Phrase = components['schemas']['Phrase'];
export type PlaceCandidate = components['schemas']['PlaceCandidate'];
export type PlaceRegion = components['schemas']['PlaceRegion'];
export type PlaceStop = components['schemas']['PlaceStop'];
export type Point = components['schemas']['Point'];
export type Polygon = components['schemas']['Polygon'];
export type Preview = components['schemas']['Preview'];
export type PreviewAnswer = components['schemas']['PreviewAnswer'];
export type PreviewBody = components['schemas']['PreviewBody'];
export type PreviewFeature = components['schemas']['PreviewFeature'];
export type PreviewRow = components['schemas']['PreviewRow'];
export type Problem = components['schemas']['Problem'];
export type ProblemsPage = components['schemas']['ProblemsPage'];
export type ProofBody = components['schemas']['ProofBody'];
export type Proposal = components['schemas']['Proposal'];
export type ProposedColumn = components['schemas']['ProposedColumn'];
export type ProposedCounts = components['schemas']['ProposedCounts'];
export type ProposedFile = components['schemas']['ProposedFile'];
export type ProposedKey = components['schemas']['ProposedKey'];
export type ProposedProblem = components['schemas']['ProposedProblem'];
export type ProposedTerm = components['schemas']['ProposedTerm'];
export type PushBody = components['schemas']['PushBody'];
export type PushKeysBody = components['schemas']['PushKeysBody'];
export type QrAnswer = components['schemas']['QrAnswer'];
export type Readiness = components['schemas']['Readiness'];
export type RecoveryCodesAnswer = components['schemas']['RecoveryCodesAnswer'];
export type Region = components['schemas']['Region'];
export type RegionCounts = components['schemas']['RegionCounts'];
export type RegionCountsRow = components['schemas']['RegionCountsRow'];
export type RegionFeature = components['schemas']['RegionFeature'];
export type RegionName = components['schemas']['RegionName'];
export type Regions = components['schemas']['Regions'];
export type RegionsAt = components['schemas']['RegionsAt'];
export type RegionSummary = components['schemas']['RegionSummary'];
export type RemovalBody = components['schemas']['RemovalBody'];
export type RingDeclaration = components['schemas']['RingDeclaration'];
export type Role = components['schemas']['Role'];
export type RoleAnswer = components['schemas']['RoleAnswer'];
export type RowCandidate = components['schemas']['RowCandidate'];
export type RowProblem = components['schemas']['RowProblem'];
export type Run = components['schemas']['Run'];
export type RunCounts = components['schemas']['RunCounts'];
export type RunError = components['schemas']['RunError'];
export type RunFile = components['schemas']['RunFile'];
export type RunMapping = components['schemas']['RunMapping'];
export type RunMoves = components['schemas']['RunMoves'];
export type RunProgress = components['schemas']['RunProgress'];
export type RunsPage = components['schemas']['RunsPage'];
export type RunState = components['schemas']['RunState'];
export type SearchedRegion = components['schemas']['SearchedRegion'];
export type SearchResult = components['schemas']['SearchResult'];
export type SearchResults = components['schemas']['SearchResults'];
export type SecondFactorAnswer = components['schemas']['SecondFactorAnswer'];
export type SecondFactorRequired = components['schemas']['SecondFactorRequired'];
export type SentCodeBody = components['schemas']['SentCodeBody'];
export type SessionAnswer = components['schemas']['SessionAnswer'];
export type SessionsAnswer = components['schemas']['SessionsAnswer'];
export type SettingAnswer = components['schemas']['SettingAnswer'];
export type SettingsReport = components['schemas']['SettingsReport'];
export type Shape = components['schemas']['Shape'];
export type SignedLinkAnswer = components['schemas']['SignedLinkAnswer'];
export type SignInBody = components['schemas']['SignInBody'];
export type SpatialExtent = components['schemas']['SpatialExtent'];
export type SpokenBody = components['schemas']['SpokenBody'];
export type SpokenTexts = components['schemas']['SpokenTexts'];
export type StartedRuns = components['schemas']['StartedRuns'];
export type Stays = components['schemas']['Stays'];
export type StopFeature = components['schemas']['StopFeature'];
export type StorageReport = components['schemas']['StorageReport'];
export type StyleDeclaration = components['schemas']['StyleDeclaration'];
export type StyleLayer = components['schemas']['StyleLayer'];
export type StyleMetadata = components['schemas']['StyleMetadata'];
export type SystemCandidate = components['schemas']['SystemCandidate'];
export type TableUseAnswer = components['schemas']['TableUseAnswer'];
export type TakenPlace = components['schemas']['TakenPlace'];
export type TargetAnswer = components['schemas']['TargetAnswer'];
export type TargetField = components['schemas']['TargetField'];
export type TaskAnswer = components['schemas']['TaskAnswer'];
export type TaskPage = components['schemas']['TaskPage'];
export type TaskProblem = components['schemas']['TaskProblem'];
export type TaskProgress = components['schemas']['TaskProgress'];
export type TasksInState = components['schemas']['TasksInState'];
export type TaskState = components['schemas']['TaskState'];
export type TelephoneBody = components['schemas']['TelephoneBody'];
export type TelephoneCodeBody = components['schemas']['TelephoneCodeBody'];
export type TemplateAnswer = components['schemas']['TemplateAnswer'];
export type TemplateBody = components['schemas']['TemplateBody'];
export type TemplatesAnswer = components['schemas']['TemplatesAnswer'];
export type TermBy = components['schemas']['TermBy'];
export type TermDeclaration = components['schemas']['TermDeclaration'];
export type TermFound = components['schemas']['TermFound'];
export type TileJson = components['schemas']['TileJson'];
export type TileMatrix = components['schemas']['TileMatrix'];
export type TileMatrixLimits = components['schemas']['TileMatrixLimits'];
export type TileMatrixSet = components['schemas']['TileMatrixSet'];
export type TileMatrixSetItem = components['schemas']['TileMatrixSetItem'];
export type TileMatrixSets = components['schemas']['TileMatrixSets'];
export type TileSet = components['schemas']['TileSet'];
export type TileSetBox = components['schemas']['TileSetBox'];
export type TileSetCentre = components['schemas']['TileSetCentre'];
export type TileSetItem = components['schemas']['TileSetItem'];
export type TileSetLayer = components['schemas']['TileSetLayer'];
export type TileSets = components['schemas']['TileSets'];
export type TitleBody = components['schemas']['TitleBody'];
export type TokenAnswer = components['schemas']['TokenAnswer'];
export type TokenBody = components['schemas']['TokenBody'];
export type TokenKind = components['schemas']['TokenKind'];
export type TokensAnswer = components['schemas']['TokensAnswer'];
export type Tone = components['schemas']['Tone'];
export type TripAnswer = components['schemas']['TripAnswer'];
export type TripBody = components['schemas']['TripBody'];
export type TripFeatures = components['schemas']['TripFeatures'];
export type TripLeg = components['schemas']['TripLeg'];
export type UndoneRun = components['schemas']['UndoneRun'];
export type UndoneTraces = components['schemas']['UndoneTraces'];
export type UserRoleAnswer = components['schemas']['UserRoleAnswer'];
export type UserRoleBody = components['schemas']['UserRoleBody'];
export type UserRolesAnswer = components['schemas']['UserRolesAnswer'];
export type VariantBody = components['schemas']['VariantBody'];
export type VectorLayer = components['schemas']['VectorLayer'];
export type VectorSource = components['schemas']['VectorSource'];
export type Verdict = components['schemas']['Verdict'];
export type VocabularyDeclaration = components['schemas']['VocabularyDeclaration'];
export type WebhookBody = components['schemas']['WebhookBody'];
export type WrittenPlaceFound = components['schemas']['WrittenPlaceFound'];
export type $defs = Record<string, never>;
export type operations = Record<string, never>;
