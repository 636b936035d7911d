// The ceiling of ws itself on this machine: every message goes straight back.
import { WebSocketServer } from 'ws';
import { answerCpu } from './child.mjs';

const sockets = new WebSocketServer({ port: 0, host: '127.0.0.1', perMessageDeflate: false }, () => {
  answerCpu();
  process.send({ kind: 'ready', address: `http://127.0.0.1:${sockets.address().port}` });
});
sockets.on('connection', (socket) => socket.on('message', (data) => socket.send(data, { binary: false })));
process.on('disconnect', () => process.exit());
