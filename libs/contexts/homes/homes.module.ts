import { defineContext } from '#platform/event-store';
import { registerBlock } from './block/register-block/register-block.command.js';
import { homesClaims } from './claims.js';
import { correctHome } from './home/correct-home/correct-home.command.js';
import { registerHome } from './home/register-home/register-home.command.js';
import { HomesRegister1763900100000 } from './register/register.migration.js';
import { HOMES_EVENTS, registerProjection } from './register/register.projection.js';

export { correctHome, registerBlock, registerHome };

export const homesContext = defineContext({
  name: 'homes',
  events: HOMES_EVENTS,
  commands: [registerBlock, registerHome, correctHome],
  claims: homesClaims,
  projections: [registerProjection],
  migrations: [HomesRegister1763900100000],
});
