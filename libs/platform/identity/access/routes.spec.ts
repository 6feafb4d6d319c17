import { Controller, Get, Module, Post } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { Test } from '@nestjs/testing';
import { Permit, Public, SignedIn } from '../decorators.js';
import { RouteCheck } from './route-check.js';
import { type Route, routesOf } from './routes.js';

@Controller('t/:tmo/rent')
@Permit('rent.view')
class RentController {
  @Get('accounts/:id') account() {
    return 'an account';
  }
  @Post('run') @Permit('rent.run') run() {
    return 'charged';
  }
}

@Controller()
class DoorController {
  @Get(['sign-in', 'login']) @Public() signIn() {
    return 'sign in';
  }
  @Get('account') @SignedIn() account() {
    return 'me';
  }
}

@Controller('t/:tmo/homes')
class ForgetfulController {
  @Get() list() {
    return 'homes';
  }
}

@Controller()
class MisplacedController {
  @Get('homes') @Permit('homes.view') homes() {
    return 'whose?';
  }
  @Get('t/:tmo/board') @SignedIn() board() {
    return 'anybody’s';
  }
}

async function appOf(...controllers: (new () => object)[]) {
  @Module({ imports: [DiscoveryModule], controllers, providers: [RouteCheck] })
  class App {}
  return Test.createTestingModule({ imports: [App] }).compile();
}

const line = ({ method, path, access }: Route) => `${method} ${path} ${JSON.stringify(access)}`;

describe('the list of every route', () => {
  it('says of each who may use it; a handler’s own word goes before its controller’s', async () => {
    const app = await appOf(RentController, DoorController);
    expect(routesOf(app).map(line)).toEqual([
      'GET /account {"kind":"signed-in"}',
      'GET /login {"kind":"public"}',
      'GET /sign-in {"kind":"public"}',
      'GET /t/:tmo/rent/accounts/:id {"kind":"permit","permission":"rent.view"}',
      'POST /t/:tmo/rent/run {"kind":"permit","permission":"rent.run"}',
    ]);
    await app.init();
  });

  it('keeps an application from starting that has a route for nobody in particular, and names it', async () => {
    const app = await appOf(RentController, ForgetfulController);
    await expect(app.init()).rejects.toThrow(
      'GET /t/:tmo/homes (ForgetfulController.list) says none of @Permit, @SignedIn and @Public',
    );
  });

  it('wants a permission exactly where there is a TMO to hold it in', async () => {
    const app = await appOf(MisplacedController);
    await expect(app.init()).rejects.toThrow(
      [
        'GET /homes (MisplacedController.homes) needs a permission but has no /t/:tmo to hold it in',
        'GET /t/:tmo/board (MisplacedController.board) lies under /t/:tmo but needs no permission there',
      ].join('\n'),
    );
  });
});
