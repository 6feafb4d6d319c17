import { Module } from '@nestjs/common';
import { navigationItem } from '#platform/web';
import { RegisterBlockController } from './block/register-block/register-block.controller.js';
import { CorrectHomeController } from './home/correct-home/correct-home.controller.js';
import { RegisterHomeController } from './home/register-home/register-home.controller.js';
import { homesRefusals } from './refusals.js';
import { HomesController } from './register/homes.controller.js';

homesRefusals();
navigationItem({ text: 'Homes', path: 'homes', permission: 'homes.view', order: 10 });

/** The register's pages. The page of one home, with who lives there, is tenancies'. */
@Module({ controllers: [HomesController, RegisterBlockController, RegisterHomeController, CorrectHomeController] })
export class HomesOfficeModule {}
