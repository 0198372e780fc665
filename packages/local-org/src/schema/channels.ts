/** Channels of events and what is on them. Source: Metadata API Developer Guide, "PlatformEventChannel" and "PlatformEventChannelMember". */
import type { SourcePosition } from '../diagnostics/diagnostic.ts';

/** The channel that every org has: what Setup's page on change data capture selects. */
export const STANDARD_CHANNEL = 'ChangeEvents';

export interface ChannelConfig {
  /** `SalesEvents__chn` */
  readonly name: string;
  readonly label: string;
  /** change events, or platform events */
  readonly type: 'data' | 'event';
}

export interface ChannelMemberConfig {
  readonly name: string;
  readonly channel: string;
  /** `AccountChangeEvent`, `Invoice__ChangeEvent`, `Low_Ink__e`, in canonical case */
  readonly event: string;
  /** the object whose changes the events are of; undefined for a platform event */
  readonly object: string | undefined;
  /** fields of the object that updates and deletions carry although they did not change */
  readonly enriched: readonly string[];
  readonly filter: { readonly text: string; readonly place: SourcePosition } | undefined;
}
