/**
 * The record of calls to models, calibrations, and what the queue has to know to tell a poisoned job from an unlucky one.
 *
 * Ordinals give the order of writing, which decides between records of one moment. Ids come from outside and need not sort.
 */
export const modelCalls = `
CREATE TABLE llm_call(                           -- intent written ahead, then the raw reply
  ordinal INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  subject TEXT NOT NULL,
  role TEXT NOT NULL,
  model TEXT NOT NULL,
  input_hash TEXT NOT NULL,
  sent_at_ms INTEGER NOT NULL,
  status TEXT NOT NULL DEFAULT 'sent' CHECK(status IN ('sent', 'answered', 'failed')),
  ended_at_ms INTEGER,
  cost_microusd INTEGER,                         -- from the reply; NULL: the model's price is not known
  error TEXT,
  request TEXT NOT NULL,                         -- JSON
  reply TEXT,                                    -- JSON
  CHECK((reply IS NOT NULL) = (status = 'answered')),
  CHECK((error IS NOT NULL) = (status = 'failed')),
  CHECK((ended_at_ms IS NULL) = (status = 'sent')),
  CHECK(cost_microusd IS NULL OR status = 'answered')
) STRICT;
CREATE INDEX llm_call_answered ON llm_call(input_hash, ended_at_ms) WHERE status = 'answered';
CREATE INDEX llm_call_spent ON llm_call(ended_at_ms, cost_microusd) WHERE status = 'answered';
CREATE INDEX llm_call_subject ON llm_call(subject, sent_at_ms);

CREATE TABLE llm_batch(
  ordinal INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  call_ids TEXT NOT NULL,                        -- JSON list; an item is named <id>_<index>
  provider_id TEXT,                              -- NULL: not known yet
  created_at_ms INTEGER NOT NULL,
  closed INTEGER NOT NULL DEFAULT 0 CHECK(closed IN (0, 1))
) STRICT;
CREATE INDEX llm_batch_open ON llm_batch(created_at_ms) WHERE closed = 0;

CREATE TABLE calibration(
  ordinal INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  tuple TEXT NOT NULL,                           -- JSON with sorted keys: equal tuples are equal texts
  at TEXT NOT NULL,
  body TEXT NOT NULL                             -- JSON
) STRICT;
CREATE INDEX calibration_tuple ON calibration(tuple, at);
CREATE INDEX calibration_at ON calibration(at);

ALTER TABLE job ADD COLUMN crashes INTEGER NOT NULL DEFAULT 0;
ALTER TABLE job ADD COLUMN faults INTEGER NOT NULL DEFAULT 0;
ALTER TABLE job ADD COLUMN first_leased_at_ms INTEGER;
`;
