export { blockNameKey, type BlockRegistered } from '../block/block.js';
export { addressLines, oneLine, parsePostcode, parseUprn } from '../home/address.js';
export { HOME_TYPES, type HomeType, isDwelling, parseHomeType } from '../home/home-types.js';
export type { HomeCorrected, HomeEvent, HomeFacts, HomeRegistered } from '../home/home.events.js';
export {
  blocks,
  type BlockView,
  homeById,
  homeCount,
  type HomeHit,
  homes,
  homesById,
  homesMatching,
  type HomeView,
} from '../register/register.queries.js';
export { prefixRanges, searchTerms, searchWords, words } from './search-terms.js';
/** Commands that another context may send: an import registers what an extract holds. */
export { registerBlock } from '../block/register-block/register-block.command.js';
export { registerHome } from '../home/register-home/register-home.command.js';
