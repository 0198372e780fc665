/**
 * Cron expressions as `System.schedule` takes them: seconds, minutes, hours, day of month, month, day of week and an
 * optional year, with `?`, `L`, `W` and `#` (Apex Developer Guide, Apex Scheduler). Weekdays count from 1 for Sunday.
 */
import { Cron } from 'croner';

export class CronFormatError extends Error {}

export interface CronSchedule {
  /** the first firing strictly after `after` (milliseconds since the epoch), undefined when there is none left */
  next(after: number): number | undefined;
}

const INTEGER = /^\d{1,2}$/;

/** @throws CronFormatError in Salesforce's words where they are known */
export function parseCron(expression: string, timeZone: string): CronSchedule {
  const fields = expression.trim().split(/\s+/);
  if (fields.length < 6 || fields.length > 7) {
    throw new CronFormatError(`Illegal cron expression format: ${expression}`);
  }
  const [seconds, minutes, , dayOfMonth, , dayOfWeek] = fields;
  if (!INTEGER.test(seconds) || !INTEGER.test(minutes)) {
    throw new CronFormatError(`Seconds and minutes must be specified as integers: ${expression}`);
  }
  if (dayOfMonth !== '?' && dayOfWeek !== '?') {
    throw new CronFormatError(
      'Support for specifying both a day-of-week AND a day-of-month parameter is not implemented.',
    );
  }
  if (dayOfMonth === '?' && dayOfWeek === '?') {
    throw new CronFormatError("'?' can only be specified for Day-of-Month -OR- Day-of-Week.");
  }
  if (dayOfWeek.toUpperCase() === 'L') fields[5] = '7';
  const cron = compile(fields.join(' '), expression, timeZone);
  return {
    next: (after) => cron.nextRun(new Date(after))?.getTime(),
  };
}

function compile(pattern: string, expression: string, timeZone: string): Cron {
  try {
    return new Cron(pattern, {
      paused: true,
      timezone: timeZone,
      mode: '6-or-7-parts',
      alternativeWeekdays: true,
      domAndDow: true,
      sloppyRanges: true,
    });
  } catch (error) {
    const reason = error instanceof Error ? error.message.replace(/^CronPattern: /, '') : String(error);
    throw new CronFormatError(`Illegal cron expression format (${reason}): ${expression}`);
  }
}
