import { strict as assert } from 'node:assert';
import { describe, it } from 'node:test';
import { fails, table } from './support.ts';

// the running user's zone is Europe/Berlin, the clock stands at 2026-03-01T10:00:00Z

describe('Date', () => {
  const setup = 'Date d = Date.newInstance(2024, 1, 31);';

  it('adds months to the end of the shorter one', () => {
    assert.deepEqual(
      ...table(
        {
          'String.valueOf(d.addMonths(1))': '2024-02-29',
          'String.valueOf(d.addYears(1).addMonths(1))': '2025-02-28',
          'String.valueOf(d.addDays(1))': '2024-02-01',
          'String.valueOf(d.toStartOfMonth())': '2024-01-01',
          'String.valueOf(d.toStartOfWeek())': '2024-01-28',
          'd.daysBetween(Date.newInstance(2024, 3, 1))': '30',
          'd.monthsBetween(Date.newInstance(2024, 2, 1))': '1',
          'd.dayOfYear()': '31',
          'Date.daysInMonth(2023, 2)': '28',
          'Date.isLeapYear(1900)': 'false',
          'd.format()': '1/31/2024',
          "String.valueOf(Date.parse('12/27/2023'))": '2023-12-27',
          'String.valueOf(Date.today())': '2026-03-01',
        },
        setup,
      ),
    );
  });

  it('refuses text that is no date', () => {
    assert.equal(fails("Date.valueOf('tomorrow')"), 'System.TypeException: Invalid date: tomorrow');
    assert.equal(fails("Date.parse('2023-12-27')"), 'System.TypeException: Invalid date: 2023-12-27');
  });
});

describe('Datetime', () => {
  const setup =
    'Datetime t = Datetime.newInstanceGmt(2024, 3, 30, 23, 30, 5); Datetime d = Datetime.newInstance(2024, 3, 30, 12, 0, 0);';

  it('has fields in GMT and in the zone of the user', () => {
    assert.deepEqual(
      ...table(
        {
          't.dayGmt()': '30',
          't.day()': '31',
          't.hour()': '0',
          't.getTime()': '1711841405000',
          t: '2024-03-30 23:30:05',
          'String.valueOf(t)': '2024-03-31 00:30:05',
          'String.valueOfGmt(t)': '2024-03-30 23:30:05',
        },
        setup,
      ),
    );
  });

  it('adds days by the clock on the wall and hours by time that passes', () => {
    assert.deepEqual(
      ...table(
        {
          'd.addDays(1).hour()': '12',
          'd.addHours(24).hour()': '13',
          'd.addMonths(-1).day()': '29',
        },
        setup,
      ),
    );
  });

  it('formats with Java patterns', () => {
    assert.deepEqual(
      ...table(
        {
          "t.formatGmt('yyyy-MM-dd\\'T\\'HH:mm:ss.SSS\\'Z\\'')": '2024-03-30T23:30:05.000Z',
          "t.format('EEE, d MMM yy h:mm a Z', 'America/New_York')": 'Sat, 30 Mar 24 7:30 PM -0400',
          "t.format('EEEE MMMM u DDD XXX')": 'Sunday March 7 091 +01:00',
          't.format()': '3/31/2024, 12:30 AM',
        },
        setup,
      ),
    );
    assert.equal(fails("t.format('b')", setup), "System.IllegalArgumentException: Illegal pattern character 'b'");
  });

  it('reads text', () => {
    assert.deepEqual(
      ...table({
        "Datetime.valueOf('2024-07-01 12:00:00')": '2024-07-01 10:00:00',
        "Datetime.valueOfGmt('2024-07-01 12:00:00')": '2024-07-01 12:00:00',
        "Datetime.parse('7/1/2024, 1:30 PM')": '2024-07-01 11:30:00',
        'Time.newInstance(23, 59, 0, 5).addMinutes(2)': '00:01:00.005Z',
        "TimeZone.getTimeZone('Europe/Berlin').getOffset(Datetime.newInstanceGmt(2024, 7, 1))": '7200000',
      }),
    );
    assert.equal(fails("Datetime.valueOf('2024')"), 'System.TypeException: Invalid date/time: 2024');
  });
});
