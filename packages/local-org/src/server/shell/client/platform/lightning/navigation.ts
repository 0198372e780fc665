/** `lightning/navigation` and `force/navigation`. Source: Lightning Web Components Developer Guide, "PageReference Types". */
import type { LightningElement } from 'lwc';
import { addressOf, navigate, onPlaceChange, placeOf } from '../../lib/router.ts';
import { objectOfId } from '../../lib/session.ts';

export interface PageReference {
  readonly type: string;
  readonly attributes?: Readonly<Record<string, string | undefined>>;
  readonly state?: Readonly<Record<string, string | undefined>>;
}

const Navigate = Symbol('Navigate');
const GenerateUrl = Symbol('GenerateUrl');

/** The address of a page reference. @throws an Error that names a type or an action which the shell does not have */
function addressOfReference({ type, attributes = {}, state = {} }: PageReference): string {
  const { recordId = '', objectApiName, actionName, apiName = '', pageName } = attributes;
  switch (type) {
    case 'standard__recordPage':
      if (actionName && actionName !== 'view') break;
      return addressOf.record(objectApiName ?? objectOfId(recordId)?.name ?? 'Record', recordId);
    case 'standard__objectPage':
      if (actionName !== 'list' && actionName !== 'home') break;
      return addressOf.list(objectApiName ?? '', state['filterName']);
    case 'standard__navItemPage':
      return addressOf.tab(apiName);
    case 'standard__namedPage':
      if (pageName !== 'home') break;
      return addressOf.home;
    case 'standard__webPage':
      return attributes['url'] ?? '';
    default:
  }
  throw new Error(`The local org cannot navigate to ${type} ${JSON.stringify(attributes)}`);
}

type Constructor = new () => LightningElement;

function mixin<Base extends Constructor>(base: Base): Base {
  // The mixed-in methods are found by symbols, which the type of the base cannot say.
  return class extends (base as Constructor) {
    [Navigate](reference: PageReference, replace = false): void {
      const address = addressOfReference(reference);
      if (address.startsWith('/lightning/')) navigate(address, replace);
      else window.open(address, '_blank', 'noopener');
    }

    [GenerateUrl](reference: PageReference): Promise<string> {
      return Promise.resolve(addressOfReference(reference));
    }
  } as unknown as Base;
}

export const NavigationMixin = Object.assign(mixin, { Navigate, GenerateUrl });

function currentReference(): PageReference {
  const url = new URL(window.location.href);
  const place = placeOf(url);
  const state = Object.fromEntries(url.searchParams);
  switch (place.kind) {
    case 'record':
      return {
        type: 'standard__recordPage',
        attributes: { recordId: place.id, objectApiName: objectOfId(place.id)?.name, actionName: 'view' },
        state,
      };
    case 'list':
      return { type: 'standard__objectPage', attributes: { objectApiName: place.object, actionName: 'list' }, state };
    case 'tab':
      return { type: 'standard__navItemPage', attributes: { apiName: place.name }, state };
    default:
      return { type: 'standard__namedPage', attributes: { pageName: 'home' }, state };
  }
}

/** Wire adapter: the page that is shown. */
export class CurrentPageReference {
  readonly #deliver: (reference: PageReference) => void;
  #stop?: () => void;

  constructor(deliver: (reference: PageReference) => void) {
    this.#deliver = deliver;
  }

  connect(): void {
    this.#deliver(currentReference());
    this.#stop = onPlaceChange(() => this.#deliver(currentReference()));
  }

  update(): void {
    // It has no parameters.
  }

  disconnect(): void {
    this.#stop?.();
  }
}
