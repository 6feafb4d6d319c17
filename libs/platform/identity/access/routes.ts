import { type INestApplicationContext, RequestMethod } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import { ACCESS, type Access } from '../decorators.js';

/** A route as its controller declares it; `access` is undefined where the controller forgot to say. */
export interface Route {
  /** 'GET', 'POST', ... */
  readonly method: string;
  /** '/t/:tmo/rent/accounts/:account_id' */
  readonly path: string;
  readonly access: Access | undefined;
  /** 'AccountController.show', for messages. */
  readonly handler: string;
}

/** Every route of an application with what it demands, by path: for the check at start and for tests that walk them all. */
export function routesOf(app: INestApplicationContext): Route[] {
  return listRoutes(app.get(DiscoveryService, { strict: false }));
}

export function listRoutes(discovery: DiscoveryService): Route[] {
  const scanner = new MetadataScanner();
  const routes = discovery.getControllers().flatMap(({ metatype }) => {
    if (typeof metatype !== 'function') return [];
    return scanner.getAllMethodNames(metatype.prototype as object).flatMap((name) => routesOfMethod(metatype, name));
  });
  return routes.sort((a, b) => (a.path === b.path ? compare(a.method, b.method) : compare(a.path, b.path)));
}

// oxlint-disable-next-line typescript/no-unsafe-function-type -- Nest's own type for a controller class
function routesOfMethod(controller: Function, name: string): Route[] {
  const method = (controller.prototype as Record<string, object>)[name];
  if (method === undefined) return [];
  const paths = pathsOf(method);
  if (paths.length === 0) return [];
  const own = Reflect.getMetadata(ACCESS, method) as Access | undefined;
  const access = own ?? (Reflect.getMetadata(ACCESS, controller) as Access | undefined);
  const verb = RequestMethod[Reflect.getMetadata(METHOD_METADATA, method) as RequestMethod];
  return pathsOf(controller).flatMap((above) =>
    paths.map((below) => ({ method: verb, path: join(above, below), access, handler: `${controller.name}.${name}` })),
  );
}

function pathsOf(target: object): string[] {
  const path = Reflect.getMetadata(PATH_METADATA, target) as string | string[] | undefined;
  return path === undefined ? [] : [path].flat();
}

function join(...parts: string[]): string {
  return `/${parts
    .map((part) => part.replaceAll(/^\/+|\/+$/g, ''))
    .filter((part) => part !== '')
    .join('/')}`;
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
