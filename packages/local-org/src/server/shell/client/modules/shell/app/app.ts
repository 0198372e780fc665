import { LightningElement } from 'lwc';
import type { AppView, FlexiPageView } from '../../../../contract.ts';
import { errorMessage, request } from '../../../lib/http.ts';
import { addressOf, navigate, onPlaceChange, placeOf, type Place } from '../../../lib/router.ts';
import { bootstrap, objectInfo, objectOfId } from '../../../lib/session.ts';
import { showToast, TOAST_EVENT, type Toast } from '../../../lib/toast.ts';

const APP_KEY = 'local-org-app';

/** The whole page: header, the place that the address names, messages. */
export default class App extends LightningElement {
  place: Place = placeOf(new URL(window.location.href));
  app: AppView = bootstrap.apps.find(({ name }) => name === sessionStorage.getItem(APP_KEY)) ?? bootstrap.apps[0];
  tabPage: Pick<FlexiPageView, 'regions'> | null = null;
  problem = '';
  readonly homeAddress = addressOf.home;
  #moved = false;

  override connectedCallback(): void {
    onPlaceChange(() => {
      this.#moved = true;
      this.show();
    });
    // Components of the project show their messages by an event.
    this.addEventListener(TOAST_EVENT, (event) => showToast((event as CustomEvent<Toast>).detail));
    this.show();
  }

  override renderedCallback(): void {
    if (!this.#moved) return;
    this.#moved = false;
    (this.refs!['main'] as HTMLElement).focus({ preventScroll: true });
  }

  private show(): void {
    this.place = placeOf(new URL(window.location.href));
    this.tabPage = null;
    this.problem = '';
    const { place } = this;
    if (place.kind === 'app') {
      const app = bootstrap.apps.find(({ name }) => name === place.name);
      if (!app) this.problem = `There is no app ${place.name}.`;
      else {
        this.app = app;
        sessionStorage.setItem(APP_KEY, app.name);
        navigate(addressOf.home, true);
        return;
      }
    } else if (place.kind === 'list' && !objectInfo(place.object)) {
      this.problem = `There is no object ${place.object}, or you cannot see its records.`;
    } else if (place.kind === 'tab') void this.showTab(place.name);
    else if (place.kind === 'unknown') this.problem = `There is nothing at ${place.path}.`;
    document.title = `${this.placeTitle()} | ${bootstrap.organization.name}`;
  }

  private async showTab(name: string): Promise<void> {
    const tab = bootstrap.apps.flatMap(({ tabs }) => tabs).find((candidate) => candidate.name === name);
    try {
      if (!tab) throw new Error(`There is no tab ${name}.`);
      if (tab.kind === 'object') navigate(addressOf.list(tab.target), true);
      else if (tab.kind === 'lwc') {
        this.tabPage = { regions: [{ name: 'main', components: [{ name: `c:${tab.target}`, properties: {} }] }] };
      } else {
        this.tabPage = await request<FlexiPageView>('GET', `/local-org/page?name=${encodeURIComponent(tab.target)}`);
      }
    } catch (error) {
      this.problem = errorMessage(error);
    }
  }

  private placeTitle(): string {
    const { place } = this;
    if (this.problem) return 'Page not found';
    if (place.kind === 'list') return objectInfo(place.object)?.labelPlural ?? place.object;
    if (place.kind === 'record') return objectOfId(place.id)?.label ?? 'Record';
    return this.app.label;
  }

  get isHome(): boolean {
    return this.place.kind === 'home';
  }

  get isList(): boolean {
    return this.place.kind === 'list' && !this.problem;
  }

  get isRecord(): boolean {
    return this.place.kind === 'record';
  }

  /** What the current tab shows, in canonical case. */
  get target(): string {
    const { place } = this;
    if (place.kind === 'list') return objectInfo(place.object)?.name ?? place.object;
    if (place.kind === 'record') return objectOfId(place.id)?.name ?? '';
    if (place.kind !== 'tab') return '';
    return this.app.tabs.find(({ name }) => name === place.name)?.target ?? '';
  }

  handleSkip(event: Event): void {
    event.preventDefault();
    (this.refs!['main'] as HTMLElement).focus();
  }

  /** Links within the org change the place; with a modifier key they open another tab as anywhere. */
  handleClick(event: MouseEvent): void {
    if (event.defaultPrevented || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const link = event.composedPath().find((node) => node instanceof HTMLAnchorElement);
    if (!link || link.target === '_blank' || link.origin !== window.location.origin) return;
    if (!link.pathname.startsWith('/lightning/')) return;
    event.preventDefault();
    navigate(link.pathname + link.search);
  }
}
