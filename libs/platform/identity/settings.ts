/** What the sign-in part of the product is told from outside; read once, at start. */
export interface IdentitySettings {
  /** Keys the hashes under which sign-in attempts are counted; at least 32 characters, kept. */
  readonly session_secret: string;
  /** True where browsers reach us by https: the cookies then travel by no other way. */
  readonly secure_cookies: boolean;
  /** The file that holds the one-time set-up code of an empty start; without one, nobody can set up by a page. */
  readonly setup_code_file: string | undefined;
}

/** The token by which Nest hands the settings in: `@Inject(IDENTITY_SETTINGS)`. */
export const IDENTITY_SETTINGS = Symbol('identity settings');

/**
 * Reads COURTYARD_SESSION_SECRET, COURTYARD_SECURE ("1" behind https) and COURTYARD_SETUP_CODE_FILE.
 * @throws RangeError when the secret is missing or too short: there is no default one.
 */
export function identitySettings(env: NodeJS.ProcessEnv = process.env): IdentitySettings {
  const session_secret = env['COURTYARD_SESSION_SECRET'] ?? '';
  if (session_secret.length < 32) {
    throw new RangeError('COURTYARD_SESSION_SECRET must be set, to at least 32 random characters that are kept');
  }
  return {
    session_secret,
    secure_cookies: env['COURTYARD_SECURE'] === '1',
    setup_code_file: env['COURTYARD_SETUP_CODE_FILE'],
  };
}

/**
 * What Fastify is to believe of X-Forwarded-For: nothing, unless COURTYARD_TRUST_PROXY names the proxies, as addresses
 * or networks ("10.0.0.1, 192.168.0.0/16"). A header that anybody can send would otherwise make every address limit
 * a limit on nobody.
 */
export function trustProxy(env: NodeJS.ProcessEnv = process.env): false | string[] {
  const proxies = (env['COURTYARD_TRUST_PROXY'] ?? '')
    .split(',')
    .map((proxy) => proxy.trim())
    .filter((proxy) => proxy !== '');
  return proxies.length > 0 ? proxies : false;
}
