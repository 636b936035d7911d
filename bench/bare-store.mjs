// The least that can promise the same: ws, better-sqlite3 at FULL, one INSERT a message, one commit for each turn of the event
// loop, the ack after the commit. No rules, no ledger, no fence, no list. It is told how much to keep for a message, and whether to
// send as many events after the ack, and as long ones, as the protocol makes the real server send.
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { WebSocketServer } from 'ws';
import { answerCpu } from './child.mjs';

const [folder, name] = process.argv.slice(2);
const database = new Database(join(folder, `${name}.sqlite`));
database.pragma('journal_mode = WAL');
database.pragma('synchronous = FULL');
if (database.pragma('synchronous', { simple: true }) !== 2) throw new Error('synchronous is not FULL');
database.exec('CREATE TABLE event(position INTEGER PRIMARY KEY, body TEXT NOT NULL) STRICT');
const insert = database.prepare('INSERT INTO event(body) VALUES (?)');
const begin = database.prepare('BEGIN IMMEDIATE');
const commit = database.prepare('COMMIT');

let body = '';
let event = '';
let eventsEach = 0;
let eventsDue = 0;
let waiting = [];

function flush() {
  const batch = waiting;
  waiting = [];
  begin.run();
  for (const message of batch) message.seq = insert.run(body).lastInsertRowid;
  commit.run();
  for (const { socket, cid, seq } of batch) {
    socket.send(JSON.stringify({ t: 'ack', cid, ok: true, dup: false, seq, savedAtMs: Date.now() }));
    for (eventsDue += eventsEach; eventsDue >= 1; eventsDue -= 1) socket.send(event);
  }
}

const sockets = new WebSocketServer({ port: 0, host: '127.0.0.1', perMessageDeflate: false }, () => {
  answerCpu();
  process.on('message', (message) => {
    if (message.kind !== 'sizes') return;
    body = 'x'.repeat(message.bodyBytes);
    event = 'x'.repeat(message.eventBytes);
    eventsEach = message.eventsEach;
  });
  process.send({ kind: 'ready', address: `http://127.0.0.1:${sockets.address().port}` });
});
sockets.on('connection', (socket) => {
  socket.on('message', (data) => {
    if (waiting.length === 0) setImmediate(flush);
    waiting.push({ socket, cid: JSON.parse(data.toString()).cid, seq: 0 });
  });
});
process.on('disconnect', () => process.exit());
