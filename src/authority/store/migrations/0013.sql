-- Which devices know their person's face: never the face itself. wrong_tries: since the last good one; locked_until: 0 for never.
CREATE TABLE face_enrolments (
  device_id TEXT PRIMARY KEY REFERENCES devices (id),
  person_id TEXT NOT NULL REFERENCES people (id),
  template_id TEXT NOT NULL,
  model TEXT NOT NULL,
  consent TEXT NOT NULL,
  enrolled_at BIGINT NOT NULL,
  wrong_tries BIGINT NOT NULL DEFAULT 0 CHECK (wrong_tries >= 0),
  locked_until BIGINT NOT NULL DEFAULT 0
);
