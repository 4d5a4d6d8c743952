// A fleet's laboratory: the command as people run it, workers, and a Redis of its own that can be killed and started again.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout } from 'node:timers/promises';

export const cli = join(import.meta.dirname, '../../dist/cli.js');
export const key = 'a key that only this laboratory holds';
const environment = (more = {}) => ({ ...process.env, SECRETS_HOOKS_FLEET_KEY: key, ...more });

export const hasRedis = () => spawnSync('redis-server', ['--version']).status === 0;

/** An audit that is waited for. @returns its status, what it said, and its seconds */
export function audit(args, { cwd, env = {} }) {
  const began = performance.now();
  const child = spawn(process.execPath, [cli, 'audit', ...args], { cwd, env: environment(env), stdio: ['ignore', 'pipe', 'pipe'] });
  const said = { out: '', err: '' };
  child.stdout.setEncoding('utf8').on('data', (text) => (said.out += text));
  child.stderr.setEncoding('utf8').on('data', (text) => (said.err += text));
  const ended = new Promise((resolve) =>
    child.on('close', (status, signal) => resolve({ status, signal, ...said, seconds: (performance.now() - began) / 1000 })),
  );
  return Object.assign(ended, { child });
}

export function startWorker(args, { cwd, env = {} }) {
  const child = spawn(process.execPath, [cli, 'worker', ...args], { cwd, env: environment(env), stdio: ['ignore', 'ignore', 'pipe'] });
  let err = '';
  let say = () => undefined;
  const ready = new Promise((resolve) => (say = resolve));
  child.stderr.setEncoding('utf8').on('data', (text) => {
    err += text;
    if (err.includes('waiting for tasks')) say();
  });
  const ended = new Promise((resolve) => child.on('close', (status, signal) => resolve({ status, signal, err })));
  void ended.then(say);
  return { child, ended, ready };
}

const freePort = () =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });

/** A Redis on a port of its own, whose memory outlives it in a folder. */
export class Redis {
  static async start(folder) {
    const redis = new Redis();
    redis.folder = folder;
    redis.port = await freePort();
    await redis.up();
    return redis;
  }
  get url() {
    return `redis://127.0.0.1:${this.port}`;
  }
  async up() {
    mkdirSync(this.folder, { recursive: true });
    const settings = [
      '--port',
      String(this.port),
      '--bind',
      '127.0.0.1',
      '--dir',
      this.folder,
      '--save',
      '',
      '--appendonly',
      'yes',
      '--appendfsync',
      'always',
      '--loglevel',
      'warning',
    ];
    this.child = spawn('redis-server', settings, { stdio: 'ignore' });
    this.ended = new Promise((resolve) => this.child.on('close', resolve));
    for (let tries = 0; tries < 200; tries += 1) {
      if (this.ask('PING').trim() === 'PONG') return;
      await setTimeout(50);
    }
    throw new Error('Redis did not start');
  }
  ask(...args) {
    return spawnSync('redis-cli', ['-p', String(this.port), ...args], { encoding: 'latin1', maxBuffer: 1 << 28 }).stdout;
  }
  /** @param forgetting its memory goes too */
  async kill(forgetting = false) {
    this.child.kill('SIGKILL');
    await this.ended;
    if (forgetting) rmSync(this.folder, { recursive: true, force: true });
  }
  /** Everything that is in it, as text. */
  dump() {
    const readers = {
      string: (name) => ['GET', name],
      hash: (name) => ['HGETALL', name],
      list: (name) => ['LRANGE', name, '0', '-1'],
      set: (name) => ['SMEMBERS', name],
      zset: (name) => ['ZRANGE', name, '0', '-1'],
      stream: (name) => ['XRANGE', name, '-', '+'],
    };
    const names = this.ask('--raw', 'KEYS', '*')
      .split('\n')
      .filter((name) => name !== '');
    return names.map((name) => `${name}\n${this.ask('--raw', ...(readers[this.ask('--raw', 'TYPE', name).trim()]?.(name) ?? ['TYPE', name]))}`).join('\n');
  }
}

/** One digest over all files of a report but the page, whose ages go by the day. */
export function digestOf(report) {
  const hash = createHash('sha256');
  const files = readdirSync(report, { recursive: true, encoding: 'utf8' }).filter((name) => /\.(?:json|sarif)$/.test(name));
  for (const name of files.sort()) hash.update(`${name}\0`).update(readFileSync(join(report, name)));
  return `${files.length} files ${hash.digest('hex').slice(0, 32)}`;
}
