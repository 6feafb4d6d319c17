import { passwordProblem } from './password-policy.js';

const about = ['Maureen Okafor', 'maureen.okafor@ashdene.example', 'Ashdene Estate'];
const code = (password: string) => passwordProblem(password, about)?.code;

describe('a new password', () => {
  it.each([
    'three wet umbrellas',
    'Zebra-crossing-9',
    'ünïcödé ist länger',
    'kettle kettle teapot',
    'aaaabbbbccccdddd is long',
    'passwords are hard to think of',
    'maureen likes to swim on Sundays',
  ])('may be any phrase of twelve characters or more: %s', (password) => expect(code(password)).toBeUndefined());

  it('is refused below twelve characters, counted as a person counts them', () => {
    expect(code('elevenchars')).toBe('password-too-short');
    expect(code('👩‍👩‍👧')).toBe('password-too-short');
  });

  it('is refused when it is longer than anybody types', () =>
    expect(code('x y'.repeat(100))).toBe('password-too-long'));

  it.each([
    'password1234',
    'Password1234!',
    'p@ssw0rd2026',
    'passwordpassword',
    '123456789012',
    '210987654321',
    'abcdefghijkl',
    'qwertyuiop12',
    '1qaz2wsx3edc',
    'aaaaaaaaaaaaaa',
    'abcabcabcabc',
    'Courtyard2026',
    'welcomewelcome',
    'correct horse battery staple',
    'LetMeIn123456',
  ])('is refused when it is among the first that anybody would try: %s', (password) =>
    expect(code(password)).toBe('password-too-common'),
  );

  it.each(['maureenokafor', 'Maureen Okafor 1', 'maureen.okafor@ashdene.example', 'ashdeneestate12'])(
    'is refused when it is your own name, your address or your TMO: %s',
    (password) => expect(code(password)).toBe('password-is-your-name'),
  );
});
