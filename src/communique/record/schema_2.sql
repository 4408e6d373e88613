-- Version 2: what a document has word for word from earlier ones, as JSON of `Reuse`; NULL where it has nothing.
ALTER TABLE documents ADD COLUMN reuses TEXT;
