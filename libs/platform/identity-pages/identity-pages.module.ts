import { Module } from '@nestjs/common';
import { navigationItem } from '#platform/web';
import { AccountController } from './account/account.controller.js';
import { FrontDoorController } from './front-door/front-door.controller.js';
import { HouseholdLinksController } from './household/household-links.controller.js';
import { MyHouseholdController } from './household/my-household.controller.js';
import { PermissionsController } from './permissions/permissions.controller.js';
import { identityRefusals } from './refusals.js';
import { SetupController } from './setup/setup.controller.js';
import { SetPasswordController } from './sign-in/set-password.controller.js';
import { SignInController } from './sign-in/sign-in.controller.js';
import { SignInsController } from './sign-ins/sign-ins.controller.js';
import { InviteController } from './users/invite.controller.js';
import { UserController } from './users/user.controller.js';
import { UsersController } from './users/users.controller.js';

identityRefusals();
navigationItem({ text: 'Users', path: 'users', permission: 'users.view', order: 90 });

/** The pages of signing in and of the people who do. They need IdentityModule and WebModule. */
@Module({
  controllers: [
    FrontDoorController,
    SignInController,
    SetPasswordController,
    AccountController,
    UsersController,
    InviteController,
    UserController,
    SignInsController,
    PermissionsController,
    MyHouseholdController,
    HouseholdLinksController,
    SetupController,
  ],
})
export class IdentityPagesModule {}
