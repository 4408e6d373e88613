-- Version 5: what lists and charts ask. A row with its JSON is a page or more of the file, so that to look over a thousand
-- of them is to read megabytes; what all of them are sorted, counted and drawn by stands in narrow tables beside them.
-- The function `folded` is `knowledge.tables.fold`, `reciprocal` that of the codebook.

-- `first` is '9999' and `last` empty where an event has no date: so undated ones come last from either end.
CREATE TABLE event_glances (
  id TEXT PRIMARY KEY REFERENCES events (id) ON DELETE CASCADE,
  event TEXT,
  mode TEXT,
  form TEXT,
  status TEXT NOT NULL,
  first TEXT NOT NULL,
  last TEXT NOT NULL,
  precision TEXT NOT NULL,
  basis TEXT NOT NULL,
  documents INTEGER NOT NULL,
  origins INTEGER NOT NULL,
  outcome TEXT,
  part_of TEXT
) WITHOUT ROWID;
CREATE INDEX event_glances_first ON event_glances (first, id);
CREATE INDEX event_glances_last ON event_glances (last DESC, id);
CREATE INDEX event_glances_whole ON event_glances (part_of, first, id) WHERE part_of IS NOT NULL;

CREATE TABLE event_actors (
  event TEXT NOT NULL REFERENCES events (id) ON DELETE CASCADE,
  side TEXT NOT NULL,
  actor TEXT NOT NULL,
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  state TEXT,
  PRIMARY KEY (event, side, actor)
) WITHOUT ROWID;
CREATE INDEX event_actors_actor ON event_actors (actor, event);

-- `pair`: two codes in order, "IRN-SAU", that the event is between; which states only take part stands in `event_states`.
CREATE TABLE event_pairs (
  event TEXT NOT NULL REFERENCES events (id) ON DELETE CASCADE,
  pair TEXT NOT NULL,
  PRIMARY KEY (event, pair)
) WITHOUT ROWID;
CREATE INDEX event_pairs_pair ON event_pairs (pair, event);

CREATE TABLE event_documents (
  event TEXT NOT NULL REFERENCES events (id) ON DELETE CASCADE,
  document TEXT NOT NULL,
  PRIMARY KEY (event, document)
) WITHOUT ROWID;
CREATE INDEX event_documents_document ON event_documents (document, event);

-- `day`: when its document was published, '9999' where that is not known.
CREATE TABLE statement_days (
  statement TEXT PRIMARY KEY REFERENCES statements (id) ON DELETE CASCADE,
  day TEXT NOT NULL,
  document TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX statement_days_day ON statement_days (day, statement);
CREATE INDEX statement_days_newest ON statement_days (replace(day, '9999', '') DESC, statement);

CREATE TABLE statement_speakers (
  statement TEXT NOT NULL REFERENCES statements (id) ON DELETE CASCADE,
  actor TEXT NOT NULL,
  name TEXT NOT NULL,
  state TEXT,
  PRIMARY KEY (statement, actor)
) WITHOUT ROWID;
CREATE INDEX statement_speakers_actor ON statement_speakers (actor, statement);

-- `rank` sorts the most mentioned first, then by name. `names`: all names, folded, a line each.
CREATE TABLE actor_glances (
  id TEXT PRIMARY KEY REFERENCES actors (id) ON DELETE CASCADE,
  rank TEXT NOT NULL,
  name TEXT NOT NULL,
  kind TEXT NOT NULL,
  country TEXT,
  mentions INTEGER NOT NULL,
  names TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX actor_glances_rank ON actor_glances (rank, id);

ALTER TABLE contradictions ADD COLUMN kind TEXT NOT NULL DEFAULT '';
ALTER TABLE contradictions ADD COLUMN field TEXT NOT NULL DEFAULT '';
DROP INDEX contradictions_event;
CREATE INDEX contradictions_event ON contradictions (event, kind);
CREATE INDEX contradictions_kind ON contradictions (kind, event);

DROP INDEX documents_source;
CREATE INDEX documents_source ON documents (current, source, id);
CREATE INDEX documents_day ON documents (current, coalesce(published, '9999'), id);
CREATE INDEX documents_newest ON documents (current, coalesce(published, '') DESC, id);
CREATE INDEX documents_own ON documents (published) WHERE current = 1 AND copy_of IS NULL;
CREATE INDEX documents_language ON documents (current, coalesce(json_extract(json, '$.language'), 'en'));
CREATE INDEX sightings_seen ON sightings (seen, document) WHERE current = 1;

INSERT INTO event_glances
  SELECT id, event, json_extract(json, '$.mode'), form, status, coalesce(start, '9999'), coalesce("end", ''),
    coalesce(json_extract(json, '$.date.precision'), ''), coalesce(json_extract(json, '$.date.basis'), ''),
    coalesce(json_array_length(json, '$.documents'), 0), coalesce(json_array_length(json, '$.origins'), 0),
    json_extract(json, '$.outcome'), json_extract(json, '$.part_of')
  FROM events;
INSERT OR IGNORE INTO event_actors
  SELECT e.id, 'source', json_extract(p.value, '$.actor'), json_extract(p.value, '$.kind'),
    json_extract(p.value, '$.name'), json_extract(p.value, '$.country')
  FROM events e, json_each(e.json, '$.sources') p WHERE json_extract(p.value, '$.actor') IS NOT NULL ORDER BY p.key;
INSERT OR IGNORE INTO event_actors
  SELECT e.id, 'target', json_extract(p.value, '$.actor'), json_extract(p.value, '$.kind'),
    json_extract(p.value, '$.name'), json_extract(p.value, '$.country')
  FROM events e, json_each(e.json, '$.targets') p WHERE json_extract(p.value, '$.actor') IS NOT NULL ORDER BY p.key;
INSERT OR IGNORE INTO event_pairs
  SELECT event, min(one, two) || '-' || max(one, two) FROM (
    SELECT e.id AS event, json_extract(s.value, '$.country') AS one, json_extract(t.value, '$.country') AS two
    FROM events e, json_each(e.json, '$.sources') s, json_each(e.json, '$.targets') t
  ) WHERE one <> two AND one <> '' AND two <> '';
INSERT OR IGNORE INTO event_pairs
  SELECT e.id, a.state || '-' || b.state FROM events e
  JOIN event_states a ON a.event = e.id JOIN event_states b ON b.event = e.id AND b.state > a.state
  WHERE reciprocal(e.event, e.form);
INSERT OR IGNORE INTO event_documents SELECT e.id, d.value FROM events e, json_each(e.json, '$.documents') d;
INSERT INTO statement_days
  SELECT s.id, coalesce(d.published, '9999'), s.document FROM statements s LEFT JOIN documents d ON d.id = s.document;
INSERT OR IGNORE INTO statement_speakers
  SELECT s.id, json_extract(p.value, '$.actor'), json_extract(p.value, '$.name'), json_extract(p.value, '$.country')
  FROM statements s, json_each(s.json, '$.speakers') p WHERE json_extract(p.value, '$.actor') IS NOT NULL
  ORDER BY p.key;
INSERT INTO actor_glances
  SELECT a.id, printf('%012d %s', 999999999999 - coalesce(json_extract(a.json, '$.mentions'), 0), a.name), a.name,
    coalesce(json_extract(a.json, '$.kind'), ''), json_extract(a.json, '$.country'),
    coalesce(json_extract(a.json, '$.mentions'), 0),
    folded(a.name)
      || coalesce((SELECT group_concat(char(10) || folded(n.value), '') FROM json_each(a.json, '$.names') n), '')
  FROM actors a;
UPDATE contradictions SET kind = coalesce(json_extract(json, '$.kind'), ''),
  field = coalesce(json_extract(json, '$.field'), '');
