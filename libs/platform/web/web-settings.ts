export interface WebSettings {
  /** Signs our cookies; at least 32 characters, the same on every office process. */
  readonly cookie_secret: string;
  /** Behind TLS: secure cookies, the __Host- prefix, strict transport security. */
  readonly secure: boolean;
}

/** The token by which Nest hands the settings in: `@Inject(WEB_SETTINGS)`. */
export const WEB_SETTINGS = Symbol('web settings');
