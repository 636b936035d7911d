// The other end of every measurement: candidates in one process, each keeping a number of commands under way on one WebSocket.
import { randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import WebSocket from 'ws';
import { COMMAND_WINDOW, PROTOCOL } from '../dist/protocol/index.js';

const DRAFT_TEXT = 'I would first make sure that the two groups are comparable, and only then look for a cause. '.repeat(6);
/** A draft every few seconds of typing, a handful of commands to a question: ten to one is what a typing candidate sends at the least. */
const DRAFTS_TO_A_COMMAND = 10;
/** Where the kind of a frame begins, as in `{"t":"ack"`. */
const KIND_AT = 6;
const ACK = 'a'.charCodeAt(0);
const REFUSED = /^{"t":"(?:nack|error|bye)"/;

const connected = new Map();

class Candidate {
  acks = 0;
  events = 0;
  eventBytes = 0;
  #window = 0;
  #next = null;
  #underWay = 0;
  #silent = null;
  #returning = false;
  #rev = 0;
  #turn = 0;

  constructor(socket, { isAnswer, gen, questionId }) {
    this.socket = socket;
    this.gen = gen;
    this.questionId = questionId;
    socket.on('message', (data) => {
      if (!isAnswer(data)) {
        this.events += 1;
        this.eventBytes += data.length;
        return;
      }
      this.acks += 1;
      this.#underWay -= 1;
      this.#fill();
      if (this.#underWay === 0) this.#silent?.();
    });
  }

  start(load, window) {
    if (window > COMMAND_WINDOW) throw new Error(`the protocol allows ${COMMAND_WINDOW} commands under way`);
    this.acks = 0;
    this.events = 0;
    this.eventBytes = 0;
    this.#next = { drafts: () => this.#draft(), commands: () => this.#command(), screen: () => this.#screen() }[load];
    this.#window = window;
    this.#fill();
  }

  /** Resolves when everything sent has been answered. */
  stop() {
    this.#window = 0;
    return new Promise((resolve) => {
      this.#silent = resolve;
      if (this.#underWay === 0) resolve();
    });
  }

  #fill() {
    while (this.#underWay < this.#window) {
      this.#underWay += 1;
      this.socket.send(commandFrame(this.gen, this.#next()));
    }
  }

  /** Opens the question and skips it again, for as long as wanted: two commands, three events. */
  #command() {
    this.#returning = !this.#returning;
    return { type: this.#returning ? 'question.return' : 'answer.skip', questionId: this.questionId };
  }

  /** What a screen is made of: while somebody types, drafts; after ten of them, a command. */
  #screen() {
    this.#turn = (this.#turn + 1) % (DRAFTS_TO_A_COMMAND + 1);
    return this.#turn === 0 ? this.#command() : this.#draft();
  }

  #draft() {
    this.#rev += 1;
    return { type: 'draft.put', slot: `answer:${this.questionId}`, rev: this.#rev, text: DRAFT_TEXT };
  }
}

function commandFrame(gen, command) {
  return JSON.stringify({ t: 'cmd', cid: uuid7(), gen, command });
}

/** Ids that sort by time, as the pages make them. */
function uuid7() {
  const time = Date.now().toString(16).padStart(12, '0');
  const chance = randomBytes(10).toString('hex');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${chance.slice(0, 3)}-8${chance.slice(3, 6)}-${chance.slice(6, 18)}`;
}

function isAck(data) {
  if (data[KIND_AT] === ACK) return true;
  if (REFUSED.test(data.subarray(0, 20).toString())) throw new Error(`a command was refused: ${data}`);
  return false;
}

/** Signs in with an invite link and goes as far as the read-over, with every question skipped once. */
async function realCandidate(address, link) {
  const { origin } = new URL(address);
  const answer = await fetch(`${address}/api/candidate/exchange`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-assay': '1', origin },
    body: JSON.stringify({ token: new URL(link).hash.slice('#t='.length) }),
  });
  if (!answer.ok) throw new Error(await answer.text());
  const { nonce } = await answer.json();
  const [cookie] = answer.headers.getSetCookie()[0].split(';');
  const socket = new WebSocket(`${address.replace('http', 'ws')}/ws/screen`, { headers: { cookie }, origin, perMessageDeflate: false });
  await once(socket, 'open');

  let view = null;
  let gen = 0;
  let changed = () => {};
  const read = (data) => {
    const frame = JSON.parse(data.toString());
    if (['nack', 'bye', 'error'].includes(frame.t)) throw new Error(data.toString());
    if (frame.t === 'welcome') gen = frame.gen;
    if (!frame.view) return;
    view = frame.view;
    changed();
  };
  const until = async (isReached) => {
    while (view === null || !isReached(view)) {
      await new Promise((resolve) => {
        changed = resolve;
      });
    }
  };
  const say = async (command, isReached) => {
    socket.send(commandFrame(gen, command));
    await until(isReached);
  };
  socket.on('message', read);
  socket.send(JSON.stringify({ t: 'open', proto: PROTOCOL, lastSeq: 0, epoch: null, tabId: randomUUID(), takeover: false, nonce }));
  await until(({ phase }) => phase === 'invited');
  await say({ type: 'notice.acknowledge', noticeHash: view.notice.hash }, ({ phase }) => phase === 'noticed');
  await say({ type: 'practice.finish', text: '' }, ({ phase }) => phase === 'ready');
  await say({ type: 'screen.start' }, ({ phase }) => phase === 'asking');
  let questionId = '';
  while (view.phase === 'asking') {
    questionId = view.question.questionId;
    await say({ type: 'answer.skip', questionId }, ({ phase, question }) => phase !== 'asking' || question.questionId !== questionId);
  }
  socket.off('message', read);
  // Unanswered heartbeats would end the connection.
  socket.on('message', (data) => {
    if (data[KIND_AT] !== 'h'.charCodeAt(0)) return;
    const { t, n, tSent } = JSON.parse(data.toString());
    if (t === 'hb') socket.send(JSON.stringify({ t: 'hb_ack', n, tSent }));
  });
  return new Candidate(socket, { isAnswer: isAck, gen, questionId });
}

async function bareCandidate(address, isAnswer) {
  const socket = new WebSocket(address.replace('http', 'ws'), { perMessageDeflate: false });
  await once(socket, 'open');
  return new Candidate(socket, { isAnswer, gen: 1, questionId: 'offline-online-gap' });
}

/** Takes the place of whoever was connected to this target before. */
async function connect({ target, address, links, screens }) {
  for (const { socket } of connected.get(target) ?? []) socket.terminate();
  const one = (_, index) =>
    target === 'real' ? realCandidate(address, links[index]) : bareCandidate(address, target === 'echo' ? () => true : isAck);
  connected.set(target, await Promise.all(Array.from({ length: screens }, one)));
}

async function measure({ target, load, window, ms }) {
  const candidates = connected.get(target);
  const startMs = performance.now();
  for (const candidate of candidates) candidate.start(load, window);
  await new Promise((resolve) => setTimeout(resolve, ms));
  await Promise.all(candidates.map((candidate) => candidate.stop()));
  const seconds = (performance.now() - startMs) / 1_000;
  const total = (count) => candidates.reduce((sum, candidate) => sum + candidate[count], 0);
  return { acks: total('acks'), events: total('events'), eventBytes: total('eventBytes'), seconds };
}

process.on('message', async (request) => {
  if (request.kind === 'connect') process.send({ kind: 'connected', ...(await connect(request)) });
  else process.send({ kind: 'measured', ...(await measure(request)) });
});
process.on('disconnect', () => process.exit());
