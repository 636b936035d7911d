/** Who the people behind staff ids are. Ids that are not known are absent from the answer. */
export interface StaffDirectory {
  find(ids: readonly string[]): Promise<ReadonlyMap<string, { readonly name: string; readonly email: string }>>;
}
