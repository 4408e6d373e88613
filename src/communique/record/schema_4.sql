-- Version 4: merging by claims instead of whole blocks. `cell`, `lo` and `hi` are where a claim stands among the others
-- (block, kind of happening, and the days as ordinals); `context` is what else its event is made from.
ALTER TABLE claims ADD COLUMN cell TEXT NOT NULL DEFAULT '';
ALTER TABLE claims ADD COLUMN lo INTEGER NOT NULL DEFAULT 0;
ALTER TABLE claims ADD COLUMN hi INTEGER NOT NULL DEFAULT 0;
ALTER TABLE claims ADD COLUMN context TEXT NOT NULL DEFAULT '';
CREATE INDEX claims_cell ON claims (cell, lo, hi);
DROP INDEX claims_block;
CREATE INDEX claims_block ON claims (block, document);

-- Claims whose event is still to be made, and days of a block on which events came, went or changed: what they show of
-- each other (plans kept, parts, disagreements) is still to be looked at again.
CREATE TABLE waiting (claim TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE unsettled (block TEXT NOT NULL, lo INTEGER NOT NULL, hi INTEGER NOT NULL, PRIMARY KEY (block, lo, hi)) WITHOUT ROWID;
DROP TABLE blocks;

-- `component`: the smallest id of the claims that likely pairs connect; events of one component are made together.
ALTER TABLE events ADD COLUMN component TEXT NOT NULL DEFAULT '';
ALTER TABLE events ADD COLUMN lo INTEGER NOT NULL DEFAULT 0;
ALTER TABLE events ADD COLUMN hi INTEGER NOT NULL DEFAULT 0;
CREATE INDEX events_component ON events (component);
CREATE INDEX events_days ON events (block, lo, hi);

-- `across`: 0 inside of one event, 1 between events near each other, 2 between any of the block; the last two are made when
-- these are settled. `lo` and `hi`: the days of what it is about.
ALTER TABLE contradictions ADD COLUMN across INTEGER NOT NULL DEFAULT 0;
ALTER TABLE contradictions ADD COLUMN lo INTEGER NOT NULL DEFAULT 0;
ALTER TABLE contradictions ADD COLUMN hi INTEGER NOT NULL DEFAULT 0;

INSERT INTO waiting (claim) SELECT id FROM claims;
UPDATE meta SET value = '1' WHERE key = 'dirty';
