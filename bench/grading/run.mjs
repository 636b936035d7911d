// npm run bench:grading [-- --draws N]: how far each grader that can run here agrees with people, beside the floors and the published
// results. ASSAY_GOLD names the folder that holds digiklausur/; without it that data set is left out, and the run says so.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { measureDigiklausur } from './digiklausur.mjs';
import { measureOwnBanks } from './own-banks.mjs';
import { say } from './table.mjs';

const at = process.argv.indexOf('--draws');
const bootstrap = { seed: 2026, draws: at < 0 ? 1000 : Number(process.argv[at + 1]) };
const gold = join(process.env.ASSAY_GOLD ?? join(import.meta.dirname, '../../../shared/gold'), 'digiklausur');

say(`95% intervals by question-clustered bootstrap, ${bootstrap.draws} draws, seed ${bootstrap.seed}.`);
if (existsSync(gold)) {
  await measureDigiklausur(gold, bootstrap);
  say(`
# Published on DigiKlausur (Meyer, Breuer and Fürst 2024, arXiv 2409.18596): zero-shot, uncalibrated, 646 answers, blank ones included
wRMSE  mean predictor .45  Nomic cosine .39  BART-SAF .53  Prometheus2-7B .40  Llama3-8B .42  GPT-3.5 .33  GPT-4o .27
RMSE   mean predictor .36  Nomic cosine .32  BART-SAF .63  Prometheus2-7B .42  Llama3-8B .36  GPT-3.5 .36  GPT-4o .30`);
} else {
  say(`\n# DigiKlausur: ${gold} is not there, so it is left out. Name the folder that holds digiklausur/ with ASSAY_GOLD.`);
}
await measureOwnBanks(bootstrap);
if (!process.env.ANTHROPIC_API_KEY && !process.env.ANTHROPIC_BASE_URL) {
  say(
    '\nClaude was not measured: there is no key. With one: npm run assay -- calibrate --gold …/answers.jsonl --questions …/questions.json --grader claude --economy',
  );
}
