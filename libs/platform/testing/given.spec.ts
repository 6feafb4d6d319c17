import { accept, civilDate, refuse, type Decider, type Decision, type DecideEnv, type DomainEvent } from '#kernel';
import { anEnv, given } from './index.js';

type KeyLent = DomainEvent<'spec.key-lent.v1', { key: number; to: string }>;
type KeyReturned = DomainEvent<'spec.key-returned.v1', { key: number }>;
type KeyEvent = KeyLent | KeyReturned;

interface KeyBoard {
  out: Record<string, string>;
}

const keyBoard: Decider<KeyBoard, KeyEvent> = {
  kind: 'key-board',
  state_version: 1,
  initial: { out: {} },
  evolve(state, event) {
    if (event.type === 'spec.key-lent.v1') return { out: { ...state.out, [event.data.key]: event.data.to } };
    const { [event.data.key]: _returned, ...out } = state.out;
    return { out };
  },
};

const on = civilDate('2026-05-20');
const lent = (key: number, to = 'a caretaker'): KeyLent => ({
  type: 'spec.key-lent.v1',
  data: { key, to },
  effective_on: on,
});
const returned = (key: number): KeyReturned => ({ type: 'spec.key-returned.v1', data: { key }, effective_on: on });

function lendKey(command: { key: number }, state: KeyBoard, env: DecideEnv): Decision<KeyEvent> {
  const holder = state.out[command.key];
  if (holder !== undefined)
    return refuse('key-is-out', { key: command.key, holder }, [
      { type: 'spec.key-refused.v1', data: { key: command.key }, effective_on: env.today },
    ]);
  return accept({ type: 'spec.key-lent.v1', data: { key: command.key, to: env.actor }, effective_on: env.today });
}

function returnKey(command: { key: number }, state: KeyBoard): Decision<KeyEvent> {
  return state.out[command.key] === undefined ? accept() : accept(returned(command.key));
}

const keySeven = { key: 7 };
const asCaretaker = anEnv({ today: '2026-05-20', actor: 'a caretaker' });

describe('a rule is told as given, when, then', () => {
  it('accepts what happened, what was refused and that nothing happened', () => {
    given(keyBoard).when(lendKey, keySeven, asCaretaker).then(lent(7));
    given(keyBoard, lent(7), returned(7)).when(lendKey, keySeven, asCaretaker).then(lent(7));
    given(keyBoard, lent(7)).when(lendKey, keySeven).thenRefused('key-is-out');
    given(keyBoard, lent(7)).when(lendKey, keySeven).thenRefused('key-is-out', { key: 7, holder: 'a caretaker' });
    given(keyBoard).when(returnKey, keySeven).thenNothing();
  });

  it('fails with the refusal when events were expected', () => {
    const outcome = given(keyBoard, lent(7)).when(lendKey, keySeven);
    expect(() => outcome.then(lent(7))).toThrow('but it was refused as key-is-out {"key":7,"holder":"a caretaker"}');
    expect(() => outcome.thenNothing()).toThrow('expected nothing to happen');
  });

  it('fails with the events when a refusal or nothing was expected', () => {
    const outcome = given(keyBoard).when(lendKey, keySeven, asCaretaker);
    const happened = 'accepted with spec.key-lent.v1 of 2026-05-20 {"key":7,"to":"a caretaker"}';
    expect(() => outcome.thenRefused('key-is-out')).toThrow(
      `expected it refused as key-is-out\nbut it was ${happened}`,
    );
    expect(() => outcome.thenNothing()).toThrow(happened);
  });

  it('fails when nothing happened and something was expected', () => {
    const outcome = given(keyBoard).when(returnKey, keySeven);
    expect(() => outcome.then(returned(7))).toThrow('but nothing happened');
    expect(() => outcome.thenRefused('key-is-out')).toThrow('accepted with no events');
  });

  it('fails on another event, another date, one event more or another order', () => {
    const outcome = given(keyBoard).when(() => accept<KeyEvent>(lent(7), lent(8)), {});
    outcome.then(lent(7), lent(8));
    expect(() => outcome.then(lent(7), lent(9))).toThrow('"key": 9');
    expect(() => outcome.then(lent(7), { ...lent(8), effective_on: civilDate('2026-05-21') })).toThrow('2026-05-21');
    expect(() => outcome.then(lent(7))).toThrow('"key": 8');
    expect(() => outcome.then(lent(8), lent(7))).toThrow('"key": 8');
  });

  it('fails on another code, other facts or other evidence of a refusal', () => {
    const outcome = given(keyBoard, lent(7)).when(lendKey, keySeven, asCaretaker);
    const evidence = { type: 'spec.key-refused.v1', data: { key: 7 }, effective_on: on };
    const facts = { key: 7, holder: 'a caretaker' };
    outcome.thenRefused('key-is-out', facts, evidence);
    expect(() => outcome.thenRefused('key-is-lost')).toThrow('but it was refused as key-is-out');
    expect(() => outcome.thenRefused('key-is-out', { key: 7 })).toThrow('"holder": "a caretaker"');
    expect(() => outcome.thenRefused('key-is-out', facts, { ...evidence, data: { key: 8 } })).toThrow('"key": 8');
  });
});

function scribble(_: object, state: KeyBoard): Decision<KeyEvent> {
  state.out['7'] = 'nobody';
  return accept();
}

describe('what every decider promises is checked by the way', () => {
  it('a decide that changes the state it is handed fails', () => {
    expect(() => given(keyBoard).when(scribble, {})).toThrow(TypeError);
    expect(() => given(keyBoard, lent(8)).when(scribble, {})).toThrow(TypeError);
  });

  it('a decide that changes the command it is handed fails', () => {
    const correct = (command: { key: number }): Decision<KeyEvent> => accept(lent((command.key = 8)));
    expect(() => given(keyBoard).when(correct, { key: 7 })).toThrow(TypeError);
  });

  it('an evolve that changes the state it is handed fails', () => {
    const scribbler: Decider<KeyBoard, KeyEvent> = {
      ...keyBoard,
      initial: { out: {} },
      evolve(state, event) {
        state.out[event.data.key] = 'nobody';
        return state;
      },
    };
    expect(() => given(scribbler, lent(7))).toThrow(TypeError);
    expect(() => given(scribbler).when(lendKey, keySeven)).toThrow(TypeError);
  });

  it('a decide that answers differently the second time fails', () => {
    let key = 0;
    const impatient = () => accept<KeyEvent>(lent(++key));
    expect(() => given(keyBoard).when(impatient, {})).toThrow('decide is not pure');
  });

  it('a state or an event that JSON would not keep fails', () => {
    const withMap: Decider<Map<number, string>, KeyEvent> = {
      ...keyBoard,
      initial: new Map<number, string>(),
      evolve: (state, event) => new Map(state).set(event.data.key, event.type),
    };
    expect(() => given(withMap, lent(7))).toThrow('the state of key-board would not survive being stored as JSON');
    const decide = () => accept<KeyEvent>(lent(Number.NaN));
    expect(() => given(keyBoard).when(decide, {})).toThrow(
      'event spec.key-lent.v1 would not survive being stored as JSON',
    );
  });
});

describe('the world that a rule sees', () => {
  it('is the same in every run, and consistent by itself', () => {
    expect(anEnv()).toMatchObject({ today: '2026-05-20', now: '2026-05-20T12:00:00.000Z', actor: 'user:spec' });
    expect(anEnv({ now: '2026-07-01T23:30:00Z' }).today).toBe('2026-07-02');
    expect(anEnv().newId('lease')).toBe(anEnv().newId('lease'));
    expect(anEnv().newId('lease')).not.toBe(anEnv().newId('licence'));
  });

  it('refuses a clock that is not on the day it claims', () => {
    expect(() => anEnv({ today: '2026-07-01', now: '2026-07-01T23:30:00Z' })).toThrow(
      '2026-07-01T23:30:00Z is 2026-07-02 in London, not 2026-07-01',
    );
  });

  it('puts a posting of a closed period into the current one', () => {
    const env = anEnv({ today: '2026-05-20', closedThrough: '2025/26-12' });
    expect(env.period(civilDate('2026-03-27'))).toBe('2026/27-02');
    expect(env.period(civilDate('2026-04-01'))).toBe('2026/27-01');
    expect(env.period(civilDate('2026-05-20'))).toBe('2026/27-02');
    expect(anEnv().period(civilDate('2026-03-27'))).toBe('2025/26-12');
    // Vector 10.6: a Direct Debit of 27 March reversed on 20 May, when April is closed too.
    expect(anEnv({ closedThrough: '2026/27-01' }).period(civilDate('2026-03-27'))).toBe('2026/27-02');
  });
});
