/** The reports folder. Names are made by the program; a file appears whole under its name or not at all. */
export interface ReportFiles {
  write(name: string, bytes: Uint8Array): Promise<void>;
  read(name: string): Promise<Uint8Array | null>;
}
