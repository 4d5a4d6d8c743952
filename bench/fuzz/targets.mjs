// What is fuzzed and what must hold: nothing throws, places lie inside the text, twice the same is the same, no error holds a value.
import assert from 'node:assert/strict';
import { TextDecoder } from 'node:util';
import { glue, oneOf, randomFrom, upTo } from './random.mjs';
import { packTargets } from './packs.mjs';
import { seedsOf } from './seeds.mjs';

const paths = [
  'a.json',
  'a.yaml',
  'a.xml',
  'a.tf',
  '.env',
  '.env.example',
  'a.ini',
  '.netrc',
  'a.js',
  'a.py',
  'a.txt',
  'a.md',
  'Dockerfile',
  'a.sql',
  'x.p12',
  'instances/a/secrets.yml',
  'a.zip',
  'a.tar.gz',
  '.npmrc',
  'settings.xml',
];
const bytesOf = (text) => Buffer.from(text, 'latin1');
const quick = { fast: () => '0'.repeat(64), slow: () => '0'.repeat(32) };

/** @param inside the bundle of bench/fuzz/inside.ts @param random */
export function targetsOf(inside, random) {
  const { catalogue, formats, sampleOf } = inside;
  const format = () => oneOf(random, formats);
  // to make a token takes longer than to read one: most are taken from a store that is always the same
  const always = randomFrom(1);
  const store = Array.from({ length: 4096 }, () => {
    const { shape, check } = oneOf(always, formats);
    return sampleOf(shape, always, check);
  });
  const secret = () => {
    if (random() < 0.9) return oneOf(random, store);
    const { shape, check } = format();
    return sampleOf(shape, random, check);
  };
  const seeds = seedsOf(random, secret);
  const anchors = [...new Set([...catalogue.detectors, ...catalogue.decoders].flatMap((one) => one.anchors.map((anchor) => anchor.text)))];
  const words = [...glue, ...glue, ...anchors];
  const engine = inside.engineOf(catalogue);
  const table = inside.engineOf(catalogue, inside.tableGate);
  const slow = inside.engineOf(catalogue, inside.slowGate);
  const shown = (look) =>
    JSON.stringify([
      look.candidates.map((one) => [one.rule.id, one.start, one.end, one.severity, one.certainty, inside.open(one.secret), one.keyPath, one.decodedFrom]),
      look.unread,
    ]);

  const look = (bytes, path, origin = 'file') => {
    const document = { path, origin, bytes };
    const seen = engine(document);
    const { view, candidates } = seen;
    for (const { start, end, rule } of candidates)
      assert.ok(
        start >= 0 && start <= end && end <= view.text.length && Number.isInteger(start) && Number.isInteger(end),
        `${rule.id}: ${start}..${end} of ${view.text.length}`,
      );
    const findings = inside.seal(candidates, document, view, quick);
    for (const [index, finding] of findings.entries()) {
      const { start } = candidates[index];
      const before = view.text
        .slice(0, start)
        .replace(/\r\n|\r/g, '\n')
        .split('\n');
      // a place between CR and LF belongs to the line that they end
      if (view.text[start - 1] !== '\r' || view.text[start] !== '\n') assert.equal(finding.startLine, before.length, 'line');
      assert.ok(finding.startColumn >= 1 && finding.startColumn <= before.at(-1).length + 1, 'column');
      assert.ok(finding.endLine > finding.startLine || finding.endColumn >= finding.startColumn || finding.endLine === finding.startLine, 'end');
      const value = inside.open(candidates[index].secret);
      if (value.length >= 16 && /\d/.test(value) && /^[\x21\x23-\x5b\x5d-\x7e]+$/.test(value) && finding.detail.code === 'value')
        assert.ok(!JSON.stringify({ ...finding, ruleId: '', file: '' }).includes(value), 'the value is in the finding');
    }
    assert.equal(inside.subtract(candidates, [candidates]).length, 0, 'nothing is new against itself');
    for (const one of seen.unread) assert.ok(typeof one.file === 'string' && typeof one.reason === 'string');
    return seen;
  };

  const reader = (read, seed) => ({
    seed,
    most: 400,
    run(text) {
      const outline = new inside.Outline(text);
      read(outline);
      let last = 0;
      for (const pair of outline.pairs) {
        assert.ok(pair.start >= last && pair.end > pair.start && pair.end <= text.length, `pair ${pair.start}..${pair.end} after ${last} of ${text.length}`);
        last = pair.start;
        const keys = inside.keysOf(pair);
        assert.ok(
          keys.length <= 120 && keys.every((node) => node.start === -1 || (node.start >= 0 && node.start <= node.end && node.end <= text.length)),
          'keys',
        );
      }
    },
  });

  /** Whatever is thrown at input that is not understood is a Failure, and says nothing of the input. */
  const onlyFailures = (text, work) => {
    try {
      work();
    } catch (error) {
      assert.ok(error instanceof inside.Failure, `threw ${error?.name}: ${String(error?.message).slice(0, 100)}`);
      const long = /[A-Za-z0-9_]{24,}/.exec(text)?.[0];
      if (long !== undefined) assert.ok(!`${error.about}${error.message}${error.wayOut}`.includes(long), 'the error quotes the input');
    }
  };

  const decoders = catalogue.decoders.map((decoder, index) => ({
    weight: 45,
    name: `decoder ${index}`,
    seed: seeds.encoded,
    most: 300,
    run(text) {
      const scene = new inside.Scene(text, oneOf(random, paths), 0);
      const places = decoder.runs ? [...text.matchAll(/[A-Za-z0-9+/_=-]{20,}/g)].map((match) => [match.index, match.index + match[0].length]) : [];
      for (const anchor of decoder.anchors) {
        const at = text.indexOf(anchor.text);
        if (at >= 0) places.push([at, at + anchor.text.length]);
      }
      for (const [start, end] of places.slice(0, 20)) {
        const found = decoder.decode(scene, start, end);
        if (found === undefined || found === 'nothing yet') continue;
        assert.ok(found.start >= 0 && found.start < found.end && found.end <= text.length, `stretch ${found.start}..${found.end} of ${text.length}`);
        assert.ok(found.text.length <= 33 * 1024 * 1024 && Buffer.from(found.text, 'latin1').toString('latin1') === found.text, 'one character a byte');
        if (found.at !== undefined)
          for (let at = 0; at <= found.text.length; at += 1)
            assert.ok(found.at(at) >= 0 && found.at(at) <= text.length, `offset ${at} lies at ${found.at(at)} of ${text.length}`);
      }
    },
  }));

  return [
    {
      name: 'engine',
      weight: 32,
      seed: seeds.any,
      most: 240,
      run: (text) => void look(bytesOf(text), oneOf(random, paths), oneOf(random, ['file', 'file', 'file', 'message', 'path'])),
    },
    {
      name: 'engine, twice and with other gates',
      weight: 1,
      seed: () => seeds.any() + (random() < 0.5 ? ' '.repeat(520) : '') + seeds.any(),
      most: 1600,
      run(text) {
        const path = oneOf(random, paths);
        const bytes = bytesOf(text);
        const seen = shown(look(bytes, path));
        const document = { path, origin: 'file', bytes };
        assert.equal(shown(engine(document)), seen, 'twice the same');
        assert.equal(shown(table(document)), seen, 'the table gate');
        if (random() < 0.05) assert.equal(shown(slow(document)), seen, 'the oracle');
        // where the bytes lie in a larger buffer makes no difference
        const shifted = Buffer.concat([Buffer.from('xyz'), bytes, Buffer.from('zzz')]).subarray(3, 3 + bytes.length);
        assert.equal(shown(engine({ ...document, bytes: shifted })), seen, 'a view into a buffer');
      },
    },
    {
      name: 'engine, with a secret between rubbish',
      weight: 6,
      seed: seeds.any,
      most: 300,
      run(text) {
        const half = upTo(random, text.length + 1);
        const token = sampleOf('ghp_{n:36}', random, 'crc62');
        const line = `\ngithub_token = "${token}"\n`;
        const whole = text.slice(0, half) + line + text.slice(half);
        const at = half + line.indexOf(token);
        const { candidates, unread } = look(bytesOf(whole), oneOf(random, paths));
        const covered = candidates.some(
          (one) =>
            inside.open(one.secret) === token ||
            (one.start <= at && one.end >= at + token.length) ||
            (one.start < at + token.length && one.end > at && one.rule.specificity >= 2),
        );
        assert.ok(covered || unread.length > 0, 'the secret was lost');
      },
    },
    { name: 'container', weight: 5, seed: seeds.container, most: 4000, run: (text) => void look(bytesOf(text), oneOf(random, paths)) },
    {
      name: 'container, cut off',
      weight: 1,
      seed: seeds.container,
      most: 4000,
      raw: true,
      run() {
        const token = sampleOf('ghp_{n:36}', random, 'crc62');
        const whole = seedsOf(random, () => token).container();
        const cut = bytesOf(whole).subarray(0, upTo(random, whole.length + 1));
        if (look(bytesOf(whole), 'a.bin').candidates.length === 0 || cut.length < 22) return;
        const { candidates, unread } = look(cut, 'a.bin');
        // a tar has no length of its own, and its files stand in it as they are: what is cut off is not there
        if (whole.slice(257, 262) === 'ustar') return;
        assert.ok(
          candidates.length > 0 || unread.length > 0,
          `silence about what is cut off at ${cut.length} of ${whole.length}: ${JSON.stringify(whole.slice(0, 24))}`,
        );
      },
    },
    ...decoders,
    { name: 'json', weight: 110, ...reader((outline) => inside.readJson(outline), seeds.json) },
    { name: 'yaml', weight: 110, ...reader(inside.readYaml, seeds.yaml) },
    { name: 'xml', weight: 110, ...reader(inside.readXml, seeds.xml) },
    { name: 'hcl', weight: 110, ...reader(inside.readHcl, seeds.hcl) },
    { name: 'lines', weight: 110, ...reader(inside.readLines, seeds.ini) },
    { name: 'netrc', weight: 80, ...reader(inside.readNetrc, seeds.netrc) },
    {
      name: 'lines and columns',
      weight: 3,
      seed: seeds.any,
      most: 200,
      run(text) {
        const position = inside.positionsOf(text);
        const offsets = Array.from({ length: 6 }, () => upTo(random, text.length + 1)).sort((a, b) => a - b);
        for (const offset of offsets) {
          if (text[offset - 1] === '\r' && text[offset] === '\n') continue;
          const lines = text.slice(0, offset).split(/\r\n|\r|\n/);
          const last = lines.at(-1);
          let column;
          try {
            column = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytesOf(last)).replace(/^\ufeff/, '').length + 1;
          } catch {
            column = last.length + 1;
          }
          assert.deepEqual(position(offset), { line: lines.length, column });
        }
      },
    },
    {
      name: 'cat-file --batch',
      weight: 12,
      seed: seeds.batch,
      most: 600,
      run(text) {
        const fed = (sizes) => {
          const parser = new inside.BatchParser();
          const out = [];
          const bytes = bytesOf(text);
          try {
            for (let at = 0; at < bytes.length;) {
              const size = sizes();
              for (const one of parser.feed(bytes.subarray(at, at + size))) out.push(JSON.stringify({ ...one, bytes: one.bytes?.toString('latin1') }));
              at += size;
            }
            return [out, parser.unfinished];
          } catch (error) {
            assert.ok(error instanceof inside.Failure, `threw ${error?.name}: ${error?.message}`);
            return [out, 'failure'];
          }
        };
        assert.deepEqual(
          fed(() => 1 + upTo(random, 30)),
          fed(() => text.length),
          'in pieces as in one',
        );
      },
    },
    { name: 'git log --raw', weight: 10, seed: seeds.log, most: 600, run: (text) => onlyFailures(text, () => inside.parseLog(bytesOf(text))) },
    {
      name: 'git diff --raw',
      weight: 10,
      seed: seeds.raw,
      most: 400,
      run(text) {
        onlyFailures(text, () => inside.entriesOf(bytesOf(text)));
        onlyFailures(text, () => inside.renamesOf(bytesOf(text)));
      },
    },
    {
      name: 'ref updates',
      weight: 12,
      seed: seeds.updates,
      most: 400,
      run(text) {
        for (const parse of [inside.prePushUpdates, inside.preReceiveUpdates])
          onlyFailures(text, () => {
            for (const update of parse(text)) for (const id of [update.localId, update.remoteId]) assert.match(id, /^[0-9a-f]{40}([0-9a-f]{24})?$/);
          });
      },
    },
    {
      name: 'paths',
      weight: 4,
      seed: seeds.any,
      most: 120,
      run(text) {
        const bytes = bytesOf(text);
        assert.ok(inside.bytesOf(inside.pathOf(bytes)).equals(bytes), 'a path comes back as it was');
        for (const said of [inside.printable(inside.pathOf(bytes)), inside.shellQuoted(inside.pathOf(bytes))])
          assert.doesNotMatch(
            said,
            // eslint-disable-next-line no-control-regex
            /[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff](?![\udc00-\udfff])/,
            'nothing reaches the terminal',
          );
      },
    },
    {
      name: 'policy',
      weight: 16,
      seed: seeds.policy,
      most: 1200,
      run(text) {
        const canary = secret().slice(0, 60);
        const source = random() < 0.5 ? text : text.replace(/"[^"]*"/g, (one) => (random() < 0.15 ? JSON.stringify(canary) : one));
        const loaded = inside.loadPolicy(source);
        assert.equal({}.refuse, undefined, 'the prototype is as it was');
        if ('policy' in loaded) {
          assert.ok(['low', 'medium', 'high', 'critical'].includes(loaded.policy.refuse));
          return;
        }
        assert.ok(loaded.problems.length > 0, 'a refusal says why');
        const count = source.split(/\r\n|\r|\n/).length;
        for (const { line, column, problem, wayOut } of loaded.problems) {
          assert.ok(line >= 1 && line <= count && column >= 1, 'place');
          if (canary.length >= 24 && /\d/.test(canary)) assert.ok(!`${problem}${wayOut}`.includes(canary), 'the problem quotes what could be a value');
        }
      },
    },
    {
      name: 'ledger',
      weight: 6,
      seed: () => `${seeds.incident()}\0${seeds.incident()}`,
      most: 1000,
      run(text) {
        const { incidents, problems } = inside.loadLedger(new Map(text.split('\0').map((one, index) => [`.secrets-hooks/incidents/${index}.json`, one])));
        for (const one of incidents) assert.ok(one.history.length > 0);
        const long = /[A-Za-z0-9_]{24,}/.exec(text)?.[0];
        for (const { problem } of problems) if (long !== undefined) assert.ok(!problem.includes(long), 'the problem quotes the entry');
      },
    },
    {
      name: 'commit message',
      weight: 80,
      seed: seeds.message,
      most: 300,
      run(text) {
        const settings = oneOf(random, [
          '',
          'core.commentchar ;',
          'core.commentchar auto',
          'core.commentstring //\ncommit.cleanup strip',
          'commit.cleanup scissors',
          'core.commentchar ',
        ]);
        const kept = inside.cleaned(text, settings, random() < 0.5);
        assert.ok(kept.length <= text.length);
      },
    },
    {
      name: 'rule of an admin',
      weight: 1,
      seed: seeds.pattern,
      most: 60,
      run(pattern) {
        let detector;
        try {
          detector = inside.customDetector({ id: 'x', title: 'x', keywords: ['own'], pattern });
        } catch {
          return;
        }
        const text = `${seeds.any()} own_abcdef ${seeds.any()}`;
        for (const hit of detector.find(new inside.Scene(text, 'a.txt', 0), text.indexOf('own'), { text: 'own' }))
          assert.ok(hit.start >= 0 && hit.start < hit.end && hit.end <= text.length);
      },
    },
    ...packTargets(inside, random),
  ].map((target) => ({ weight: 1, ...target, words, other: seeds.any }));
}
