export { browserOf, testWeb, type TestWeb, type TestWebSettings, type Visit } from './test-web.js';
