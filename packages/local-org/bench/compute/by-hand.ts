/**
 * What Compute.cls does, as one would write it by hand in JavaScript for the same results: Integers wrap at 32 bits, Longs at 64,
 * decimals are exact. Money is kept in bigints of the smallest unit, which are exact however large they grow, as Apex's Decimals.
 */

export const byHand = {
  integers: (): number => {
    let sum = 0;
    for (let i = 0; i < 500_000; i++) {
      sum = (Math.imul(sum, 31) + i) | 0;
      if (i % 3 === 0) sum = (sum - 7) | 0;
    }
    return sum;
  },

  longs: (): bigint => {
    let sum = 0n;
    for (let i = 0; i < 30_000; i++) {
      sum = BigInt.asIntN(64, sum * 31n + BigInt(i));
      if (sum > 1_000_000_000_000n) sum = sum / 7n;
    }
    return sum;
  },

  decimals: (): string => {
    const cents = centsOfPrices().map(BigInt);
    let total = 0n;
    for (let round = 1; round <= 300; round++) {
      for (const price of cents) {
        let amount = price * 3n;
        if (amount > 500_000n) amount -= 25_000n;
        total += amount + 25n;
      }
    }
    return moneyText(total);
  },

  decimalRounding: (): string => {
    const cents = centsOfPrices().map(BigInt);
    let total = 0n;
    for (let round = 1; round <= 150; round++) {
      for (const price of cents) {
        const discount = dividedHalfEven(price * 375n, 10_000n);
        total += dividedHalfEven(price - discount, 3n);
      }
    }
    return moneyText(total);
  },

  text: (): number => {
    let total = 0;
    for (let round = 0; round < 5; round++) {
      let s = '';
      for (let i = 0; i < 10_000; i++) s += `item ${i};`;
      total += s.length;
    }
    return total;
  },

  textParts: (): number => {
    let total = 0;
    const line = 'Account;Contact;  Opportunity ;Lead;Case;Task;Event;Campaign';
    for (let round = 0; round < 1500; round++) {
      for (const part of line.split(';')) {
        const name = part.trim();
        if (name.toLowerCase() === 'lead' || name.startsWith('Ca')) {
          total = (total + name.toUpperCase().indexOf('A')) | 0;
        } else if (name.includes('ort')) {
          total = (total + name.replaceAll('ort', '').length) | 0;
        } else {
          total = (total + hashOf(name.substring(1, 3))) | 0;
        }
      }
    }
    return total;
  },

  listAdding: (): number => {
    let total = 0;
    for (let round = 0; round < 40; round++) {
      const numbers: number[] = [];
      for (let i = 0; i < 5000; i++) numbers.push(i);
      total = (total + numbers.length) | 0;
    }
    return total;
  },

  listIndexing: (): number => {
    const numbers: number[] = [];
    for (let i = 0; i < 1000; i++) numbers.push(i);
    let sum = 0;
    for (let round = 0; round < 300; round++) {
      for (let i = 1; i < numbers.length; i++) {
        numbers[i] = (numbers[i - 1] + round) | 0;
        numbers[i] = (numbers[i] - i) | 0;
        sum = (sum + numbers[i]) | 0;
      }
    }
    return sum;
  },

  listIterating: (): number => {
    const names = namesUpTo(1000);
    let sum = 0;
    for (let round = 0; round < 400; round++) {
      for (const name of names) sum = (sum + name.length) | 0;
    }
    return sum;
  },

  mapReading: (): number => {
    const byName = new Map<string, number>();
    const names: string[] = [];
    for (let i = 0; i < 1000; i++) {
      names.push(`name${i}`);
      byName.set(`name${i}`, i);
    }
    let sum = 0;
    for (let round = 0; round < 300; round++) {
      for (const name of names) sum = (sum + byName.get(name)!) | 0;
    }
    return sum;
  },

  mapWriting: (): number => {
    const names = namesUpTo(1000);
    let sum = 0;
    for (let round = 0; round < 10; round++) {
      const counts = new Map<string, number>();
      for (let i = 0; i < 5; i++) {
        for (const name of names) counts.set(name, counts.has(name) ? counts.get(name)! + 1 : 1);
      }
      for (const name of counts.keys()) sum = (sum + counts.get(name)!) | 0;
    }
    return sum;
  },

  sets: (): number => {
    const names = namesUpTo(1000);
    let sum = 0;
    for (let round = 0; round < 10; round++) {
      const seen = new Set<string>();
      for (let i = 0; i < 5; i++) {
        for (const name of names) {
          if (!seen.has(name)) {
            seen.add(name);
            sum++;
          }
        }
      }
    }
    return sum;
  },

  virtualCalls: (): number => {
    const shapes: Shape[] = [];
    for (let i = 0; i < 300; i++) shapes.push(new Rectangle(i, 2), new Square(i), new Circle(i));
    let sum = 0;
    for (let round = 0; round < 400; round++) {
      for (const shape of shapes) sum = (sum + shape.area(round)) | 0;
    }
    return sum;
  },

  recursion: (): number => {
    return fibonacci(23);
  },
};

/** The same sums in numbers, which are exact up to 15 digits only: faster than what Apex promises can be. */
export function decimalsInNumbers(): string {
  const cents = centsOfPrices();
  let total = 0;
  for (let round = 1; round <= 300; round++) {
    for (const price of cents) {
      let amount = price * 3;
      if (amount > 500_000) amount -= 25_000;
      total += amount + 25;
    }
  }
  return moneyText(BigInt(total));
}

function centsOfPrices(): number[] {
  return Array.from({ length: 100 }, (_, i) => (19 + i * 37) * 100 + 10 + ((i * 7) % 90));
}

function dividedHalfEven(numerator: bigint, denominator: bigint): bigint {
  const quotient = numerator / denominator;
  const twice = 2n * (numerator - quotient * denominator);
  return twice > denominator || (twice === denominator && (quotient & 1n) === 1n) ? quotient + 1n : quotient;
}

function moneyText(cents: bigint): string {
  return `${cents / 100n}.${String(cents % 100n).padStart(2, '0')}`;
}

function hashOf(text: string): number {
  let hash = 0;
  for (let i = 0; i < text.length; i++) hash = (Math.imul(31, hash) + text.charCodeAt(i)) | 0;
  return hash;
}

function namesUpTo(count: number): string[] {
  return Array.from({ length: count }, (_, i) => `name${i}`);
}

function fibonacci(n: number): number {
  return n < 2 ? n : (fibonacci(n - 1) + fibonacci(n - 2)) | 0;
}

interface Shape {
  area(scale: number): number;
}

class Rectangle implements Shape {
  protected readonly width: number;
  protected readonly height: number;
  constructor(width: number, height: number) {
    this.width = width;
    this.height = height;
  }
  area(scale: number): number {
    return Math.imul(this.sides(), scale);
  }
  protected sides(): number {
    return Math.imul(this.width, this.height);
  }
}

class Square extends Rectangle {
  constructor(width: number) {
    super(width, width);
  }
  protected override sides(): number {
    return Math.imul(this.width, this.width);
  }
}

class Circle implements Shape {
  private readonly radius: number;
  constructor(radius: number) {
    this.radius = radius;
  }
  area(scale: number): number {
    return Math.imul(Math.imul(Math.imul(3, this.radius), this.radius), scale);
  }
}
