export { contexts } from './contexts.js';
export { CoreModule } from './core.module.js';
export { endWithParent } from './end-with-parent.js';
export { environment } from './environment.js';
export { migrate } from './migrate.js';
export { makeRegistry } from './registry.js';
export { assertSafeConnection } from './safe-connection.js';
export { RefusedOpenings } from './refused-openings.interceptor.js';
