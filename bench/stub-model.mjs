// A model as a process of its own: answers every request after a fixed time with findings that quote the first words of the answer for
// every other statement. One argument: the latency in milliseconds.
import { once } from 'node:events';
import { createServer } from 'node:http';
import { answerCpu } from './child.mjs';

const latencyMs = Number(process.argv[2]);
let calls = 0;

const server = createServer(async (request, response) => {
  const arrivedMs = performance.now();
  let text = '';
  for await (const chunk of request) text += chunk;
  const body = JSON.stringify(messageFor(JSON.parse(text)));
  calls += 1;
  setTimeout(
    () => response.writeHead(200, { 'content-type': 'application/json' }).end(body),
    Math.max(0, latencyMs - (performance.now() - arrivedMs)),
  );
});
server.listen(0, '127.0.0.1');
await once(server, 'listening');

function messageFor({ system, messages }) {
  const rubric = system[1].text;
  const statements = JSON.parse(rubric.slice(rubric.lastIndexOf('\n[\n')));
  const [, list] = /<candidate_answer_[0-9a-f]{32}>\n(.*)\n<\//s.exec(messages[0].content);
  const [first] = JSON.parse(list);
  const findings = statements.map(({ check, says, other_wordings: wordings }, index) => {
    const readable = says.includes('at least one written word');
    // The statement that no honest answer makes has no other wordings, and neither has the one that every text makes.
    const found = wordings.length > 0 && index % 2 === 0;
    const quotes = found ? [{ segment: first.segment, text: first.text }] : [];
    return { check, quotes, reason: 'As the measurement has it.', verdict: found || readable ? 'met' : 'not-met' };
  });
  return {
    id: 'msg_bench',
    type: 'message',
    role: 'assistant',
    model: 'stub',
    content: [{ type: 'text', text: JSON.stringify({ findings }) }],
    stop_reason: 'end_turn',
    usage: { input_tokens: 4_000, output_tokens: 1_500 },
  };
}

answerCpu();
process.on('message', ({ kind }) => kind === 'calls' && process.send({ kind: 'calls', calls }));
process.on('disconnect', () => process.exit(0));
process.send({ kind: 'ready', address: `http://127.0.0.1:${server.address().port}` });
