import { Controller, Get, NotFoundException } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Permit } from '#platform/identity';

/**
 * Every address under a TMO that leads nowhere. As a route it passes the guard, so that the page saying so has the
 * search box and the navigation, and whoever is not signed in is asked to sign in first.
 */
@ApiExcludeController()
@Controller('t/:tmo')
export class NowhereController {
  @Get('*')
  @Permit('desk.view')
  nowhere(): never {
    throw new NotFoundException('no such page in this TMO');
  }
}
