// The HTML reports in each of their states: with findings, without, with what could not be looked at.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** A file that says it is an archive and is none. */
const broken = { 'vendor/old.zip': `PK\x03\x04${'broken '.repeat(40)}` };

export async function reportStates(camera, { sampleRepository, emptyRepository }) {
  if (!['scan', 'audit'].some((name) => camera.wants(name))) return;
  const folder = mkdtempSync(join(tmpdir(), 'shots-'));
  const full = sampleRepository().repository;
  const clean = emptyRepository();
  const unread = emptyRepository(broken);
  try {
    const context = await camera.context();
    for (const [state, repository] of [
      ['findings', full],
      ['clean', clean],
      ['unread', unread],
    ])
      for (const command of ['scan', 'audit']) {
        const file = join(folder, `${command}-${state}.html`);
        writeFileSync(file, repository.run(command, '--format', 'html').out.replace(/^[^<]*/, ''));
        const page = await camera.page(context);
        await page.goto(pathToFileURL(file).href);
        await camera.shoot(page, `${command}-${state}`, true);
        await page.close();
      }
    await context.close();
  } finally {
    for (const repository of [full, clean, unread]) repository.end();
    rmSync(folder, { recursive: true, force: true });
  }
}
