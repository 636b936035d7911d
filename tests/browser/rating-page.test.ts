import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadContent } from '#app/banks/index.ts';
import { calibrationPage } from '#app/report/index.ts';
import { answerInput } from '../../src/cli/answer-input.ts';
import type { NumberedAnswer } from '../../src/cli/calibrate/packet/build-packet.ts';
import { SavedRatings } from '../../src/cli/calibrate/packet/packet-key.ts';
import { ratingPage } from '../../src/cli/calibrate/packet/rating-page.ts';
import { sampleFolder } from '../banks/sample-content.ts';
import { sampleCalibration } from '../report/sample-calibration.ts';
import { expectAccessible } from './accessibility.ts';
import { openBrowser } from './open-browser.ts';

const PACKET = '018f3c1e-9b7a-7c3d-8e21-5a0b1c2d3e4f';
const HOSTILE = `</p><script>document.title = 'taken'</script><img src=x onerror="document.title = 'taken'">`;

function answers(): NumberedAnswer[] {
  const content = loadContent(sampleFolder());
  const question = content.banks.get('sample@1.0.0')?.bank.questions[0];
  const rubric = content.rubrics.get('question-1@1.0.0');
  if (!question || !rubric) throw new Error('the sample is not there');
  const input = answerInput(question, rubric, '');
  const answer = (number: number, text: string): NumberedAnswer => {
    return { number, screenId: PACKET, question: input.question, rubric: input.rubric, answer: text, followUps: [] };
  };
  return [answer(2, HOSTILE), answer(1, 'Thing b matters because the plan changes with it.')];
}

describe('pages that work from the disk', () => {
  const folder = mkdtempSync(join(tmpdir(), 'assay-pages-'));
  let browser: Browser;
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const open = async (name: string, html: string, width = 1280): Promise<Page> => {
    const file = join(folder, name);
    writeFileSync(file, html);
    const page = await (await browser.newContext({ viewport: { width, height: 900 }, acceptDownloads: true })).newPage();
    await page.goto(pathToFileURL(file).href);
    return page;
  };

  test('[CA24] a rater chooses, saves, comes back and loads; no answer can run anything', async () => {
    const html = ratingPage(PACKET, 'rater-1', answers());
    const page = await open('rater-1.html', html);
    const refused: string[] = [];
    page.on('console', (message) => message.type() === 'error' && refused.push(message.text()));
    await expectAccessible(page, 'rating page');
    await page.getByText('0 of 4 ratings').waitFor();
    const criterion = (number: number, name: string) => page.getByRole('group', { name: `${name} of answer ${number}` });
    await criterion(1, 'First').getByRole('radio', { name: '3' }).check();
    await criterion(2, 'Second').getByRole('radio', { name: 'Cannot rate' }).check();
    await page.getByText('2 of 4 ratings').waitFor();
    const save = async () => {
      const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Save ratings' }).click()]);
      expect(download.suggestedFilename()).toBe('rater-1-ratings.json');
      return SavedRatings.parse(JSON.parse(readFileSync(await download.path(), 'utf8')));
    };
    const saved = await save();
    expect(saved).toEqual({
      format: 'assay-ratings/1',
      packet: PACKET,
      rater: 'rater-1',
      ratings: [
        { answer: 2, criterion: 'second', level: null },
        { answer: 1, criterion: 'first', level: 3 },
      ],
    });
    await page.getByRole('button', { name: 'Next open' }).click();
    await expect.poll(() => page.evaluate(() => (document.activeElement as HTMLInputElement).name)).toBe('2/first');

    const file = { name: 'rater-1-ratings.json', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(saved)) };
    const elsewhere = await open('again.html', html, 390);
    await expectAccessible(elsewhere, 'rating page on a phone');
    await elsewhere.getByLabel('Load a saved file').setInputFiles(file);
    await elsewhere.getByText('2 of 4 ratings. 2 ratings loaded.').waitFor();
    await elsewhere.getByLabel('Load a saved file').setInputFiles({ ...file, buffer: Buffer.from('{"packet":"other"}') });
    await elsewhere.getByText('That file belongs to another packet or rater.').waitFor();
    await elsewhere.getByLabel('Load a saved file').setInputFiles({ ...file, buffer: Buffer.from('no') });
    await elsewhere.getByText('That file holds no ratings.').waitFor();

    expect(await page.title()).toBe('Ratings by rater-1');
    expect(await page.locator('img').count()).toBe(0);
    expect(refused).toEqual([]);
  });

  test('[RP62] the page of a calibration is accessible in light and dark, wide and narrow', async () => {
    const html = calibrationPage(sampleCalibration());
    for (const width of [1280, 390])
      for (const colorScheme of ['light', 'dark'] as const) {
        const page = await open('calibration.html', html, width);
        await page.emulateMedia({ colorScheme });
        await expectAccessible(page, `calibration, ${width}, ${colorScheme}`);
        await page.close();
      }
  });
});
