/** What an export has written. */
export interface WrittenTable {
  readonly name: string;
  readonly rows: number;
}
