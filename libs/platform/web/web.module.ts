import { type DynamicModule, Module } from '@nestjs/common';
import { APP_FILTER, APP_INTERCEPTOR } from '@nestjs/core';
import { ApiController } from './api/api.controller.js';
import { ApiDocument } from './api/api-document.js';
import { ErrorFilter } from './errors/error.filter.js';
import { NowhereController } from './errors/nowhere.controller.js';
import { Csrf } from './forms/csrf.js';
import { Forms } from './forms/forms.js';
import { SubmissionInterceptor } from './forms/submission.interceptor.js';
import { HealthChecks } from './health/health-checks.js';
import { HealthController } from './health/health.controller.js';
import { PageInterceptor } from './render/page.interceptor.js';
import { PageRenderer } from './render/page-renderer.js';
import { Templates } from './render/templates.js';
import { WEB_SETTINGS, type WebSettings } from './web-settings.js';

/** Pages, forms, errors, health and the API's document, for the office. Needs the executor and the database. */
@Module({})
export class WebModule {
  static with(settings: () => WebSettings): DynamicModule {
    return {
      module: WebModule,
      global: true,
      controllers: [HealthController, ApiController, NowhereController],
      providers: [
        { provide: WEB_SETTINGS, useFactory: settings },
        { provide: APP_FILTER, useClass: ErrorFilter },
        { provide: APP_INTERCEPTOR, useClass: SubmissionInterceptor },
        { provide: APP_INTERCEPTOR, useClass: PageInterceptor },
        ApiDocument,
        Csrf,
        Forms,
        HealthChecks,
        PageRenderer,
        Templates,
      ],
      exports: [WEB_SETTINGS, Csrf, Forms, HealthChecks, PageRenderer],
    };
  }
}
