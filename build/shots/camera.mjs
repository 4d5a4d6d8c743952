// Takes a state of a page four times, puts the four on one sheet, and asks axe what is wrong with it.
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const sizes = { wide: { width: 1280, height: 860 }, narrow: { width: 390, height: 844 } };
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

export class Camera {
  taken = 0;
  /** @type {string[]} */
  complaints = [];
  #browser;
  #out;
  #only;

  /** @param only states whose names hold this text, and those that lead to it */
  constructor(browser, out, only) {
    this.#browser = browser;
    this.#out = out;
    this.#only = only;
  }

  wants(name) {
    return this.#only === undefined || name.includes(this.#only) || this.#only.startsWith(name);
  }

  /** A new page that complains where a script or the page's own policy does. */
  async page(context) {
    const page = await (context ?? (await this.#browser.newContext())).newPage();
    page.setDefaultTimeout(60_000);
    page.on('pageerror', (error) => this.complaints.push(`script: ${error.message}`));
    page.on('console', (message) => {
      if (message.type() === 'error' && !/status of 401|ERR_FAILED|ERR_CONNECTION/.test(message.text())) this.complaints.push(`console: ${message.text()}`);
    });
    return page;
  }

  context() {
    return this.#browser.newContext({ bypassCSP: true });
  }

  /** @param whole the whole length of the page, also where it is wide */
  async shoot(page, name, whole = false) {
    if (!this.wants(name)) return;
    this.taken += 1;
    const shots = [];
    for (const [size, viewport] of Object.entries(sizes))
      for (const colorScheme of ['light', 'dark']) {
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
        await page.setViewportSize(viewport);
        await page.waitForTimeout(120);
        if (await page.evaluate('document.documentElement.scrollWidth > innerWidth')) this.complaints.push(`${name}, ${size}: wider than the screen`);
        await this.#ask(page, `${name}, ${colorScheme}, ${size}`);
        shots.push({ size, bytes: await page.screenshot({ fullPage: whole || size === 'narrow', animations: 'disabled' }) });
      }
    await page.setViewportSize(sizes.wide);
    await this.#sheet(shots, name);
  }

  async #ask(page, where) {
    await page.evaluate(axe);
    const violations = await page.evaluate(async () => {
      const { violations } = await globalThis.axe.run(globalThis.document, {
        runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
      });
      return violations.map(
        ({ id, nodes }) =>
          `${id}: ${nodes
            .slice(0, 3)
            .map(({ target, any }) => `${target.join(' ')} ${any[0]?.message ?? ''}`)
            .join(' | ')}`,
      );
    });
    this.complaints.push(...violations.map((one) => `${where}: ${one}`));
  }

  async #sheet(shots, name) {
    const page = await this.#browser.newPage({ viewport: { width: 1800, height: 900 } });
    const images = shots.map(
      ({ size, bytes }) => `<img src="data:image/png;base64,${bytes.toString('base64')}" style="width:${size === 'wide' ? 640 : 250}px">`,
    );
    await page.setContent(`<body style="margin:6px;background:#888;display:flex;gap:6px;align-items:start;width:max-content">${images.join('')}</body>`);
    await page.waitForFunction('[...document.images].every((image) => image.complete)');
    await page.screenshot({ path: join(this.#out, `${name}.png`), fullPage: true });
    await page.close();
  }
}
