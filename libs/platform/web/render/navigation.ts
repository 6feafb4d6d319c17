import type { Permission } from '#platform/identity';

export interface NavigationItem {
  readonly text: string;
  /** Below the TMO: 'rent/arrears'. Empty is the home page. */
  readonly path: string;
  readonly permission: Permission;
  readonly order: number;
}

export interface NavigationView {
  readonly href: string;
  readonly text: string;
  readonly active: boolean;
}

const items: NavigationItem[] = [];

/** Puts an item into the service navigation of everybody who holds its permission; called as a context's pages load. */
export function navigationItem(item: NavigationItem): void {
  if (items.some((known) => known.path === item.path)) throw new Error(`two navigation items lead to "${item.path}"`);
  items.push(item);
  items.sort((a, b) => a.order - b.order);
}

export function navigationFor(
  base: string,
  held: ReadonlySet<Permission>,
  current: string | undefined,
): NavigationView[] {
  return items
    .filter((item) => held.has(item.permission))
    .map((item) => ({
      href: item.path === '' ? base : `${base}/${item.path}`,
      text: item.text,
      active: item.path === current,
    }));
}
