import { countryOf, numbersHoldIn, zoneCountries } from '../../../src/domain/patient-texts/place';

const london = { timeZone: 'Europe/London' };

describe('where emergency numbers hold', () => {
  test('every zone that the calendar offers lies in a country', () => {
    const offered = Intl.supportedValuesOf('timeZone').filter((zone) => zone.includes('/') && !zone.startsWith('Etc/'));
    expect(offered.filter((zone) => countryOf(zone) === null)).toEqual([]);
    expect([...zoneCountries.values()].filter((country) => !/^[A-Z]{2}$/.test(country))).toEqual([]);
  });

  test.each([
    ['Europe/London', 'GB'],
    ['Europe/Belfast', 'GB'],
    ['America/Argentina/Buenos_Aires', 'AR'],
    ['America/Indiana/Knox', 'US'],
    ['Asia/Calcutta', 'IN'],
    ['Pacific/Apia', 'WS'],
    ['UTC', null],
    ['Europe/Londen', null],
  ])('%s lies in %s', (zone, country) => {
    expect(countryOf(zone)).toBe(country);
  });

  test('a clinic that names no country answers for its own', () => {
    expect(numbersHoldIn(london, 'Europe/London')).toBe(true);
    expect(numbersHoldIn(london, 'Europe/Dublin')).toBe(false);
    expect(numbersHoldIn({ timeZone: 'America/New_York' }, 'America/Los_Angeles')).toBe(true);
  });

  test('a clinic that names countries answers for those, and always for its own zone', () => {
    const clinic = { ...london, emergencyCountries: ['GB', 'JE'] };
    expect(numbersHoldIn(clinic, 'Europe/Jersey')).toBe(true);
    expect(numbersHoldIn(clinic, 'Europe/Dublin')).toBe(false);
    expect(numbersHoldIn({ ...london, emergencyCountries: ['JE'] }, 'Europe/London')).toBe(true);
  });

  test('a zone that lies in no country known has no right number: a wrong one is worse than none', () => {
    expect(numbersHoldIn(london, 'UTC')).toBe(false);
    expect(numbersHoldIn(london, 'Mars/Olympus')).toBe(false);
  });
});
