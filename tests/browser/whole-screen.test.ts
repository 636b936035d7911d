import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readPdf } from '../report/read-pdf.ts';
import { ServerProcess } from '../server-process.ts';
import { newestBanks, shipped } from '../shipped-content.ts';
import { expectAccessible } from './accessibility.ts';
import { openBrowser } from './open-browser.ts';

const bank = newestBanks.find((source) => source.bank.bank === 'applied-ml')?.bank;

/** The best exemplar of the question whose title stands in this heading. */
function goodAnswer(heading: string): string {
  const question = bank?.questions.find((candidate) => heading.includes(candidate.title));
  return (
    shipped.rubrics.get(question?.rubric ?? '')?.rubric.exemplars[0]?.answer ??
    'I would look at the data first, because the model is only as good as what it was trained on.'
  );
}

const heading = (page: Page) => page.getByRole('heading', { level: 1 });
const answerField = (page: Page) => page.getByLabel('Your answer', { exact: true });

describe('one screen, from the printed link to the PDF', () => {
  let server: ServerProcess;
  let browser: Browser;

  beforeAll(async () => {
    server = await ServerProcess.onFreePort();
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await server?.remove();
  });

  test('recruiter invites, candidate answers through a reload and a killed server, engineer reads and decides', {
    timeout: 240_000,
  }, async () => {
    const signInLink = /http\S+\/sign-in\/link\S+/.exec(await server.start())?.[0] ?? '';

    const staff = await (await browser.newContext({ viewport: { width: 1280, height: 900 }, acceptDownloads: true })).newPage();
    const problems: string[] = [];
    staff.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
    await staff.goto(signInLink);
    await staff.getByRole('button', { name: 'Sign in' }).click();
    await heading(staff).getByText('Screens').waitFor();
    await expectAccessible(staff, 'list');

    // Reading a bank: the question with its rubric, and what a candidate sees of it.
    await staff.getByRole('navigation').getByRole('link', { name: 'Banks' }).click();
    await heading(staff).getByText('Question banks').waitFor();
    await expectAccessible(staff, 'banks');
    await staff
      .getByRole('link', { name: bank?.title ?? '' })
      .first()
      .click();
    await staff.getByRole('heading', { name: /When a model misbehaves/ }).waitFor();
    await expectAccessible(staff, 'bank');
    await staff.getByRole('link', { name: 'A ranking model that won offline and loses online' }).click();
    await staff.getByRole('heading', { name: 'How it is judged' }).waitFor();
    await expectAccessible(staff, 'question with rubric');
    // The checks of accessibility hold on a telephone too: among them, that nothing widens the page.
    await staff.setViewportSize({ width: 390, height: 844 });
    await staff.goto(staff.url().replace(/[^/]+$/, 'fourteen-days-to-fault'));
    await staff.getByRole('heading', { name: 'How it is judged' }).waitFor();
    await expectAccessible(staff, 'question with a wide table on a telephone');
    await staff.setViewportSize({ width: 1280, height: 900 });
    await staff.getByRole('link', { name: 'Preview as a candidate' }).click();
    await answerField(staff).fill('I would look at the features first.');
    await expectAccessible(staff, 'preview');
    await staff.getByRole('button', { name: 'Send answer' }).click();
    await heading(staff).getByText('One follow-up').waitFor();
    await staff.getByRole('link', { name: 'Back to the question' }).click();
    await staff.getByRole('heading', { name: 'How it is judged' }).waitFor();

    await staff.getByRole('navigation').getByRole('link', { name: 'New invite' }).click();
    await heading(staff).getByText('New invite').waitFor();
    await staff.getByRole('button', { name: 'Create invite' }).click();
    await staff.getByRole('alert').waitFor();
    await expectAccessible(staff, 'invite form with problems');
    await staff.getByLabel('Name').fill('Ada Example');
    await staff.getByLabel('Mail address').fill('ada@example.org');
    await staff.getByLabel('Role').fill('Machine-learning engineer');
    await staff.getByRole('radio', { name: bank?.title ?? '' }).check();
    await staff.getByLabel('Company').fill('Example company');
    await staff.getByLabel('Whom to ask for help').fill('hiring@example.org');
    await staff.getByRole('button', { name: 'Create invite' }).click();
    const link = await staff.getByLabel('Link for the candidate').inputValue();
    expect(link).toMatch(/\/i#t=[A-Za-z0-9_-]{43}$/);
    await expectAccessible(staff, 'invite created');

    const page = await (await browser.newContext({ viewport: { width: 390, height: 844 } })).newPage();
    page.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
    await page.goto(link);
    await page.getByRole('button', { name: 'Start' }).click();
    await heading(page).getByText('Before you begin').waitFor();
    expect(page.url()).not.toContain('t=');
    await expectAccessible(page, 'notice');
    await page.getByLabel('I have read this notice').check();
    await page.getByRole('button', { name: 'Continue to the practice question' }).click();
    await page.getByLabel('Your practice answer').fill('Just trying.');
    await expectAccessible(page, 'practice');
    await page.getByRole('button', { name: 'Finish practice' }).click();
    await expectAccessible(page, 'ready');
    await page.getByRole('button', { name: 'Start the questions' }).click();
    await answerField(page).waitFor();
    await expectAccessible(page, 'question');

    // A reload in the middle of an answer.
    const first =
      'I would look at the numbers in the table first. The last line does not fit the others, so something about the new data must be different. Then I would compare old and new rows by hand.';
    const middle = Math.floor(first.length / 2);
    await answerField(page).fill(first.slice(0, middle));
    await page.getByText(/^Saved \d/).waitFor();
    await page.reload();
    await answerField(page).waitFor();
    expect(await answerField(page).inputValue()).toBe(first.slice(0, middle));

    // A server that dies in the middle of an answer, while the candidate types on.
    await server.kill();
    await answerField(page).fill(first);
    await page.getByText(/Offline: kept on this device/).waitFor();
    await expectAccessible(page, 'offline');
    await server.start();
    await page.getByText(/^Saved \d/).waitFor({ timeout: 60_000 });
    await page.getByRole('button', { name: 'Send answer' }).click();
    await page.getByRole('heading', { name: 'One follow-up' }).waitFor();
    await expectAccessible(page, 'follow-up');
    await page
      .getByLabel('Your answer to the follow-up')
      .fill('I would look at that first, because it is cheap to test and rules out most.');
    await page.getByRole('button', { name: 'Send answer' }).click();

    // Skip one, and come back to it from the read-over.
    await answerField(page).waitFor();
    const skipped = (await heading(page).textContent()) ?? '';
    await page.getByRole('button', { name: 'Skip for now' }).click();
    await nextPage(page, skipped);
    for (let number = 3; number <= 6; number++) await answerAndGoOn(page);
    await heading(page).getByText('Read over your answers').waitFor();
    await expectAccessible(page, 'read-over');
    await page.getByRole('button', { name: /Answer it now/ }).click();
    await heading(page).getByText(skipped).waitFor();
    await answerAndGoOn(page);
    await heading(page).getByText('Read over your answers').waitFor();
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByLabel('No', { exact: true }).check();
    await expectAccessible(page, 'declaration');
    await page.getByRole('button', { name: 'Hand in…' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Hand in' }).click();
    await heading(page).getByText('Handed in').waitFor();
    expect(await page.getByText(/^[0-9A-F]{4}-[0-9A-F]{4}$/).textContent()).toBeTruthy();
    await expectAccessible(page, 'receipt');

    // The engineer's side.
    await staff.goto(new URL('/', signInLink).href);
    await staff.getByText('Report ready').first().waitFor({ timeout: 60_000 });
    await staff.getByRole('link', { name: 'Ada Example' }).click();
    await staff.getByRole('heading', { name: 'Strongest evidence' }).waitFor();
    await expectAccessible(staff, 'report');
    const quote = staff.locator('.finding .quote-link').first();
    const words = ((await quote.textContent()) ?? '').slice(1, -1);
    await quote.click();
    expect((await staff.locator('mark.is-active').allTextContents()).join('')).toContain(words);

    await staff
      .getByRole('button', { name: /^Change level/ })
      .first()
      .click();
    const override = staff.locator('form.override');
    const free = override.getByRole('radio', { disabled: false }).last();
    await free.check();
    await override.getByLabel('Why').fill('The follow-up shows it.');
    await override.getByRole('button', { name: 'Save the level' }).click();
    await staff.getByText('The follow-up shows it.').waitFor();
    await staff.getByLabel('Advance to the next round').check();
    await staff.getByLabel('Reason', { exact: true }).fill('Clear reasoning on the cases.');
    await staff.getByRole('button', { name: 'Record the decision' }).click();
    await staff.getByText('Clear reasoning on the cases.').first().waitFor();
    await expectAccessible(staff, 'decided report');

    const download = staff.waitForEvent('download');
    await staff.getByRole('link', { name: 'Download PDF' }).click();
    const pdf = await readPdf(readFileSync(await (await download).path()));
    expect(pdf.pages.join(' ')).toContain('Ada Example');
    expect(pdf.pages.join(' ')).toContain('NOT CALIBRATED');
    expect(pdf.pages.length).toBeGreaterThan(5);
    expect(pdf.outline.length).toBeGreaterThan(6);
    expect(problems.filter((problem) => !/WebSocket|ERR_CONNECTION_REFUSED|Failed to fetch|401/.test(problem))).toEqual([]);
  });
});

/** Sends an answer, goes on without the follow-up if there is one, and waits for what comes next. */
async function answerAndGoOn(page: Page): Promise<void> {
  await answerField(page).waitFor();
  const before = (await heading(page).textContent()) ?? '';
  await answerField(page).fill(goodAnswer(before));
  await page.getByRole('button', { name: 'Send answer' }).click();
  await nextPage(page, before);
  const after = (await heading(page).textContent()) ?? '';
  if (!after.includes('One follow-up')) return;
  await page.getByRole('button', { name: 'Go on without it' }).click();
  await nextPage(page, after);
}

/** Resolves on a follow-up, another question or the read-over. */
async function nextPage(page: Page, before: string): Promise<void> {
  await page.waitForFunction((title) => {
    const now = document.querySelector('h1')?.textContent ?? '';
    return now !== title && /One follow-up|Read over|Question \d+ of \d+: (?!Reading)/.test(now);
  }, before);
}
