export { barriers, openBrowser, sideways } from './browser.js';
export { inBrowser, journey, type Width } from './journey.js';
export { openOffice, type Office, type Person } from './office.js';
export { Visitor } from './visitor.js';
export { makeEstate, type Estate } from './estate.js';
