/**
 * Contrast of the badge's colours, WCAG 2.1: 4.5:1 for text (1.4.3), 3:1 for borders (1.4.11). The test browser has no
 * layout, so no accessibility checker sees colours there; the style sheet is read instead.
 */
import { readFileSync } from 'node:fs';

const styles = readFileSync(`${__dirname}/../syntheticBadge.css`, 'utf8');

/** The last value that the rule with this selector gives the property. */
function valueOf(selector: string, property: string): string {
  for (const [, selectors, body] of styles.matchAll(/([^{}]+)\{([^}]*)\}/g)) {
    if (selectors.split(',').some((part) => part.trim() === selector)) {
      const found = new RegExp(`(?:^|[;\\s])${property}:\\s*([^;]+);`).exec(body);
      if (found) {
        return found[1];
      }
    }
  }
  throw new Error(`${selector} has no ${property}`);
}

/** Relative luminance of the six-digit colour in a value, by the definition in WCAG 2.1. */
function luminance(value: string): number {
  const [, digits] = /#([0-9a-f]{6})/i.exec(value)!;
  const [red, green, blue] = [0, 2, 4].map((at) => {
    const channel = parseInt(digits.slice(at, at + 2), 16) / 255;
    return channel <= 0.03928 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [darker, lighter] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}

const WHITE = '#ffffff';
/** What Lightning Experience puts behind a page's regions. */
const PAGE = '#f3f3f3';
const panelGround = valueOf('.panel', 'background');
const errorGround = valueOf(".panel[role='alert']", 'background');
const markGround = valueOf('.mark', 'background');

describe('the colours of c-synthetic-badge', () => {
  it('measures contrast as WCAG does', () => {
    expect(contrast('#000000', WHITE)).toBeCloseTo(21, 5);
    expect(contrast('#777777', WHITE)).toBeCloseTo(4.48, 2);
  });

  it.each([
    ['the panel', valueOf('.panel', 'color'), panelGround],
    ['the panel of an error', valueOf('.panel', 'color'), errorGround],
    ['a mark', valueOf('.mark', 'color'), markGround],
    ['the mark of an ending', valueOf('.mark_ending', 'color'), markGround],
    ['the mark of an error', valueOf('.mark_error', 'color'), markGround],
    ['a term', valueOf('dt', 'color'), panelGround],
    ['the loading text on white', valueOf('.quiet', 'color'), WHITE],
    ['the loading text on the page', valueOf('.quiet', 'color'), PAGE],
  ])('make the text of %s legible', (_part, text, background) => {
    expect(contrast(text, background)).toBeGreaterThanOrEqual(4.5);
  });

  it.each([
    ['the panel on white', valueOf('.panel', 'border'), WHITE],
    ['the panel on the page', valueOf('.panel', 'border'), PAGE],
    ['the panel of an error', valueOf(".panel[role='alert']", 'border-color'), WHITE],
    ['a mark', valueOf('.mark', 'border'), panelGround],
    ['the mark of an ending', valueOf('.mark_ending', 'border-color'), panelGround],
    ['the mark of an error', valueOf('.mark_error', 'border-color'), errorGround],
  ])('make the border of %s visible', (_part, border, background) => {
    expect(contrast(border, background)).toBeGreaterThanOrEqual(3);
  });
});
