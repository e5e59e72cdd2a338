"""The tables, as numbered migrations: each is one transaction that ends by setting `user_version`.

`row` columns are local to the file and never leave the store. `digest` columns let a reader notice bytes that
we did not write: SQLite itself sees only damage that breaks the structure of a page.

`items` is the ledger. An item with a `document` and a `reason` could not be read the last time; what it
held before is kept. `items.text` is NULL where it is the document's own; white space may differ between two
sources of one text.
"""

__all__ = ["APPLICATION_ID", "MIGRATIONS", "TOPIC_TABLES", "TREND_TABLES"]

APPLICATION_ID = 0x636D6F31  # "cmo1"

TOPIC_TABLES = ("theme_assignments", "assignments", "topics", "topic_figures")
TREND_TABLES = ("changes", "points")

_FIRST = """
CREATE TABLE documents (
    row INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    text TEXT NOT NULL,
    words INTEGER NOT NULL,
    description TEXT NOT NULL,
    published TEXT,
    family TEXT,
    digest TEXT NOT NULL
) STRICT;

CREATE TABLE items (
    location TEXT PRIMARY KEY,
    source TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    document INTEGER REFERENCES documents(row),
    text TEXT,
    description TEXT,
    reason TEXT,
    detail TEXT,
    digest TEXT NOT NULL,
    CHECK (document IS NOT NULL OR reason IS NOT NULL)
) STRICT;
CREATE INDEX items_by_document ON items(document);

CREATE TABLE annotations (
    document INTEGER PRIMARY KEY REFERENCES documents(row) ON DELETE CASCADE,
    fingerprint TEXT NOT NULL,
    year TEXT,
    tokens BLOB NOT NULL,
    reason TEXT,
    detail TEXT,
    digest TEXT NOT NULL
) STRICT;

CREATE TABLE sentences (
    document INTEGER NOT NULL REFERENCES annotations(document) ON DELETE CASCADE,
    start INTEGER NOT NULL,
    end INTEGER NOT NULL,
    block INTEGER NOT NULL,
    kind TEXT NOT NULL,
    PRIMARY KEY (document, start, end)
) STRICT, WITHOUT ROWID;

CREATE TABLE mentions (
    document INTEGER NOT NULL REFERENCES annotations(document) ON DELETE CASCADE,
    start INTEGER NOT NULL,
    end INTEGER NOT NULL,
    label TEXT NOT NULL,
    concept TEXT,
    surface TEXT NOT NULL,
    origin TEXT NOT NULL,
    score REAL NOT NULL,
    negated INTEGER NOT NULL,
    statement_start INTEGER,
    statement_end INTEGER,
    PRIMARY KEY (document, start, end, label)
) STRICT, WITHOUT ROWID;
CREATE INDEX mentions_by_concept ON mentions(concept, document, negated, statement_start);

CREATE TABLE statements (
    document INTEGER NOT NULL REFERENCES annotations(document) ON DELETE CASCADE,
    start INTEGER NOT NULL,
    end INTEGER NOT NULL,
    horizon TEXT NOT NULL,
    reference_year INTEGER,
    PRIMARY KEY (document, start, end)
) STRICT, WITHOUT ROWID;

CREATE TABLE segments (
    row INTEGER PRIMARY KEY,
    document INTEGER NOT NULL REFERENCES annotations(document) ON DELETE CASCADE,
    start INTEGER NOT NULL,
    end INTEGER NOT NULL,
    words INTEGER NOT NULL,
    text TEXT NOT NULL,
    keys TEXT NOT NULL,
    plain_keys TEXT NOT NULL,
    UNIQUE (document, start, end)
) STRICT;
CREATE VIRTUAL TABLE search USING fts5(
    text, keys, plain_keys,
    content="segments", content_rowid="row", tokenize="unicode61 remove_diacritics 2"
);

CREATE TABLE concepts (
    id TEXT PRIMARY KEY,
    label TEXT NOT NULL,
    name TEXT NOT NULL,
    name_en TEXT NOT NULL,
    broader TEXT,
    uris TEXT NOT NULL,
    note TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE topics (
    id TEXT PRIMARY KEY,
    record TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE assignments (
    document TEXT NOT NULL,
    start INTEGER NOT NULL,
    end INTEGER NOT NULL,
    topic TEXT REFERENCES topics(id),
    probability REAL,
    reason TEXT,
    PRIMARY KEY (document, start, end)
) STRICT, WITHOUT ROWID;
CREATE INDEX assignments_by_topic ON assignments(topic, document);

CREATE TABLE points (
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    clock TEXT NOT NULL,
    stratum TEXT,
    period TEXT NOT NULL,
    record TEXT NOT NULL
) STRICT;
CREATE INDEX points_by_thing ON points(kind, id, clock, stratum, period);

CREATE TABLE changes (
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    clock TEXT NOT NULL,
    stratum TEXT,
    test TEXT NOT NULL,
    record TEXT NOT NULL
) STRICT;
CREATE INDEX changes_by_thing ON changes(kind, id, clock, stratum, test);

CREATE TABLE stages (
    name TEXT PRIMARY KEY,
    fingerprint TEXT NOT NULL,
    digest TEXT NOT NULL,
    finished TEXT NOT NULL,
    settings TEXT NOT NULL,
    remarks TEXT NOT NULL,
    checksum TEXT NOT NULL
) STRICT, WITHOUT ROWID;
"""

# One file can hold many items. What is remembered holds until it is said otherwise.
_SECOND = """
ALTER TABLE items ADD COLUMN file TEXT NOT NULL DEFAULT '';
UPDATE items SET file=location;
CREATE INDEX items_by_file ON items(file);

CREATE TABLE signatures (
    document INTEGER PRIMARY KEY REFERENCES documents(row) ON DELETE CASCADE,
    signature BLOB NOT NULL,
    digest TEXT NOT NULL
) STRICT;

CREATE TABLE remembered (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL,
    digest TEXT NOT NULL
) STRICT, WITHOUT ROWID;
"""

# A segment has one free topic or a reason, in `assignments`, and any number of guided ones beside it. Vectors
# outlive a fit, and so do edits: `topic` is NULL while the edited topic has no counterpart in the fit.
_THIRD = """
CREATE TABLE theme_assignments (
    document TEXT NOT NULL,
    start INTEGER NOT NULL,
    end INTEGER NOT NULL,
    topic TEXT NOT NULL REFERENCES topics(id),
    probability REAL NOT NULL,
    PRIMARY KEY (document, start, end, topic)
) STRICT, WITHOUT ROWID;

CREATE TABLE vectors (
    row INTEGER PRIMARY KEY,
    text TEXT NOT NULL,
    model TEXT NOT NULL,
    vector BLOB NOT NULL,
    digest TEXT NOT NULL,
    UNIQUE (text, model)
) STRICT;

CREATE TABLE topic_edits (
    row INTEGER PRIMARY KEY,
    topic TEXT UNIQUE,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    members TEXT NOT NULL,
    label TEXT,
    hidden INTEGER NOT NULL,
    merged_into INTEGER,
    digest TEXT NOT NULL
) STRICT;
"""

# Fits from before have neither: their rows keep the digest that they had (`topics_digest`).
_FOURTH = """
ALTER TABLE assignments ADD COLUMN consensus REAL;

CREATE TABLE topic_figures (
    record TEXT NOT NULL
) STRICT;
"""

# What a query reads: the vector of a segment by its text, the irregular forms of words (folded), the words as
# the index has them. Documents are annotated anew for these.
_FIFTH = """
ALTER TABLE segments ADD COLUMN text_digest TEXT NOT NULL DEFAULT '';
CREATE INDEX segments_by_text ON segments(text_digest);

CREATE TABLE inflections (
    form TEXT NOT NULL,
    lemma TEXT NOT NULL,
    document INTEGER NOT NULL REFERENCES annotations(document) ON DELETE CASCADE,
    PRIMARY KEY (form, lemma, document)
) STRICT, WITHOUT ROWID;
CREATE INDEX inflections_by_lemma ON inflections(lemma, form);
CREATE INDEX inflections_by_document ON inflections(document);

CREATE VIRTUAL TABLE vocabulary USING fts5vocab('search', 'col');

CREATE INDEX documents_by_date ON documents(published);
CREATE INDEX documents_by_publisher ON documents(
    iif(description='', NULL, json_extract(description, '$.publisher'))
);
CREATE INDEX documents_by_source_type ON documents(
    iif(description='', NULL, json_extract(description, '$.source_type'))
);
UPDATE annotations SET fingerprint='';
"""

# A number that each batch raises, so that what a process keeps in memory is known to be of this state. It
# begins anywhere: a workspace made anew under the same name is another.
_SIXTH = """
CREATE TABLE revision (number INTEGER NOT NULL) STRICT;
INSERT INTO revision VALUES (random() & 0xFFFFFFFFFFFF);
"""

# Search by lemma, not by stem. `lemmas` counts, over all segments, which lemmas the forms of a singular have.
_SEVENTH = """
DROP TABLE inflections;
DROP TABLE vocabulary;
DROP TABLE search;
ALTER TABLE segments RENAME COLUMN keys TO lemmas;
ALTER TABLE segments RENAME COLUMN plain_keys TO singulars;

CREATE VIRTUAL TABLE search USING fts5(
    text, lemmas, singulars,
    content="segments", content_rowid="row", tokenize="unicode61 remove_diacritics 2"
);
INSERT INTO search(search) VALUES ('rebuild');

CREATE TABLE lemmas (
    singular TEXT NOT NULL,
    lemma TEXT NOT NULL,
    n INTEGER NOT NULL,
    PRIMARY KEY (singular, lemma)
) STRICT, WITHOUT ROWID;
CREATE INDEX lemmas_by_lemma ON lemmas(lemma);
UPDATE annotations SET fingerprint='';
"""

MIGRATIONS: tuple[str, ...] = (_FIRST, _SECOND, _THIRD, _FOURTH, _FIFTH, _SIXTH, _SEVENTH)
