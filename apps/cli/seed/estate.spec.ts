import { civilDate } from '#kernel';
import { BRAMBLE_WALK, LARCHMERE, makeEstate } from './estate.js';

const as_at = civilDate('2025-11-23');

describe('the demo estate', () => {
  it('is the same whenever it is made', () => {
    expect(makeEstate(LARCHMERE, as_at)).toEqual(makeEstate(LARCHMERE, as_at));
  });

  it('has 380 homes in six blocks, and a second estate has 60', () => {
    const homes = (csv: string) =>
      new Set(
        csv
          .split('\r\n')
          .slice(1)
          .map((l) => /[A-Z]{2}\d{5}/.exec(l)?.[0]),
      ).size - 1;
    expect(homes(makeEstate(LARCHMERE, as_at).extract_csv)).toBe(380 + 24);
    expect(homes(makeEstate(BRAMBLE_WALK, as_at).extract_csv)).toBe(60);
  });

  it('has every kind of household that an officer must be able to tell apart', () => {
    const { tenancies } = makeEstate(LARCHMERE, as_at);
    expect(new Set(tenancies.map((t) => t.habit)).size).toBe(8);
    expect(new Set(tenancies.map((t) => t.tenure))).toEqual(
      new Set(['Secure', 'Introductory', 'Leaseholder', 'Garage licence']),
    );
    expect(new Set(tenancies.map((t) => t.tenancy_ref)).size).toBe(tenancies.length);
  });
});
