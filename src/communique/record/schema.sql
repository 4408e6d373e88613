-- The record, version 1. Larger values stand as JSON of the frozen dataclasses; columns beside them are what look-ups need.

CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE sources (id TEXT PRIMARY KEY, name TEXT NOT NULL, json TEXT NOT NULL) WITHOUT ROWID;

-- One row for each content. `json` leaves out text, sightings and copy_of, which stand in columns and in `sightings`.
-- `content` is the SHA-256 of the raw bytes and shows a collision of ids; `digest` is what a reading was made from.
-- `n` is there because an FTS5 table needs an integer key that VACUUM leaves alone.
CREATE TABLE documents (
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  content TEXT NOT NULL,
  digest TEXT NOT NULL,
  current INTEGER NOT NULL,
  source TEXT,
  published TEXT,
  title TEXT NOT NULL,
  text TEXT NOT NULL,
  copy_of TEXT,
  json TEXT NOT NULL
);
CREATE INDEX documents_current ON documents (current, id);
CREATE INDEX documents_source ON documents (current, source);

-- Where a content was seen. Of the sightings of one address one is current; the others are its history.
-- `variant` is the document as this address would have it (with its own source and day), NULL when `documents` has just that.
CREATE TABLE sightings (
  uri TEXT NOT NULL,
  document TEXT NOT NULL REFERENCES documents (id),
  seen TEXT NOT NULL,
  given TEXT NOT NULL,
  extractor TEXT NOT NULL,
  current INTEGER NOT NULL,
  rank INTEGER NOT NULL,
  variant TEXT,
  PRIMARY KEY (uri, document)
) WITHOUT ROWID;
CREATE UNIQUE INDEX sightings_one_current ON sightings (uri) WHERE current = 1;
CREATE INDEX sightings_document ON sightings (document, current);

CREATE TABLE skipped (uri TEXT PRIMARY KEY, reason TEXT NOT NULL, detail TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE readings (
  document TEXT PRIMARY KEY REFERENCES documents (id),
  coder TEXT NOT NULL,
  digest TEXT NOT NULL,
  json TEXT NOT NULL
);

-- From here on everything is made from the readings by link and merge, and may be thrown away and made again.
CREATE TABLE actors (id TEXT PRIMARY KEY, name TEXT NOT NULL, json TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE offices (n INTEGER PRIMARY KEY, person TEXT NOT NULL, json TEXT NOT NULL);

CREATE TABLE claims (
  id TEXT PRIMARY KEY,
  document TEXT NOT NULL,
  at INTEGER NOT NULL,
  event TEXT,
  form TEXT,
  status TEXT NOT NULL,
  start TEXT,
  "end" TEXT,
  block TEXT NOT NULL,
  statement TEXT,
  json TEXT NOT NULL
);
CREATE INDEX claims_document ON claims (document, at, id);
CREATE INDEX claims_block ON claims (block);

CREATE TABLE claim_states (
  claim TEXT NOT NULL REFERENCES claims (id) ON DELETE CASCADE,
  state TEXT NOT NULL,
  PRIMARY KEY (claim, state)
) WITHOUT ROWID;
CREATE INDEX claim_states_state ON claim_states (state);

CREATE TABLE statements (
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  document TEXT NOT NULL,
  at INTEGER NOT NULL,
  words TEXT NOT NULL,
  json TEXT NOT NULL
);
CREATE INDEX statements_document ON statements (document, at, id);

CREATE TABLE statement_states (
  statement TEXT NOT NULL REFERENCES statements (id) ON DELETE CASCADE,
  state TEXT NOT NULL,
  PRIMARY KEY (statement, state)
) WITHOUT ROWID;
CREATE INDEX statement_states_state ON statement_states (state);

-- What a block was merged from, so that only a block whose input changed is merged again.
CREATE TABLE blocks (block TEXT PRIMARY KEY, fingerprint TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE events (
  id TEXT PRIMARY KEY,
  block TEXT NOT NULL,
  event TEXT,
  form TEXT,
  status TEXT NOT NULL,
  start TEXT,
  "end" TEXT,
  json TEXT NOT NULL
);
CREATE INDEX events_block ON events (block);
CREATE INDEX events_start ON events (start, id);

CREATE TABLE event_claims (
  event TEXT NOT NULL REFERENCES events (id) ON DELETE CASCADE,
  claim TEXT NOT NULL,
  PRIMARY KEY (event, claim)
) WITHOUT ROWID;
CREATE INDEX event_claims_claim ON event_claims (claim);

CREATE TABLE event_states (
  event TEXT NOT NULL REFERENCES events (id) ON DELETE CASCADE,
  state TEXT NOT NULL,
  PRIMARY KEY (event, state)
) WITHOUT ROWID;
CREATE INDEX event_states_state ON event_states (state);

CREATE TABLE contradictions (id TEXT PRIMARY KEY, block TEXT NOT NULL, event TEXT, json TEXT NOT NULL);
CREATE INDEX contradictions_block ON contradictions (block);
CREATE INDEX contradictions_event ON contradictions (event);

CREATE TABLE contradiction_states (
  contradiction TEXT NOT NULL REFERENCES contradictions (id) ON DELETE CASCADE,
  state TEXT NOT NULL,
  PRIMARY KEY (contradiction, state)
) WITHOUT ROWID;
CREATE INDEX contradiction_states_state ON contradiction_states (state);

-- What people decided. Only ever added to.
CREATE TABLE judgements (n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, json TEXT NOT NULL);
CREATE TRIGGER judgements_stay BEFORE UPDATE ON judgements BEGIN
  SELECT RAISE(ABORT, 'judgements are only added, never changed');
END;
CREATE TRIGGER judgements_remain BEFORE DELETE ON judgements BEGIN
  SELECT RAISE(ABORT, 'judgements are only added, never removed');
END;

CREATE VIRTUAL TABLE documents_words USING fts5 (
  title, text, content = 'documents', content_rowid = 'n', tokenize = 'unicode61 remove_diacritics 2'
);
CREATE VIRTUAL TABLE statements_words USING fts5 (
  words, content = 'statements', content_rowid = 'n', tokenize = 'unicode61 remove_diacritics 2'
);
