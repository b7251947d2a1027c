-- Closings are numbered by whoever holds the counter's row, so that they become visible in the order of their numbers.
CREATE TABLE closing_counter (
  id SMALLINT PRIMARY KEY CHECK (id = 1),
  given BIGINT NOT NULL
);
INSERT INTO closing_counter (id, given) SELECT 1, coalesce(max(sequence), 0) FROM closings;

-- The phone that came with the grant: what one enterprise enters is not told to another. people.phone is for logging in.
ALTER TABLE grants ADD COLUMN phone TEXT NOT NULL DEFAULT '';
UPDATE grants SET phone = (SELECT p.phone FROM people p WHERE p.id = grants.person_id);
