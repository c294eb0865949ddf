-- A step may be asked for again: what was reported in an earlier round says nothing about it now.
ALTER TABLE step ADD COLUMN round integer NOT NULL DEFAULT 1;
ALTER TABLE step ALTER COLUMN round DROP DEFAULT;

-- What makes up a step's seconds, so that reports may come in any order.
ALTER TABLE step ADD COLUMN ending_seconds double precision;
ALTER TABLE shard ADD COLUMN seconds double precision;

-- How many facts of a study's history its gateway has brought about, each with a number in Kafka.
ALTER TABLE study ADD COLUMN facts bigint NOT NULL DEFAULT 0;
ALTER TABLE study ALTER COLUMN facts DROP DEFAULT;

-- No step is cancelled but with its study.
ALTER TABLE study DROP COLUMN cancelled_steps;
UPDATE step SET ending_seconds = seconds;

-- What was measured is forgotten some time after a study's end.
CREATE INDEX happening_measured ON happening (study_id) WHERE kind = 'METRIC';
