/**
 * Which tab this is. The id lives in sessionStorage only while no page of the tab is running: a page takes it out when it starts and
 * puts it back when it is left. A duplicated tab, which copies sessionStorage, therefore gets an id of its own, and so does a tab whose
 * page crashed.
 */
export interface TabId {
  id: string;
  /** Last signal. */
  seq: number;
  /** Last event on the wire. */
  wire: number;
  /** Instant of the last event. */
  at: number;
}

export function createTab(storage: () => Storage | undefined, key: string, mint: () => string) {
  const take = (): TabId | undefined => {
    try {
      const disk = storage();
      const text = disk?.getItem(key);
      disk?.removeItem(key);
      const found = text ? (JSON.parse(text) as TabId) : undefined;
      return found?.id && found.seq + found.wire + found.at >= 0 ? found : undefined;
    } catch {
      return undefined;
    }
  };
  const tab: TabId = { id: '', seq: 0, wire: 0, at: 0 };
  return {
    tab,
    open: () => void Object.assign(tab, take() ?? { id: mint() }),
    leave(): void {
      try {
        storage()?.setItem(key, JSON.stringify(tab));
      } catch {
        /* a new id on the next page */
      }
    },
    /** Back from the back/forward cache: other pages of this tab may have counted on. */
    back(): void {
      const found = take();
      if (found?.id === tab.id) Object.assign(tab, found);
    },
  };
}
