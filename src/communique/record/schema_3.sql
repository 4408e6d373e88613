-- Version 3: the user's own table of offices, as JSON of `Tenure`; the whole table as it was last given.
CREATE TABLE given_offices (n INTEGER PRIMARY KEY, json TEXT NOT NULL);
