// Grades until nothing is left, or until its failpoint kills it. Arguments: database file, folder of banks, folder of rubrics, address of
// the model, answers graded at once, wall time at the start.
import { gradeAll } from './compose-grading.mjs';

const [file, banksDir, rubricsDir, baseUrl, lanes, startsAtMs] = process.argv.slice(2);
const complain = (sentence) => process.stderr.write(`${sentence}\n`);
await gradeAll({ file, banksDir, rubricsDir, baseUrl, lanes: Number(lanes), startsAtMs: Number(startsAtMs), complain });
