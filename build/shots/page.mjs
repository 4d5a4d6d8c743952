// The page of `secrets-hooks ui` in each of its states: every view with much, with nothing, while it waits, when it fails, when the session is over.

/** What each view asks for, what shows that it is there, and how it is called in the navigation. */
const views = {
  findings: ['findings', '.file, .empty'],
  incidents: ['incidents', '.card, .empty'],
  scope: ['scopes', '.graph svg, .empty'],
  contract: ['contract', '.rows'],
};

/** Makes an answer stay away, stop half-way, fail, or end the session; runs in the page before its own scripts. */
function stand([name, how]) {
  const real = globalThis.fetch;
  globalThis.fetch = (url, init) => {
    if (String(url) !== `/api/${name}`) return real(url, init);
    if (how === 'waiting') return new Promise(() => undefined);
    if (how === 'over')
      return Promise.resolve(
        new globalThis.Response('Open the link that `secrets-hooks ui` printed. It opens once: if it was used, start the command again.\n', { status: 401 }),
      );
    if (how === 'gone') return Promise.reject(new TypeError('Failed to fetch'));
    const lines =
      how === 'half'
        ? '{"progress":{"done":1208,"total":9243}}\n'
        : '{"failed":"git failed: fatal: bad object refs/heads/main.\\nRun `git status` and `git fsck` to see what is wrong with this repository."}\n';
    return Promise.resolve(
      new globalThis.Response(
        new globalThis.ReadableStream({
          start: (to) => {
            to.enqueue(new globalThis.TextEncoder().encode(lines));
          },
        }),
      ),
    );
  };
}

export async function pageStates(camera, { sampleRepository, emptyRepository, uiIn }) {
  const full = sampleRepository().repository;
  const empty = emptyRepository();
  const [running, bare] = await Promise.all([uiIn(full.folder), uiIn(empty.folder)]);
  try {
    const context = await camera.context();
    const page = await camera.page(context);
    await page.goto(running.url);
    await page.waitForSelector('.file');
    await camera.shoot(page, 'findings');
    await page.locator('.finding summary').first().click();
    await camera.shoot(page, 'findings-open');
    await page.getByRole('searchbox').fill('nothing like it');
    await camera.shoot(page, 'findings-filtered');
    for (const [view, [, ready]] of Object.entries(views).slice(1)) await shown(camera, page, view, ready, view, view === 'contract');
    await more(camera, page, full);
    await policy(camera, page);
    for (const [view, [name]] of Object.entries(views))
      for (const how of ['waiting', 'half', 'failed', 'over', 'gone']) await standing(camera, context, running, view, name, how);
    await standing(camera, context, running, 'findings', 'overview', 'waiting', 'opening');
    const used = await camera.page(await camera.context());
    await used.goto(running.url);
    await used.waitForSelector('.failed');
    await camera.shoot(used, 'link-used');
    await context.close();

    const other = await camera.context();
    const nothing = await camera.page(other);
    await nothing.goto(bare.url);
    await nothing.waitForSelector('.empty, .file');
    for (const [view, [, ready]] of Object.entries(views)) await shown(camera, nothing, view, ready, `${view}-empty`, view === 'contract');
    await shown(camera, nothing, 'policy', '.said, .problems', 'policy-none');
    await other.close();
  } finally {
    running.stop();
    bare.stop();
    full.end();
    empty.end();
  }
}

async function shown(camera, page, view, ready, name, whole = false) {
  await page.evaluate((hash) => {
    globalThis.location.hash = hash;
  }, view);
  await page.waitForSelector(ready);
  await camera.shoot(page, name, whole);
}

/** Incidents in each of their states. */
async function more(camera, page, repository) {
  if (!camera.wants('incidents-many')) return;
  const { findings } = JSON.parse(repository.run('scan', '--format', 'json').out.replace(/^[^{]*/, ''));
  const others = findings.filter(({ file }) => file !== 'src/store.js').slice(0, 2);
  for (const { fingerprint, ruleId, file } of others) repository.run('incident', 'open', fingerprint, '--rule', ruleId, '--file', file);
  const id = /INC-\S+(?= +open)/.exec(repository.run('incident', 'list').out)?.[0] ?? '';
  for (const step of ['rotate', 'root-cause', 'close'])
    repository.run('incident', step, id, '--text', `The step ${step} was taken, and is told in a sentence of usual length.`);
  await page.reload();
  await shown(camera, page, 'incidents', '.card:nth-of-type(3)', 'incidents-many');
}

async function standing(camera, context, running, view, name, how, title = `${view}-${how}`) {
  if (!camera.wants(title)) return;
  const page = await camera.page(context);
  await page.addInitScript(stand, [name, how]);
  await page.goto(`${running.origin}/#${view}`);
  await page.waitForSelector(how === 'waiting' || how === 'half' ? '.busy' : '.failed');
  await page.waitForTimeout(200);
  await camera.shoot(page, title);
  await page.close();
}

const written = `// what Acme adds
{
  "version": 1,
  "salt": "00112233445566778899aabbccddeeff",
  "refuse": "medium",
  "classes": { "policy": "critical" },
  "rules": { "secret-in-log": { "enabled": false } },
  "sections": [
    { "paths": ["test/"], "refuse": "critical" },
    { "paths": ["docs/"], "refuse": "low" }
  ]
}
`;

async function policy(camera, page) {
  if (!camera.wants('policy')) return;
  await shown(camera, page, 'policy', '.said, .problems', 'policy');
  const put = async (text) => {
    await page.locator('.cm-content').click();
    await page.keyboard.press('Control+A');
    await page.keyboard.insertText(text);
  };
  await page.locator('.cm-content').click();
  await page.mouse.move(0, 0);
  for (const key of ['Control+End', 'ArrowUp', 'ArrowUp', 'End']) await page.keyboard.press(key);
  await page.keyboard.type(',\n');
  await page.keyboard.press('Control+Space');
  await page.waitForSelector('.cm-tooltip-autocomplete');
  // the list takes no key in its first moments
  await page.waitForTimeout(400);
  await page.keyboard.press('ArrowDown');
  await page.waitForSelector('.cm-completionInfo');
  await camera.shoot(page, 'policy-completion');
  await page.keyboard.press('Escape');
  await put(written);
  await page.waitForSelector('.shifts');
  await camera.shoot(page, 'policy-weaker');
  const box = await page.getByText('"classes"').first().boundingBox();
  await page.mouse.move(box.x + 20, box.y + 8);
  await page.waitForSelector('.hint');
  await camera.shoot(page, 'policy-explained');
  await page.getByRole('button', { name: 'Replay' }).click();
  await page.waitForSelector('.sides');
  await camera.shoot(page, 'policy-replayed', true);
  await put(`${written.replace('"refuse": "medium"', '"refuse": "low"').replace(/ {2}"classes[^]*\]\n/, '  "classes": {}\n')}`);
  await page.waitForSelector('.stale');
  await page.waitForTimeout(700);
  await camera.shoot(page, 'policy-stale');
  await page.getByRole('button', { name: 'Replay' }).click();
  await page.waitForSelector('.stale', { state: 'detached' });
  await page.waitForSelector('.sides');
  await camera.shoot(page, 'policy-stricter', true);
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Written to').waitFor();
  await camera.shoot(page, 'policy-saved');
  await put('{ "version": 1,\n  "refuze": "low",\n  "rules": { "dotenv-file": { "enabled": false } }\n}');
  await page.waitForSelector('.problems');
  await camera.shoot(page, 'policy-problems');
}
