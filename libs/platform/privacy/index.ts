export { KeptFiles, type KeptFile } from './kept-files.js';
export { Privacy1763800300000 } from './migrations/privacy.js';
export { PrivacyModule } from './privacy.module.js';
export { type Sealed, Vault } from './vault.js';
