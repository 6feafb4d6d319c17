import { Controller, Get, Inject, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Public } from '#platform/identity';
import { type Health, HealthChecks } from './health-checks.js';

/** GET /health: 200 when every check is well, else 503 and which is not. For monitors, so public and without names. */
@ApiExcludeController()
@Controller('health')
export class HealthController {
  constructor(@Inject(HealthChecks) private readonly checks: HealthChecks) {}

  @Get()
  @Public()
  async health(@Res({ passthrough: true }) reply: FastifyReply): Promise<Health> {
    const health = await this.checks.run();
    reply.status(health.ok ? 200 : 503).header('cache-control', 'no-store');
    return health;
  }
}
