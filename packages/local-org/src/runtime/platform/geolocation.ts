/** System.Location and System.Address. Source: Apex Reference Guide, Location Class, Address Class. */
import { ApexDouble } from '../../values/double.ts';
import type { Decimal } from '../../values/decimal.ts';
import { throwApex, throwNull } from '../kernel/exception.ts';
import { register } from '../kernel/registry.ts';
import { entryOf } from '../../util/table.ts';

/** mean radius of the Earth, for the haversine formula that the guide names */
const RADII: Readonly<Record<string, number>> = { km: 6371.009, mi: 3958.761 };

export class Location {
  readonly f_latitude: number;
  readonly f_longitude: number;

  constructor(latitude: number, longitude: number) {
    this.f_latitude = latitude;
    this.f_longitude = longitude;
  }

  'getDistance(System.Location,String)'(other: Location | null, unit: string | null): number {
    return distance(this, other, unit);
  }
  'getLatitude()'(): number {
    return this.f_latitude;
  }
  'getLongitude()'(): number {
    return this.f_longitude;
  }

  equals(other: unknown): boolean {
    return other instanceof Location && other.f_latitude === this.f_latitude && other.f_longitude === this.f_longitude;
  }

  toText(): string {
    return `System.Location[getLatitude=${this.f_latitude};getLongitude=${this.f_longitude};]`;
  }
}

interface Point {
  readonly f_latitude: number | null;
  readonly f_longitude: number | null;
}

function distance(from: Point | null, to: Location | null, unit: string | null): number {
  if (from === null || to === null || unit === null) throwNull();
  const radius =
    entryOf(RADII, unit.toLowerCase()) ?? throwApex('System.InvalidParameterValueException', `Invalid unit: ${unit}`);
  if (from.f_latitude === null || from.f_longitude === null) throwNull();
  const radians = (degrees: number): number => (degrees * Math.PI) / 180;
  const [latitude, other] = [radians(from.f_latitude), radians(to.f_latitude)];
  const half = (angle: number): number => Math.sin(angle / 2) ** 2;
  const chord =
    half(other - latitude) + Math.cos(latitude) * Math.cos(other) * half(radians(to.f_longitude - from.f_longitude));
  return 2 * radius * Math.asin(Math.min(1, Math.sqrt(chord)));
}

function newInstance(latitude: Decimal | null, longitude: Decimal | null): Location {
  if (latitude === null || longitude === null) throwNull();
  const [y, x] = [latitude.doubleValue(), longitude.doubleValue()];
  if (Math.abs(y) > 90)
    throwApex('System.InvalidParameterValueException', `Invalid latitude: ${new ApexDouble(y).value}`);
  if (Math.abs(x) > 180) {
    throwApex('System.InvalidParameterValueException', `Invalid longitude: ${new ApexDouble(x).value}`);
  }
  return new Location(y, x);
}

export interface AddressParts {
  readonly city: string | null;
  readonly country: string | null;
  readonly countryCode: string | null;
  readonly geocodeAccuracy: string | null;
  readonly latitude: number | null;
  readonly longitude: number | null;
  readonly postalCode: string | null;
  readonly state: string | null;
  readonly stateCode: string | null;
  readonly street: string | null;
}

/** In the order in which the APIs write them. */
export const ADDRESS_PARTS = [
  'city',
  'country',
  'countryCode',
  'geocodeAccuracy',
  'latitude',
  'longitude',
  'postalCode',
  'state',
  'stateCode',
  'street',
] as const satisfies readonly (keyof AddressParts)[];

const TEXTS = ADDRESS_PARTS.filter((part) => part !== 'latitude' && part !== 'longitude');

export const addressParts = (valueOf: (part: keyof AddressParts, index: number) => unknown): AddressParts =>
  Object.fromEntries(
    ADDRESS_PARTS.map((part, index) => [part, valueOf(part, index) ?? null]),
  ) as unknown as AddressParts;

/** What a compound address field answers; Apex cannot make one. */
export class Address {
  readonly parts: AddressParts;

  constructor(parts: AddressParts) {
    this.parts = parts;
  }

  get f_latitude(): number | null {
    return this.parts.latitude;
  }
  get f_longitude(): number | null {
    return this.parts.longitude;
  }
  'getDistance(System.Location,String)'(other: Location | null, unit: string | null): number {
    return distance(this, other, unit);
  }
  'getLatitude()'(): number | null {
    return this.parts.latitude;
  }
  'getLongitude()'(): number | null {
    return this.parts.longitude;
  }

  toText(): string {
    const texts = TEXTS.map((part) => `get${part[0].toUpperCase()}${part.slice(1)}=${this.parts[part]};`);
    return `System.Address[${texts.join('')}getLatitude=${this.parts.latitude};getLongitude=${this.parts.longitude};]`;
  }
}

for (const part of TEXTS) {
  const get = function (this: Address): string | null {
    return this.parts[part];
  };
  Object.defineProperty(Address.prototype, `f_${part}`, { get });
  Object.defineProperty(Address.prototype, `get${part[0].toUpperCase()}${part.slice(1)}()`, { value: get });
}

const NUMBERS: ReadonlySet<string> = new Set(['latitude', 'longitude']);

register('System.Address', {
  class: Address,
  json: {
    members: ADDRESS_PARTS.map((name) => ({ name, type: NUMBERS.has(name) ? 'Double' : 'String' })),
    read: (address: Address, name) => address.parts[name as keyof AddressParts],
    make: (members) => new Address(addressParts((part) => members.get(part))),
  },
});
register('System.Location', {
  class: Location,
  json: {
    members: [...NUMBERS].map((name) => ({ name, type: 'Double' })),
    read: (location: Location, name) => (name === 'latitude' ? location.f_latitude : location.f_longitude),
    make: (members) => new Location(members.get('latitude') as number, members.get('longitude') as number),
  },
  statics: {
    'getDistance(System.Location,System.Location,String)': distance,
    'newInstance(Decimal,Decimal)': newInstance,
  },
});
