// The page in a real browser: every view in every state, by keyboard, in both schemes. Skipped, and said so, where there is no Chromium.
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { chromium, type Browser, type Page } from 'playwright-core';
import { sampleRepository, uiIn, type Running, type Sample } from './sample.ts';

const program = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((path) => existsSync(path));
if (program === undefined) console.warn('No Chromium is installed: the page is not tried out in a browser.');
const args = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
/** What axe finds wrong, in every rule that it has. */
const complaints = (page: Page): Promise<unknown> =>
  page.evaluate('axe.run().then(({ violations }) => violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join()}`))');

(program === undefined ? describe.skip : describe)('The page', () => {
  let sample: Sample;
  let running: Running;
  let browser: Browser;
  let page: Page;
  const wrong: string[] = [];

  beforeAll(async () => {
    sample = sampleRepository();
    running = await uiIn(sample.repository.folder);
    browser = await chromium.launch({ executablePath: program ?? '', args });
    page = await browser.newPage({ viewport: { width: 1280, height: 860 } });
    // set into the page by the browser itself: no script of the page's own could
    await page.addInitScript(axe);
    page.on('console', (message) => {
      if (message.type() === 'error') wrong.push(message.text());
    });
    page.on('pageerror', (error) => wrong.push(error.message));
    page.setDefaultTimeout(60_000);
    await page.goto(running.url);
    await page.waitForSelector('.file');
  }, 120_000);
  afterAll(async () => {
    await browser.close();
    running.stop();
    sample.repository.end();
  });

  const go = async (view: string, ready: string): Promise<void> => {
    await page.locator('nav a', { hasText: view }).click();
    await page.waitForSelector(ready);
  };

  test('takes the token out of the address, and shows the findings', async () => {
    expect(page.url()).not.toContain(running.token);
    expect(await page.title()).toMatch(/^Findings · /);
    expect(await page.locator('.file').count()).toBeGreaterThan(3);
    await page.getByRole('button', { name: /critical/ }).click();
    expect(await page.getByRole('button', { name: /critical/ }).getAttribute('aria-pressed')).toBe('false');
    await page.getByRole('searchbox').fill('nothing like it');
    expect(await page.locator('main').innerText()).toContain('Nothing fits this filter');
  });

  test.each([
    ['Incidents', '.card', 'Root cause'],
    ['Usage scope', '.graph svg', 'still at a tip'],
    ['Contract', '.rows', 'broken'],
    ['Policy', '.cm-content', 'Replay'],
  ])(
    '%s',
    async (view, ready, text) => {
      await go(view, ready);
      expect(await page.locator('main').innerText()).toContain(text);
      expect(await page.evaluate('document.activeElement?.tagName')).toBe('H1');
    },
    120_000,
  );

  test('a policy is written with completion alone, replayed, and what it lets through is shown', async () => {
    await go('Policy', '.cm-content');
    await page.locator('.cm-content').click();
    for (const key of ['Control+End', 'ArrowUp', 'ArrowUp', 'End']) await page.keyboard.press(key);
    await page.keyboard.type(',\n');
    const complete = async (typed: string): Promise<void> => {
      await page.keyboard.press('Control+Space');
      await page.waitForSelector('.cm-tooltip-autocomplete');
      if (typed !== '') await page.keyboard.type(typed);
      // the list takes no key in its first moments, so that nobody picks by accident
      await page.waitForTimeout(300);
      await page.keyboard.press('Enter');
    };
    await complete('sections');
    await complete('paths');
    await page.keyboard.type('test/');
    for (const key of ['ArrowRight', 'ArrowRight']) await page.keyboard.press(key);
    await page.keyboard.type(', ');
    await complete('refuse');
    await complete('critical');
    await page.waitForSelector('.shifts .weaker');
    await page.getByRole('button', { name: 'Replay' }).click();
    await page.waitForSelector('.sides');
    const said = await page.locator('.both').innerText();
    expect(said).toMatch(/Let through\s+1/);
    expect(said).toContain('test/fixtures/client.py');
  }, 120_000);

  test('what is wrong is said beside the editor, by line and column', async () => {
    await page.locator('.cm-content').click();
    await page.keyboard.press('Control+a');
    await page.keyboard.insertText('{ "version": 1,\n "refuze": "low" }');
    await page.waitForSelector('.problems');
    expect(await page.locator('.problems').innerText()).toContain('Did you mean "refuse"?');
    expect(await page.getByRole('button', { name: 'Replay' }).isDisabled()).toBe(true);
    expect(await page.locator('.stale').count()).toBe(1);
  });

  test('nothing is wider than a narrow screen, in either scheme, axe finds nothing wrong, and no value is shown', async () => {
    for (const [view, ready] of [
      ['Findings', '.file'],
      ['Incidents', '.card'],
      ['Usage scope', '.graph svg'],
      ['Contract', '.rows'],
      ['Policy', '.cm-content'],
    ] as const) {
      await go(view, ready);
      for (const colorScheme of ['light', 'dark'] as const)
        for (const width of [360, 800, 1280]) {
          await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
          await page.setViewportSize({ width, height: 800 });
          expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
          if (width === 1280) expect(await complaints(page)).toEqual([]);
        }
      const html = await page.content();
      for (const value of sample.canaries) expect(html).not.toContain(value);
    }
  }, 120_000);

  test('the keyboard reaches every control, first of all the way to the content', async () => {
    await page.setViewportSize({ width: 1280, height: 860 });
    await page.reload();
    await page.waitForSelector('nav');
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement?.className')).toBe('skip');
    const reached = new Set<string>();
    for (let step = 0; step < 8; step += 1) {
      await page.keyboard.press('Tab');
      reached.add(String(await page.evaluate("document.activeElement?.textContent.trim() ?? ''")));
    }
    expect([...reached]).toEqual(expect.arrayContaining(['Findings', 'Policy', 'Incidents', 'Usage scope', 'Contract']));
  });

  test('nothing broke the policy of the page, and no script failed', () => {
    expect(wrong).toEqual([]);
  });

  test('a link that was used says so, and so does a server that is gone', async () => {
    const other = await browser.newPage();
    await other.goto(running.url);
    await other.waitForSelector('.failed');
    expect(await other.locator('main').innerText()).toContain('Open the link');
    await other.close();
    running.stop();
    await go('Incidents', '.failed');
    expect(await page.locator('main').innerText()).toContain('still running');
  });
});
