-- A study of thousands of steps takes note of each at the same cost as a small one: what is large
-- and never changes lies apart, and what would have to be counted is kept as a number.

-- Studies from before were written in a form that is not read any more. Their results rest in the
-- artifact store: the same study asked for again finds them there.
DELETE FROM study;

ALTER TABLE study DROP COLUMN specification;
ALTER TABLE study DROP COLUMN cells;
ALTER TABLE study ADD COLUMN notes text NOT NULL;
ALTER TABLE study ADD COLUMN reason text;
-- Steps planned so far that have not ended, and those that ended without a result.
ALTER TABLE study ADD COLUMN open_steps integer NOT NULL;
ALTER TABLE study ADD COLUMN failed_steps integer NOT NULL;
ALTER TABLE study ADD COLUMN cancelled_steps integer NOT NULL;
-- Stages of selection, and how many of them are decided.
ALTER TABLE study ADD COLUMN stages integer NOT NULL;
ALTER TABLE study ADD COLUMN decided integer NOT NULL;

-- What a study asks for, what its cost is reckoned by, its table (once all is chosen), and how many
-- steps that were without merging.
CREATE TABLE blueprint (
    study_id      text PRIMARY KEY REFERENCES study ON DELETE CASCADE,
    specification text   NOT NULL,
    measures      text   NOT NULL,
    cells         text   NOT NULL,
    asked         bigint NOT NULL
);

-- The stages of a study, by number from 0: what they are decided by, and what was decided.
CREATE TABLE stage (
    study_id text    NOT NULL REFERENCES study ON DELETE CASCADE,
    number   integer NOT NULL,
    probes   text    NOT NULL,
    choices  text,
    PRIMARY KEY (study_id, number)
);

-- How fast work of a kind goes: rows that went through the model, of what model, in what kind of
-- work.
ALTER TABLE step ADD COLUMN work double precision;
ALTER TABLE step ADD COLUMN kind_of_work text NOT NULL;
ALTER TABLE step ADD COLUMN model text NOT NULL;
ALTER TABLE step ADD COLUMN parameters bigint NOT NULL;
-- Digest of what the step made.
ALTER TABLE step ADD COLUMN artifact text;

CREATE INDEX step_by_parent ON step (study_id, parent_key);
CREATE INDEX step_by_artifact ON step (artifact);
CREATE INDEX step_by_key ON step (step_key);
CREATE INDEX step_by_kind_of_work ON step (kind_of_work) WHERE state = 'COMPLETED';
CREATE INDEX study_without_open_steps ON study (id) WHERE state = 'RUNNING' AND open_steps = 0;
