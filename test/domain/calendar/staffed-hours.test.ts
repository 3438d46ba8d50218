import { nextStaffed, openingOn, withinWorkingDays } from '../../../src/domain/calendar/staffed-hours';
import { ladderSettings } from '../../support/ladder-settings';
import { at } from '../../support/care/facts';

const clinic = { ...ladderSettings, holidays: ['2026-12-25', '2026-12-28'] };

describe('staffed hours', () => {
  it.each([
    ['in the middle of a working day', '2026-11-20', '10:00', '2026-11-20', '10:00'],
    ['before opening', '2026-11-20', '07:00', '2026-11-20', '09:00'],
    ['at the minute of closing', '2026-11-20', '17:00', '2026-11-23', '09:00'],
    ['on a Saturday', '2026-11-21', '12:00', '2026-11-23', '09:00'],
    ['on Christmas Day, with a holiday on Monday', '2026-12-25', '12:00', '2026-12-29', '09:00'],
    ['across the change of the clocks', '2027-03-26', '18:00', '2027-03-29', '09:00'],
  ])('begin, %s, at the next opening', (_name, date, time, openDate, openTime) => {
    expect(nextStaffed(clinic, at(date, time))).toBe(at(openDate, openTime));
  });

  it.each([
    ['a Friday', '2026-11-20', 2, '2026-11-24'],
    ['a Saturday', '2026-11-21', 1, '2026-11-23'],
    ['Christmas Eve', '2026-12-24', 1, '2026-12-29'],
  ])('count working days from %s to the end of the last', (_name, date, days, last) => {
    expect(withinWorkingDays(clinic, at(date), days)).toBe(at(last, '17:00'));
  });

  it('open on a holiday at the next working day', () => {
    expect(openingOn(clinic, '2026-12-25')).toBe(at('2026-12-29', '09:00'));
  });

  it('that a clinic never declared lose nothing: the time itself counts', () => {
    const empty = { ...clinic, staffedHours: [] };

    expect(nextStaffed(empty, at('2026-11-20'))).toBe(at('2026-11-20'));
    expect(withinWorkingDays(empty, at('2026-11-20'), 2)).toBe(at('2026-11-20'));
  });
});
