/**
 * The log and everything derived from it or kept beside it.
 *
 * A commit shared by many screens should touch few pages, since each one it touches is written whole. So `event` is filled at its
 * end only, and each event names the one before it in its stream: those names lie close together, where an index over stream and
 * seq would have a page for every screen. That no two events name the same one keeps a stream from ever having two versions. The
 * ledger's key begins with the command id for the same reason: command ids sort by time, so new rows fall on the same few pages.
 */
export const log = `
CREATE TABLE meta(
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE stream(
  ordinal INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  version INTEGER NOT NULL DEFAULT 0,            -- seq of the newest event
  newest INTEGER,                                -- position of the newest event
  generation INTEGER NOT NULL DEFAULT 0          -- newest connection; older ones are fenced off
) STRICT;

CREATE TABLE event(
  position INTEGER PRIMARY KEY,                  -- order over all streams
  previous INTEGER UNIQUE,                       -- position of the event before it in its stream
  stream INTEGER NOT NULL REFERENCES stream(ordinal),
  seq INTEGER NOT NULL,                          -- from 1, without gaps, in each stream
  format INTEGER NOT NULL,                       -- shape of body, see upcast.ts
  body TEXT NOT NULL,                            -- JSON
  CHECK((previous IS NULL) = (seq = 1))
) STRICT;
CREATE UNIQUE INDEX event_first ON event(stream) WHERE seq = 1;

CREATE TABLE ledger(                             -- client commands that were carried out
  command_id TEXT NOT NULL,
  stream INTEGER NOT NULL REFERENCES stream(ordinal),
  request_hash TEXT NOT NULL,
  last_seq INTEGER NOT NULL,
  PRIMARY KEY(command_id, stream)
) STRICT, WITHOUT ROWID;

CREATE TABLE screen_summary(                     -- derived from the log; can be rebuilt
  screen_id TEXT PRIMARY KEY,
  status TEXT NOT NULL,
  invited_at TEXT NOT NULL,
  body TEXT NOT NULL                             -- JSON
) STRICT;
CREATE INDEX screen_summary_newest ON screen_summary(invited_at DESC, screen_id DESC);

CREATE TABLE candidate(
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  email TEXT NOT NULL
) STRICT;

CREATE TABLE draft(
  stream TEXT NOT NULL,
  slot TEXT NOT NULL,
  generation INTEGER NOT NULL,
  rev INTEGER NOT NULL,
  text TEXT NOT NULL,
  at_ms INTEGER NOT NULL,
  UNIQUE(stream, slot)
) STRICT;

CREATE TABLE draft_revision(                     -- texts replaced by a newer connection
  stream TEXT NOT NULL,
  slot TEXT NOT NULL,
  generation INTEGER NOT NULL,
  rev INTEGER NOT NULL,
  text TEXT NOT NULL,
  at_ms INTEGER NOT NULL,
  UNIQUE(stream, slot, generation, rev)
) STRICT;

CREATE TABLE screen_clock(
  stream TEXT PRIMARY KEY,
  used_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE invite_link(
  token_hash TEXT PRIMARY KEY,
  screen_id TEXT NOT NULL,
  generation INTEGER NOT NULL,
  expires_at_ms INTEGER NOT NULL,
  used INTEGER NOT NULL DEFAULT 0 CHECK(used IN (0, 1)),
  revoked INTEGER NOT NULL DEFAULT 0 CHECK(revoked IN (0, 1))
) STRICT, WITHOUT ROWID;
CREATE INDEX invite_link_newest ON invite_link(screen_id, generation);

CREATE TABLE candidate_login(
  login_hash TEXT PRIMARY KEY,
  token_hash TEXT NOT NULL REFERENCES invite_link(token_hash),
  screen_id TEXT NOT NULL,
  nonce TEXT NOT NULL,
  expires_at_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX candidate_login_screen ON candidate_login(screen_id);
CREATE INDEX candidate_login_token ON candidate_login(token_hash);

CREATE TABLE job(
  id INTEGER PRIMARY KEY,
  dedupe TEXT NOT NULL UNIQUE,                   -- kept for ever: a job of the past is not done twice
  kind TEXT NOT NULL,
  payload TEXT NOT NULL,                         -- JSON
  state TEXT NOT NULL DEFAULT 'ready' CHECK(state IN ('ready', 'leased', 'done', 'dead')),
  run_at_ms INTEGER NOT NULL,
  due_at_ms INTEGER,                             -- when it may be taken: run_at_ms, or the end of its lease; NULL when over
  attempt INTEGER NOT NULL DEFAULT 0,
  lease_token INTEGER NOT NULL DEFAULT 0,
  lease_owner TEXT,
  last_error TEXT,
  CHECK((due_at_ms IS NULL) = (state IN ('done', 'dead')))
) STRICT;
CREATE INDEX job_due ON job(due_at_ms, id) WHERE due_at_ms IS NOT NULL;
CREATE INDEX job_state ON job(state);
`;
