export { IdentityPagesModule } from './identity-pages.module.js';
export { limitRequests, REQUESTS_A_MINUTE } from './request-limit.js';
