import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { portProblem, takeDataFolder } from '../../scripts/running.mjs';
import { loadSecrets } from '../../scripts/secrets.mjs';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'courtyard-data-'))));
afterEach(() => rmSync(folder, { recursive: true }));

describe('the secrets of an installation', () => {
  it('are made once, each of its own, readable by their owner alone', () => {
    const secrets = loadSecrets(folder);
    expect(loadSecrets(folder)).toEqual(secrets);
    expect(new Set(Object.values(secrets)).size).toBe(6);
    expect(statSync(join(folder, 'secrets.json')).mode & 0o777).toBe(0o600);
  });

  it('are never made afresh over a damaged file, since without its key nothing personal could be read', () => {
    loadSecrets(folder);
    const file = join(folder, 'secrets.json');
    writeFileSync(file, readFileSync(file, 'utf8').replace(/"master_key": "..../, '"master_key": "'));
    expect(() => loadSecrets(folder)).toThrow(`${file} is not whole (master_key should be 64 hexadecimal digits)`);
  });
});

describe('one Courtyard to a data folder', () => {
  it('tells a second start where the first one is', async () => {
    const first = await takeDataFolder(folder, 'http://127.0.0.1:3000');
    expect(first.running).toBeUndefined();
    expect(await takeDataFolder(folder, 'http://127.0.0.1:3001')).toEqual({
      running: 'http://127.0.0.1:3000',
      pid: process.pid,
    });
    first.release?.();
    expect((await takeDataFolder(folder, 'http://127.0.0.1:3001')).running).toBeUndefined();
  });

  it('ends what a killed start has left running, then takes its place', async () => {
    const left = spawn(process.execPath, ['--eval', 'setInterval(() => {}, 1000)'], {
      detached: true,
      stdio: 'ignore',
    });
    const ended = new Promise((done) => left.once('exit', (_code, signal) => done(signal)));
    const killed = await takeDataFolder(folder, 'http://127.0.0.1:3000');
    killed.children?.([left.pid]);
    const file = join(folder, 'running.json');
    const written = JSON.parse(readFileSync(file, 'utf8')) as { self: string };
    writeFileSync(file, JSON.stringify({ ...written, self: '999999999:1' }));

    const next = await takeDataFolder(folder, 'http://127.0.0.1:3000');
    expect(next.running).toBeUndefined();
    expect(await ended).toBe('SIGTERM');
  });

  it('lets a process be whose number now belongs to another program', async () => {
    const other = spawn(process.execPath, ['--eval', 'setInterval(() => {}, 1000)'], {
      detached: true,
      stdio: 'ignore',
    });
    writeFileSync(
      join(folder, 'running.json'),
      JSON.stringify({ self: '999999999:1', children: [`${other.pid}:12345`] }),
    );
    await takeDataFolder(folder, 'http://127.0.0.1:3000');
    expect(other.exitCode ?? other.signalCode).toBeNull();
    other.kill('SIGKILL');
  });

  it('says plainly when the port is taken', async () => {
    const server = createServer();
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const { port } = server.address() as { port: number };
    expect(await portProblem(port)).toMatch(`Port ${port} is in use by another program.`);
    await new Promise((done) => server.close(done));
    expect(await portProblem(port)).toBeUndefined();
  });
});
