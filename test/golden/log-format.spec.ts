import { chainHash, GENESIS, type HashedColumns, preimage } from '#platform/event-store';
import { logVectors } from './log-vectors.js';

describe('the log format', () => {
  it.each(logVectors.events.map((e) => [e.why, e] as const))('vector: %s', (_why, { hash, preimage: text, ...e }) => {
    const before = logVectors.events.find((other) => other.position === e.position - 1);
    const previous = before ? Buffer.from(before.hash, 'hex') : GENESIS;
    expect(preimage(e)).toBe(text);
    expect(chainHash(previous, e).toString('hex')).toBe(hash);
  });

  it('begins with 32 zero bytes', () => {
    expect(GENESIS.toString('hex')).toBe(logVectors.genesis);
  });

  it('gives another hash when any column is another', () => {
    const [event] = logVectors.events;
    if (!event) throw new Error('no vector');
    const changed: HashedColumns[] = [
      { ...event, tmo_id: 11 },
      { ...event, position: 2 },
      { ...event, stream_id: 'log/2' },
      { ...event, version: 2 },
      { ...event, type: 'log.opened.v2' },
      { ...event, data: '{"clock": "supplied"}' },
      { ...event, metadata: `${event.metadata} ` },
      { ...event, effective_on: '2026-04-07' },
      { ...event, recorded_at: '2026-04-06T07:30:00.000001Z' },
      // What moves from one column to its neighbour is a change too.
      { ...event, stream_id: `${event.stream_id}1`, version: Number(String(event.version).slice(1)) },
    ];
    const hashes = new Set(changed.map((e) => chainHash(GENESIS, e).toString('hex')));
    expect(hashes.size).toBe(changed.length);
    expect(hashes).not.toContain(event.hash);
  });
});
