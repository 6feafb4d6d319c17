export { IdentityPagesModule } from './identity-pages.module.js';
export { limitRequests } from './request-limit.js';
